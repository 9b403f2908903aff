/** What a canary remembers from one day to the next: the receipts of its tests, and what it trusts of the service. 0600, replaced whole. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readBase64url, toBase64url } from '../../modules/disclosures/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';

/** A test that was sent, or was about to be. */
export interface SentTest {
  readonly secret: Uint8Array;
  readonly bound: Uint8Array;
  readonly first: Uint8Array;
  /** The day on which the service says that it came, `YYYY-MM-DD`; before its answer, that on which it was sent. */
  readonly day: string;
  /** The service signed that it came. */
  readonly arrived: boolean;
}

export interface CanaryState {
  /** With which the service signs that something came, base64url, as first seen; `null` before the first run. */
  readonly statementKey: string | null;
  /** The newest roster that was used. */
  readonly roster: { readonly version: number; readonly hash: string } | null;
  readonly tests: readonly SentTest[];
}

const EMPTY: CanaryState = { statementKey: null, roster: null, tests: [] };

type Kept = Omit<CanaryState, 'tests'> & {
  readonly heed: 'canary 1';
  readonly tests: readonly (Record<'secret' | 'bound' | 'first' | 'day', string> & {
    readonly arrived: boolean;
  })[];
};

const bytesOf = (text: string) => readBase64url(text) ?? new Uint8Array();

/** What is in the file; nothing where there is none. Throws `OperatorError` for a damaged one. */
export function readCanary(path: string): CanaryState {
  if (!existsSync(path)) return EMPTY;
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Kept;
    if (kept.heed !== 'canary 1') throw new TypeError('of another form');
    const tests = kept.tests.map(({ secret, bound, first, day, arrived }) => ({
      ...{ secret: bytesOf(secret), bound: bytesOf(bound), first: bytesOf(first) },
      ...{ day, arrived },
    }));
    return { statementKey: kept.statementKey, roster: kept.roster, tests };
  } catch (cause) {
    throw new OperatorError(`${path} is not what a canary remembers, or it is damaged.`, { cause });
  }
}

/** Puts it in the place of what was there. */
export function writeCanary(path: string, { tests, ...rest }: CanaryState): void {
  const kept: Kept = {
    heed: 'canary 1',
    ...rest,
    tests: tests.map(({ secret, bound, first, day, arrived }) => ({
      ...{ secret: toBase64url(secret), bound: toBase64url(bound), first: toBase64url(first) },
      ...{ day, arrived },
    })),
  };
  const half = `${path}.half-${process.pid}`;
  writeFileSync(half, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(half, path);
}
