/** Exit codes of every command; `biform --help` and docs/cli.md explain them. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, unreachable: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a command may touch of the world; handed in so that tests can stand in for it. */
export interface CommandContext {
  /** Absolute path that relative arguments start from (`-C DIR`). */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: (text: string) => void;
  /** The same for text that is UTF-8 already. */
  readonly stdoutBytes: (text: Uint8Array) => void;
  readonly stderr: (text: string) => void;
  /** Whether stderr is a terminal that may show live progress. */
  readonly live: boolean;
  /** Whether colours may be written. */
  readonly colour: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface OptionSpec {
  /** Long name without dashes, as Dataform spells it where Dataform has it. */
  readonly name: string;
  readonly short?: string;
  readonly kind: 'boolean' | 'string' | 'list';
  /** Placeholder in help, for example FILE. */
  readonly value?: string;
  readonly help: string;
  /** Accepted but left out of help (kept for Dataform's sake). */
  readonly hidden?: boolean;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** Positional arguments for the usage line, for example `[DIR]`. */
  readonly positional?: string;
  readonly options: readonly OptionSpec[];
  /** Longer help: a paragraph and examples. */
  readonly details?: string;
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}

/** Parsed options by name: booleans, strings, or lists of strings (comma-separated values are split). */
export type OptionValues = Readonly<Record<string, boolean | string | readonly string[] | undefined>>;

export type RunCommand = (args: readonly string[], options: OptionValues, context: CommandContext) => Promise<ExitCode>;

/** A mistake in the command line: the message goes to stderr and the exit code is 2. */
export class UsageError extends Error {
  readonly status: ExitCode = exitCodes.usage;
}

/** A value that Dataform's own command line refuses, with the exit code that it has there. */
export class RefusedValue extends UsageError {
  override readonly status: ExitCode = exitCodes.failed;
}
