/**
 * A recipient's signed word about a disclosure: that they have no part in it, or have; that the outside body is to read it; that it is
 * to be removed, or kept after all. Source: 70-disclosures.md 9.7, 9.8. For one disclosure, one holder of keys and one day, so that it
 * is worth nothing elsewhere or later.
 */
import { isSigned, signParts } from './signature.ts';

export const WORDS = ['no-part', 'has-part', 'hand-outside', 'remove', 'keep'] as const;
export type RecipientWord = (typeof WORDS)[number];

export interface GivenWord {
  /** 16 bytes each. */
  readonly report: Uint8Array;
  readonly keyId: Uint8Array;
  readonly word: RecipientWord;
  /** `YYYY-MM-DD`, as the server has it. */
  readonly day: string;
}

/** Signs it with their own seed: 64 bytes. */
export async function signWord(
  seed: Uint8Array,
  { report, keyId, word, day }: GivenWord,
): Promise<Uint8Array> {
  return signParts(seed, 'heed act 1', report, keyId, word, day);
}

/** Whether the holder of `publicKey` gave exactly this word. */
export async function isWordOf(
  publicKey: Uint8Array,
  signature: Uint8Array,
  { report, keyId, word, day }: GivenWord,
): Promise<boolean> {
  return isSigned(publicKey, signature, 'heed act 1', report, keyId, word, day);
}
