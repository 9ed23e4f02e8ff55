import type { Instruction } from '../../dialect/script.ts';
import type { At } from '../../sql/ast.ts';
import type { Frag } from './text.ts';

/** A place in a program that is not known when a step leads to it. */
export interface Label {
  at: number;
}

type Step =
  | { readonly do: 'send' | 'test'; readonly mark: object; readonly otherwise?: Label }
  | { readonly do: 'go'; readonly to: Label }
  | { readonly do: 'guard'; readonly until: Label; readonly to: Label };

/** A loop, or a labelled block, that BREAK and CONTINUE may name. */
export interface Around {
  readonly label?: string;
  readonly isLoop: boolean;
  readonly again: Label;
  readonly end: Label;
  /** Its label in a compound statement. */
  readonly as?: string;
}

/** The steps of a text while it is printed. */
export interface Program {
  readonly steps: Step[];
  /** What stands around the statement that is printed, innermost last. */
  readonly around: Around[];
  /** Where RETURN leads. */
  end: Label;
  /** Something else than one statement after another was printed. */
  branches: boolean;
  /** Handlers of failures around the statement that is printed. */
  handlers: number;
  /** Loops may wait for a time: each step has its own. */
  loops: boolean;
  /** The text is one compound statement of the engine, with what must stand before it. */
  compound?: Compound;
}

export interface Compound {
  /** Makes a variable, by its name. */
  readonly variables: Map<string, { readonly type: string; readonly made: Frag }>;
  /** How many labels were given. */
  labels: number;
  /** The label that RETURN leaves, and whether one does. */
  readonly label: string;
  returns: boolean;
}

export const newLabel = (): Label => ({ at: -1 });

export const openProgram = (): Program => ({
  steps: [],
  around: [],
  end: newLabel(),
  branches: false,
  handlers: 0,
  loops: false,
});

/** A statement that is sent as it stands. */
export function sent(of: Frag, { steps, compound }: Program): Frag {
  if (compound) return of;
  const mark = {};
  steps.push({ do: 'send', mark });
  return { mark, of };
}

/** Statements with `;` between them, each sent by itself. */
export const inTurn = (parts: readonly Frag[], program: Program): Frag =>
  parts.flatMap((part, i) => (i === 0 ? [sent(part, program)] : [';\n', sent(part, program)]));

/** A query that decides whether the next step follows or the one at a label. */
export function tested(of: Frag, otherwise: Label, program: Program): Frag {
  if (program.compound) return of;
  const mark = {};
  program.branches = true;
  program.steps.push({ do: 'test', mark, otherwise });
  return { mark, of };
}

export function go(to: Label, program: Program): void {
  if (program.compound) return;
  program.branches = true;
  program.steps.push({ do: 'go', to });
}

export function guard(until: Label, to: Label, program: Program): void {
  program.branches = true;
  program.steps.push({ do: 'guard', until, to });
}

/** A label leads to what is printed next. */
export const place = (label: Label, { steps }: Program): void => {
  label.at = steps.length;
};

/** The program with places in the text; undefined for statements that are sent as one text. */
export function instructions(
  program: Program,
  marks: ReadonlyMap<object, At>,
  oneByOne = false,
): readonly Instruction[] | undefined {
  if (!program.branches && !(oneByOne && program.steps.length > 1)) return undefined;
  place(program.end, program);
  return program.steps.map((step): Instruction => {
    switch (step.do) {
      case 'go':
        return { do: 'go', to: step.to.at };
      case 'guard':
        return { do: 'guard', until: step.until.at, to: step.to.at };
      default: {
        const { start, end } = marks.get(step.mark) ?? { start: 0, end: 0 };
        const otherwise = step.otherwise?.at;
        return otherwise === undefined ? { do: 'send', start, end } : { do: 'test', start, end, otherwise };
      }
    }
  });
}
