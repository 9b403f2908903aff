import type { ParseArgsConfig } from 'node:util';
import type { Config } from '../config.ts';

/** What a command is given: its arguments, its options, its environment, the settings and where to speak. */
export interface Call {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  /** The environment, for a command that needs none of the settings but one of its own. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads and checks the settings; throws `OperatorError` with every problem. */
  readonly config: () => Config;
  /** One line to standard output: what was asked for. */
  readonly say: (line: string) => void;
  /** One line to standard error: how it is going. */
  readonly log: (line: string) => void;
}

/** One thing the operator can tell Heed to do. */
export interface OperatorCommand {
  /** One word, or two where several belong together: `ledger export`. */
  readonly name: string;
  /** After the name in the usage line: `FILE [--keys FILE]`. */
  readonly takes: string;
  /** One sentence for the list of commands. */
  readonly summary: string;
  /** The rest of its help: options and what happens, in lines of at most 100 characters. */
  readonly help: string;
  /** How many words it takes, least and most. */
  readonly words: readonly [number, number];
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** What its exit codes mean, where they are not those of every command. */
  readonly exitCodes?: string;
  /** Does it. Answers the exit code: 0 done, 1 something is wrong. Throws `OperatorError` to refuse (1). */
  run(call: Call): Promise<number>;
}

/** The exit codes of every command, as printed by `--help`. */
export const EXIT_CODES = `Exit codes: 0 done; 1 refused or failed, with a sentence that says why; 2 not a command or option of Heed.`;
