/**
 * An entry and what stands behind it. The log commits to bodies and does not hold them: erasing a record destroys its key,
 * and the log stays whole (40-ledger.md, "Entry"). So a body that nobody can open any more is sound, and is said to be
 * erased; only one that opens to something else than was committed to is a fault.
 */

/** `sound`: it opens to what was committed to. `erased`: its key was destroyed by law; the entry stands. `altered`: neither. */
export type BodyVerdict = 'sound' | 'erased' | 'altered';

/** What a verifier with rights has of one entry. */
export interface BodyToJudge {
  /** The entry's own `body` field. */
  readonly commitment: string;
  /** The record's key; null when there is none any more. */
  readonly key: Uint8Array | null;
  /** The body as it opens under that key, canonical JSON; null when it does not open. */
  readonly body: string | null;
  /** The commitment to a body under a record's key, in the form of the entry's field. */
  readonly commit: (key: Uint8Array, body: string) => string;
}

/** Says what stands behind an entry. */
export function judgeBody({ commitment, key, body, commit }: BodyToJudge): BodyVerdict {
  if (key === null) return 'erased';
  return body !== null && commit(key, body) === commitment ? 'sound' : 'altered';
}

const SENTENCES: Readonly<Record<BodyVerdict, (index: number) => string>> = {
  sound: (index) => `Entry ${index} says what the log committed to.`,
  erased: (index) =>
    `Entry ${index} is sound. What it said was erased by law; that it happened, when and by whom stands.`,
  altered: (index) => `What is kept beside entry ${index} is not what the log committed to.`,
};

/** The verdict as one plain sentence. */
export function sayBodyVerdict(verdict: BodyVerdict, index: number): string {
  return SENTENCES[verdict](index);
}
