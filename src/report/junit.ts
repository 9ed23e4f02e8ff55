import type { RunEvent } from '../executor/events.ts';
import { diagnosticText, type SourceOf } from './diagnostics.ts';

export interface JunitCase {
  readonly name: string;
  /** Groups cases: the kind of step. */
  readonly group: string;
  readonly file?: string;
  readonly ms: number;
  readonly failure?: { readonly message: string; readonly details: string };
  readonly skipped?: string;
}

export interface JunitSuite {
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly cases: readonly JunitCase[];
}

/** Collects the steps of a run as test cases. */
export const junit = {
  start: { name: 'biform run', at: '', cases: [] } as JunitSuite,
  next: (suite: JunitSuite, event: RunEvent, sourceOf: SourceOf): JunitSuite => {
    if (event.type === 'run-started') return { ...suite, at: event.at };
    if (event.type !== 'step-finished') return suite;
    return { ...suite, cases: [...suite.cases, caseOf(event, sourceOf)] };
  },
};

function caseOf(event: Extract<RunEvent, { type: 'step-finished' }>, sourceOf: SourceOf): JunitCase {
  const { step, kind, ms, outcome, fileName, because, diagnostics } = event;
  const first = diagnostics[0];
  return {
    name: step,
    group: kind,
    ms,
    ...(fileName !== undefined && { file: fileName }),
    ...(outcome === 'failed' && {
      failure: {
        message: first?.message ?? 'failed',
        details: diagnostics.map((found) => diagnosticText(found, sourceOf, false)).join(''),
      },
    }),
    ...(outcome !== 'failed' && outcome !== 'succeeded' && { skipped: because ?? outcome }),
  };
}

/** A suite as JUnit XML, as CI systems read it. Source: testmoapp/junitxml "JUnit XML file format". */
export function junitXml(suite: JunitSuite): string {
  const failures = suite.cases.filter(({ failure }) => failure).length;
  const skipped = suite.cases.filter((one) => one.skipped !== undefined).length;
  const time = suite.cases.reduce((sum, { ms }) => sum + ms, 0);
  const counts = attributes({ tests: suite.cases.length, failures, errors: 0, skipped, time: seconds(time) });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: suite.name })}${counts}>`,
    `  <testsuite${attributes({ name: suite.name, timestamp: suite.at.replace(/\.\d+Z$/, '') })}${counts}>`,
    ...suite.cases.map(caseXml),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseXml({ name, group, file, ms, failure, skipped }: JunitCase): string {
  const head = attributes({ name, classname: group, time: seconds(ms), ...(file !== undefined && { file }) });
  if (failure) {
    const text = `<failure${attributes({ message: failure.message })}>${escaped(failure.details)}</failure>`;
    return `    <testcase${head}>\n      ${text}\n    </testcase>`;
  }
  if (skipped === undefined) return `    <testcase${head}/>`;
  return `    <testcase${head}>\n      <skipped${attributes({ message: skipped })}/>\n    </testcase>`;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replace(/[\n\r\t]/g, (c) => `&#${c.charCodeAt(0)};`)}"`)
    .join('');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for XML 1.0, in which most control characters and lone surrogates cannot stand at all. */
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
