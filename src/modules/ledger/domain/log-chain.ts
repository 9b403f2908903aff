/** The logs of one ledger, each following the one before. Source: docs/decisions/0111. Pure. */
import { readBase64 } from '../../../kernel/bytes.ts';
import type { Checkpoint, TreeHead } from './checkpoint.ts';
import type { Succession } from './succession.ts';

/** The logs there are, by what each later one says of the one before; `null` for one whose saying can't be read. */
export interface LogSoFar {
  /** The number of the log that grows, from 0. */
  readonly newest: number;
  readonly later: readonly (Succession | null)[];
}

/** The later log that follows the one of this name; `null` where none does. */
export function findFollower({ later }: LogSoFar, origin: string): Succession | null {
  return later.find((one) => one?.previous.origin === origin) ?? null;
}

/** Whether a checkpoint is of a log that has ended: another log follows it, and says what was known of it. */
export function isCarriedOver(chain: LogSoFar, { origin }: Pick<Checkpoint, 'origin'>): boolean {
  return findFollower(chain, origin) !== null;
}

/** A tree head that a succession names. */
export function readHead({ size, root }: { readonly size: number; readonly root: string }): TreeHead {
  return { size, root: readBase64(root) ?? new Uint8Array(0) };
}
