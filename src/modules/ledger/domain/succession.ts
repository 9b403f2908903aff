/**
 * Opening a log that follows another one: after entries were lost that others know of, or when the key that signs had to change.
 * Source: 40-ledger.md (Writing: "a fork"); docs/decisions/0111. A new log is a way to bury an old one, so it is refused wherever
 * nothing was lost, and what it says of the old one is its first entry.
 */
import type { TreeHead } from './checkpoint.ts';

/** Why a new log is opened. */
export const BECAUSE = ['restored', 'key-rotated', 'key-lost', 'key-stolen'] as const;
export type Because = (typeof BECAUSE)[number];

/** A checkpoint of the old log as somebody has it: the published file, or one that was handed in. Its signature was checked. */
export interface KnownOutside extends TreeHead {
  readonly origin: string;
  readonly note: Uint8Array;
  /** Whether the old log, as it is here, has this root at this size; `null` where it is not so large. */
  readonly agrees: boolean | null;
}

/** The log as it is in this database. */
export interface LogHere extends TreeHead {
  /** The number of the log, from 0. */
  readonly log: number;
  readonly origin: string;
  readonly vkey: string;
  /** The newest checkpoint that was signed here; `null` where none was. */
  readonly signed: (TreeHead & { readonly note: Uint8Array; readonly at: Temporal.Instant }) | null;
  /** The name of every log there is or was. */
  readonly origins: readonly string[];
}

/** What an operator asks for. */
export interface SuccessionAsked {
  readonly because: Because;
  readonly reason: string;
  readonly decidedBy: string;
  /** The new log's name and key. */
  readonly origin: string;
  readonly vkey: string;
  /** Whether its public key is another than the old log's. */
  readonly keyIsNew: boolean;
}

/** Stands for the published file where a hold of the signing names a witness; has a space, as no witness's name has. */
export const PUBLISHED = 'published checkpoint';

/** What a witness said that it knows: a size, or no more than that its tree is another one. */
export interface WitnessKnows {
  readonly witness: string;
  readonly knownSize: number | null;
}

/** What the first entry of the new log says, and its body is. Hashes and notes in base64, `since` in ISO 8601. */
export interface Succession {
  readonly log: number;
  readonly origin: string;
  readonly key: string;
  /** The newest checkpoint of the old log that is known: the old log is to be held to it for ever. */
  readonly previous: {
    readonly origin: string;
    readonly key: string;
    readonly size: number;
    readonly root: string;
    readonly note: string;
  };
  /** The old log as it is kept here, and stays. */
  readonly kept: { readonly size: number; readonly root: string };
  /** How many entries that were signed for are not here, from which one on, and since when (the last checkpoint that was kept). */
  readonly lost: { readonly entries: number; readonly from: number; readonly since: string | null };
  readonly because: Because;
  readonly reason: string;
  readonly decidedBy: string;
}

export type SuccessionDecision =
  | { readonly ok: true; readonly succession: Succession }
  | { readonly ok: false; readonly why: string };

const no = (why: string): SuccessionDecision => ({ ok: false, why });
const bySize = (a: TreeHead, b: TreeHead) => a.size - b.size;

/** What of the words is missing or makes no sense; `null` when nothing is. */
function refuseWords({ reason, decidedBy }: SuccessionAsked): string | null {
  if (reason.trim().length < 10)
    return 'Say the reason with --reason, in a sentence: it stands in the new log for good.';
  if (decidedBy.trim().length < 3)
    return 'Say with --decided-by who decided this: name and post. It stands in the new log for good.';
  return null;
}

function refuseNames(here: LogHere, { origin, because, keyIsNew }: SuccessionAsked): string | null {
  if (here.origins.includes(origin))
    return `${origin} is the name of a log that there is already. Set HEED_LEDGER_ORIGIN to a new name on every machine, such as ${here.origin}-2, then run this again.`;
  if (because !== 'restored' && !keyIsNew)
    return 'The key that signs is the one that signed before. Put the new key in place first (docs/operating/keys.md).';
  return null;
}

function sayUnseen({ witness, knownSize }: WitnessKnows): string {
  const what = knownSize === null ? 'another log' : `${knownSize} entries`;
  return witness === PUBLISHED
    ? `A machine that ran a worker remembers that ${what} were published, and no checkpoint that you gave shows that. Give the file ledger-published-checkpoint of its data folder with --checkpoint.`
    : `The witness ${witness} knows ${what}, and no checkpoint that you gave shows that. Ask its operator for the one it cosigned (heed witness FOLDER --show-checkpoint ORIGIN) and give it with --checkpoint.`;
}

