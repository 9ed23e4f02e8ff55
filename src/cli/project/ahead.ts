import type { ParsedAhead } from '../../compiler/analyse/project/parsed.ts';
import type { OriginKind } from '../../compiler/load/port.ts';
import { type ActionAhead, type SettledAhead, settlerAhead } from '../../compiler/resolve/ahead.ts';
import type { GraphAction } from '../../compiler/resolve/settle.ts';
import { type PrintedActions, printActions } from '../../report/graph/text.ts';
import type { AnswerPart, Listener } from '../../sandbox/validate.ts';

/**
 * What is done with actions while the child still evaluates others and this process would only wait. All of it is done
 * later, too, where it was not done by then: it changes when something is worked out, never what.
 */
export interface WorkAhead {
  readonly listener: Listener;
  /** Parses texts as well from now on. */
  readonly parseWith: (parsed: ParsedAhead) => void;
  /** Ends the work. */
  readonly stop: () => void;
  readonly settled: SettledAhead;
  /** By the first of the actions that were printed together. */
  readonly printed: ReadonlyMap<object, PrintedActions>;
}

/** Begins to wait for parts of an answer. `prints`: the whole graph will be printed. */
export function workAhead(prints: boolean): WorkAhead {
  const settled = new Map<object, ActionAhead>();
  const printed = new Map<object, PrintedActions>();
  let settle: ReturnType<typeof settlerAhead> | undefined;
  let parser: ParsedAhead | undefined;
  let parts: AnswerPart[] = [];
  let unparsed: { readonly kind: OriginKind; readonly action: GraphAction }[] = [];
  let next = 0;
  let isOver = false;
  let isBusy = false;
  const settlePart = ({ kind, actions }: AnswerPart): void => {
    const shown: object[] = [];
    for (const action of actions as readonly GraphAction[]) {
      const ahead = settle?.(kind, action);
      if (ahead) {
        settled.set(action, ahead);
        shown.push(ahead.shown);
      }
      unparsed.push({ kind, action });
    }
    const [first] = shown;
    if (prints && first) printed.set(first, printActions(shown));
  };
  const parseNext = ({ add }: ParsedAhead): void => {
    const one = unparsed[next];
    if (one) add(one.kind, one.action);
  };
  /** Does one piece of work; false where there is none. */
  const work = (): boolean => {
    const part = parts.shift();
    if (part) settlePart(part);
    else if (parser) {
      const end = Math.min(next + PARSED_AT_ONCE, unparsed.length);
      for (; next < end; next += 1) parseNext(parser);
    }
    return parts.length > 0 || (parser !== undefined && next < unparsed.length);
  };
  const goOn = (): void => {
    isBusy = !isOver && work();
    if (isBusy) setImmediate(goOn);
  };
  const wake = (): void => {
    if (isBusy || isOver) return;
    isBusy = true;
    setImmediate(goOn);
  };
  return {
    settled,
    printed,
    listener: {
      // Names come once for each child that is asked.
      names: (names) => {
        settle = settlerAhead(names);
        parts = [];
        unparsed = [];
        next = 0;
      },
      part: (part) => {
        parts.push(part);
        wake();
      },
    },
    parseWith: (parsed) => {
      parser = parsed;
      wake();
    },
    stop: () => {
      isOver = true;
    },
  };
}

/** So many actions' texts are parsed between two looks at what has come. */
const PARSED_AT_ONCE = 8;
