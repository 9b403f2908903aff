/** Holding what a log says of the one before it against that log as it lies in an export. Source: docs/decisions/0111. Pure. */
import { readUtf8, sameBytes } from '../../../kernel/bytes.ts';
import { type Checkpoint, parseCheckpoint, type TreeHead } from './checkpoint.ts';
import { readHead } from './log-chain.ts';
import { Malformed } from './malformed.ts';
import { SUCCEEDED } from './read-succession.ts';
import { parseNote } from './signed-note.ts';
import type { Succession } from './succession.ts';
import type { VerifierKey } from './verifier-key.ts';
import { type VerifySignature, verifyNote } from './verify-note.ts';

/** What an entry says of itself, as far as it matters here; `null` for bytes that are no entry. */
export function readOpening(
  entry: Uint8Array | null,
): { readonly opens: boolean; readonly body: string } | null {
  if (!entry) return null;
  try {
    const { act, body } = JSON.parse(readUtf8(entry) ?? '') as Record<string, unknown>;
    return { opens: act === SUCCEEDED, body: String(body) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Whether the named checkpoint is the one that the note beside it says, and the old log's key signed that. */
export function isNamedSigned(
  { previous }: Succession,
  note: Uint8Array | null,
  key: VerifierKey,
  verify: VerifySignature,
): boolean {
  try {
    const signed = parseNote(note ?? new Uint8Array(0));
    const { origin, size, root } = parseCheckpoint(signed.text);
    const named = readHead(previous);
    const isNamed = origin === previous.origin && size === named.size && sameBytes(root, named.root);
    return isNamed && key.name === origin && verifyNote(signed, [key], verify).ok;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

/** What is wrong with the numbers of a succession by themselves. */
export function judgeNumbers({ previous, kept, lost }: Succession): readonly string[] {
  const adds =
    lost.from <= kept.size &&
    (lost.entries === 0 || lost.entries === previous.size - lost.from) &&
    lost.from >= 0;
  const isAll = lost.entries > 0 || previous.size <= kept.size;
  return adds && isAll
    ? []
    : ['What the log says is lost of the one before does not add up with what it says was kept.'];
}

/** How a checkpoint of the old log that somebody kept stands to what is left of that log. */
export type KeptCheckpoint =
  /** It must be a beginning of the old log as it is held. */
  | { readonly kind: 'to-check'; readonly head: TreeHead }
  /** It is of what was lost: nobody can say more. */
  | { readonly kind: 'lost'; readonly size: number }
  | { readonly kind: 'fault'; readonly fault: string };

/** Where a kept checkpoint of the old log, whose signature was checked, falls. */
export function placeKept({ previous, lost }: Succession, { size, root }: Checkpoint): KeptCheckpoint {
  const named = readHead(previous);
  if (size > named.size && lost.entries > 0)
    return {
      kind: 'fault',
      fault: `A checkpoint of ${size} entries of ${previous.origin} was signed, and this log says that it had ${named.size}: more is lost than it says.`,
    };
  if (size === named.size && !sameBytes(root, named.root))
    return {
      kind: 'fault',
      fault: `The checkpoint of ${size} entries that this log names of ${previous.origin} is not the one that you kept.`,
    };
  if (lost.entries > 0 && size > lost.from) return { kind: 'lost', size };
  return { kind: 'to-check', head: { size, root } };
}

/** What is wrong with the old log as it is held, against how it was left. */
export function judgeHeld({ previous, kept }: Succession, held: TreeHead): readonly string[] {
  const left = readHead(kept);
  if (held.size > left.size)
    return [
      `The log ${previous.origin} was left with ${left.size} entries, and ${held.size} are here: it was carried on.`,
    ];
  if (held.size === left.size && !sameBytes(held.root, left.root))
    return [`The log ${previous.origin} is not the one that was left: its entries are others.`];
  return [];
}
