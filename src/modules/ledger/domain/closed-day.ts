/**
 * The daily head of the log of sealed disclosures, in the ledger: one entry for each day, quiet or busy, always of one size. Source:
 * 70-disclosures.md, preface, 9.13. The ledger knows a day, 32 bytes and their signature, and nothing of what they stand for.
 */
import type { RecordRef } from '../../../kernel/entry.ts';

/** The act of such an entry. */
export const DAY_CLOSED = 'disclosures.day-closed';

/** `day`: `YYYY-MM-DD`; `head` and `signature`: 32 and 64 bytes in base64url. */
export interface ClosedDay {
  readonly day: string;
  readonly head: string;
  readonly signature: string;
}

/** What such an entry is about: a record of its own, so that its opening opens nothing else. */
export function closedDayRef(day: string): RecordRef {
  return { kind: 'configuration', id: `disclosures.day.${day}` };
}

/** The body of such an entry in the one form that is committed to (RFC 8785). */
export function writeClosedDay({ day, head, signature }: ClosedDay): string {
  return JSON.stringify({ day, head, signature });
}

/** What shows that a day's head stands in the ledger. */
export interface ShownDay {
  /** A C2SP tlog-proof that carries the entry. */
  readonly proof: string;
  /** With which the body's commitment in the entry is worked out: 32 bytes in base64url. */
  readonly opening: string;
}

/** Reads what a service answered; `null` for whatever is not. */
export function readShownDay(value: unknown): ShownDay | null {
  if (typeof value !== 'object' || value === null) return null;
  const { proof, opening } = value as Partial<Record<keyof ShownDay, unknown>>;
  return typeof proof === 'string' && typeof opening === 'string' ? { proof, opening } : null;
}
