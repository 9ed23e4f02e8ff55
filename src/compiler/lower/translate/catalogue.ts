import { type Family, familyOf } from './families.ts';
import type { Kind, Rules } from './rules.ts';

/** Why a function has no counterpart, what to write instead, and where the vendor says so. */
export interface Reason {
  readonly why: string;
  readonly instead?: string;
  readonly page?: string;
}

/** An engine's reasons: those of single functions come before those of their families. */
export interface Reasons {
  readonly families: Readonly<Partial<Record<Family, Reason>>>;
  readonly functions: Readonly<Record<string, Reason>>;
}

/** What a result may be that BigQuery's would not be: of functions and constructs, where an argument has one of the kinds, or `unknown`. */
export interface Difference {
  readonly of: readonly string[];
  readonly kinds?: readonly (Kind | 'unknown')[];
  readonly text: string;
}

/** What stands in an engine's catalogue for one GoogleSQL function. */
export type Entry =
  | { readonly name: string; readonly translated: true; readonly differences: readonly string[] }
  | { readonly name: string; readonly translated: false; readonly reason: Reason };

const GENERAL: Reason = { why: 'No form of it has been proven to mean the same there.' };

const google = 'https://cloud.google.com/bigquery/docs/reference/standard-sql';

/** What holds on every engine but BigQuery, since the function is bound to a service or a type of Google. */
const common: Readonly<Partial<Record<Family, Reason>>> = {
  'machine learning': {
    why: 'It works on models that live in BigQuery ML.',
    instead: 'Keep the prediction in an action that only the BigQuery target has.',
    page: 'https://cloud.google.com/bigquery/docs/reference/standard-sql/bigqueryml-syntax-e2e-journey',
  },
  AI: {
    why: 'It asks a model of Google Vertex AI.',
    instead: 'Keep the call in an action that only the BigQuery target has.',
    page: 'https://cloud.google.com/bigquery/docs/generative-ai-overview',
  },
  key: {
    why: 'Keysets are a format of Google Tink, and what they encrypt is read by it alone.',
    page: `${google}/aead_encryption_functions`,
  },
  sketch: {
    why: 'Sketches are bytes in a format of BigQuery that no other engine reads or writes.',
    instead: 'Count the rows themselves with COUNT(DISTINCT x).',
    page: `${google}/hll_functions`,
  },
  object: { why: 'It reads objects of Cloud Storage through BigQuery.', page: `${google}/objectref_functions` },
  federation: {
    why: 'It runs a query in another database through a connection of BigQuery.',
    instead: 'Declare the table as a source.',
    page: `${google}/federated_query_functions`,
  },
  graph: { why: 'It works on property graphs of BigQuery.', page: `${google}/graph-query-functions` },
  search: { why: 'It follows the text analyzers of BigQuery.', page: `${google}/search_functions` },
  'change history': {
    why: 'It reads the history that BigQuery keeps of a table.',
    page: `${google}/table-functions-built-in`,
  },
  'statistics of an index': {
    why: 'It reads an index that BigQuery keeps.',
    page: `${google}/table-functions-built-in`,
  },
  range: {
    why: 'There is no type RANGE.',
    instead: 'Keep the two ends in columns of their own and compare them.',
    page: `${google}/range-functions`,
  },
  'big decimal': { why: 'There is no decimal type of 76 digits.', instead: 'Use NUMERIC.' },
  'error handling': {
    why: 'Which errors it catches is not the same on any other engine.',
    instead: 'Use SAFE_CAST, SAFE_DIVIDE or a function with SAFE. in front.',
    page: `${google}/conditional_expressions`,
  },
  collation: { why: 'Collations and foldings of Unicode differ from engine to engine.' },
  network: {
    why: 'There is no such function, and its rules of parsing are BigQuery’s own.',
    page: `${google}/net_functions`,
  },
};

/** Why an engine has no form of a function; undefined for what is no function of BigQuery. */
export function reasonOf(name: string, reasons: Reasons | undefined): Reason | undefined {
  if (reasons && Object.hasOwn(reasons.functions, name)) return reasons.functions[name];
  const family = familyOf(name);
  return family && (reasons?.families[family] ?? common[family] ?? GENERAL);
}

/** The engine's entry for a function of BigQuery; undefined for any other name. How well it is translated, `recording` tells. */
export function entryOf(name: string, rules: Rules): Entry | undefined {
  if (Object.hasOwn(rules.functions, name)) {
    const found = (rules.differences ?? []).filter(({ of }) => of.includes(name));
    return { name, translated: true, differences: found.map(({ text }) => text) };
  }
  const reason = reasonOf(name, rules.reasons);
  return reason && { name, translated: false, reason };
}
