import { createHash, createHmac } from 'node:crypto';
import { asId, type Id, type IdSource } from '../src/kernel/ids.ts';

/** Names one act of the demo: its ids and random bytes depend on it and on the installation's key, nothing else. */
export interface ActLabel {
  readonly label: string;
  /** Epoch milliseconds, so that ids sort by time as they would have. */
  readonly at: number;
}

/** The `index`th id made while that act is played: a UUIDv7 of its moment whose random bits come from its label. */
export function idOf<B extends string>(act: ActLabel, index: number): Id<B> {
  const bytes = createHash('sha256').update(`wrenfold id ${act.label} ${index}`).digest().subarray(0, 16);
  bytes.writeUIntBE(act.at, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return asId(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
  );
}

/**
 * Where the ids and random bytes of the act being played come from. Derived, so that a filling broken off by kill -9
 * is taken up again knowing every id and receipt given before; keyed by the installation, so that knowing the demo's
 * seed opens nobody else's receipt.
 */
export interface ActSource {
  /** From now on ids and bytes are those of this act. */
  begin(act: ActLabel): void;
  readonly ids: IdSource;
  readonly randomBytes: (length: number) => Uint8Array;
}

export function createActSource(key: Uint8Array): ActSource {
  let now: ActLabel = { label: 'nothing', at: 0 };
  let madeIds = 0;
  let madeBytes = 0;
  return {
    begin: (act) => {
      now = act;
      madeIds = 0;
      madeBytes = 0;
    },
    ids: {
      next: () => {
        madeIds += 1;
        return idOf(now, madeIds - 1);
      },
    },
    randomBytes: (length) => {
      madeBytes += 1;
      const text = `wrenfold bytes ${now.label} ${madeBytes - 1}`;
      return new Uint8Array(createHmac('sha512', key).update(text).digest().subarray(0, length));
    },
  };
}

/** The first random bytes drawn in an act: for a raise, its receipt's secret. */
export function firstBytesOf(key: Uint8Array, act: ActLabel, length: number): Uint8Array {
  const source = createActSource(key);
  source.begin(act);
  return source.randomBytes(length);
}