/** The checkpoint to name where nothing is lost: the largest there is, here or outside. */
function nameSound(
  here: LogHere,
  outside: readonly KnownOutside[],
): (TreeHead & { note: Uint8Array }) | null {
  return [...outside, ...(here.signed ? [here.signed] : [])].toSorted(bySize).at(-1) ?? null;
}

/** Where what is lost begins: everything here is in the lost log too, unless a checkpoint of no greater size says another thing. */
function findParting(here: LogHere, outside: readonly KnownOutside[]): number {
  const hasForked = outside.some(({ agrees }) => agrees === false);
  if (!hasForked) return here.size;
  return Math.max(0, ...outside.filter(({ agrees }) => agrees === true).map(({ size }) => size));
}

/**
 * Decides whether a new log may follow `here`. `outside` are checkpoints of the old log that are known outside this database,
 * `knows` what witnesses said that contradicts it. Refuses with a sentence: where nothing is lost and the key is the same; where a
 * witness knows of more than the checkpoints show; where a loss would be passed off as a change of key.
 */
export function decideSuccession(
  here: LogHere,
  outside: readonly KnownOutside[],
  knows: readonly WitnessKnows[],
  asked: SuccessionAsked,
): SuccessionDecision {
  const wrong = refuseWords(asked) ?? refuseNames(here, asked);
  if (wrong !== null) return no(wrong);
  const against = outside.filter(({ agrees }) => agrees !== true).toSorted(bySize);
  const isLost = against.length > 0;
  const named = isLost ? (against.at(-1) ?? null) : nameSound(here, outside);
  const unseen = knows.find(
    ({ knownSize }) =>
      (knownSize !== null && knownSize > (named?.size ?? 0)) || (knownSize === null && !isLost),
  );
  if (unseen) return no(sayUnseen(unseen));
  if (asked.because === 'restored' && !isLost)
    return no(
      'Nothing is lost: every checkpoint that is known outside is a beginning of this log. A new log would only bury it, so none is opened.',
    );
  if (asked.because !== 'restored' && isLost)
    return no(
      'Entries are lost too, which a change of key must not hide. Say --because restored, and the rest in --reason.',
    );
  if (!named)
    return no('No checkpoint of the old log is known, here or outside, so there is nothing to follow.');
  const from = isLost ? findParting(here, outside) : here.size;
  return {
    ok: true,
    succession: {
      log: here.log + 1,
      origin: asked.origin,
      key: asked.vkey,
      previous: {
        origin: here.origin,
        key: here.vkey,
        size: named.size,
        root: named.root.toBase64(),
        note: named.note.toBase64(),
      },
      kept: { size: here.size, root: here.root.toBase64() },
      lost: {
        entries: isLost ? named.size - from : 0,
        from,
        since: isLost ? (here.signed?.at.toString() ?? null) : null,
      },
      because: asked.because,
      reason: asked.reason.trim(),
      decidedBy: asked.decidedBy.trim(),
    },
  };
}

const WHY: Readonly<Record<Because, string>> = {
  restored: 'the database was put back from a backup older than what had been signed',
  'key-rotated': 'the key that signs was changed',
  'key-lost': 'the key that signs was lost',
  'key-stolen': 'the key that signs may be in other hands',
};

/** What was lost, in one sentence. */
export function sayLoss({ lost, previous, kept }: Succession): string {
  if (lost.entries === 0) return 'No entry that was signed for is lost.';
  const since = lost.since === null ? '' : `, entered after ${lost.since}`;
  const forked = previous.size <= kept.size || lost.from < kept.size;
  return `${forked ? 'At most ' : ''}${lost.entries} entries of the old log are lost: from entry ${lost.from} to ${previous.size - 1}${since}.`;
}

/** The whole of it in plain sentences, for whoever reads the health page, an export or the command's own words. */
export function saySuccession(succession: Succession): readonly string[] {
  const { origin, previous, kept, because, reason, decidedBy } = succession;
  return [
    `The log ${origin} follows ${previous.origin}, because ${WHY[because]}.`,
    `Of the old log ${previous.size} entries were signed for (root ${previous.root}); ${kept.size} are kept here.`,
    sayLoss(succession),
    `Decided by ${decidedBy}: ${reason}`,
  ];
}
