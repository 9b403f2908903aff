/**
 * How much is sent says nothing about what: everything sealed is filled up to one of a few sizes first. Source:
 * 70-disclosures.md 9.5 (padding buckets) and 9.15 (Padmé for files: at most an eighth more, some 6 % between 1 KB and 50 MB,
 * where the next power of two may be 100 %). Padmé: Nikitin and others, "Reducing metadata leakage from encrypted files", 2019.
 */
import { readU32 } from './encode.ts';

/** Sizes in bytes that a plaintext is filled up to before it is sealed; the largest is the most that can be said at once. */
export const PAD_SIZES = {
  /** Who and what it is about: read before somebody says that they have no part in it. */
  header: [4_096],
  /** Who the discloser is; as large when they do not say. */
  identity: [1_024],
  /** What they tell. Half a million letters at most. */
  body: [4_096, 16_384, 65_536, 262_144, 1_048_576],
  /** What is written to one another afterwards. */
  message: [4_096, 16_384, 65_536],
} as const;

export type Padded = keyof typeof PAD_SIZES;

const HEAD = 4;

/** `plain` with its length before it and zeros after, of the least size that holds it; `null` when none does. */
export function pad(kind: Padded, plain: Uint8Array): Uint8Array | null {
  const size = PAD_SIZES[kind].find((most) => most >= plain.length + HEAD);
  if (size === undefined) return null;
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, plain.length);
  padded.set(plain, HEAD);
  return padded;
}

/** What was padded; `null` for what `pad` never gives: another size, a length that does not fit, filler that is not zeros. */
export function unpad(kind: Padded, padded: Uint8Array): Uint8Array | null {
  if (!PAD_SIZES[kind].some((size) => size === padded.length)) return null;
  const length = readU32(padded);
  if (length > padded.length - HEAD) return null;
  const end = HEAD + length;
  for (let at = end; at < padded.length; at += 1) if (padded[at] !== 0) return null;
  return padded.subarray(HEAD, end);
}

/** The size a file of `bytes` bytes is filled up to (Padmé): its last bits, of which there are log log as many, become zeros. */
export function padmeSize(bytes: number): number {
  if (bytes < 2) return bytes;
  const exponent = Math.floor(Math.log2(bytes));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** Math.max(0, exponent - kept);
  return Math.ceil(bytes / step) * step;
}
