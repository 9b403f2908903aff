/**
 * What a witness signs: "as of this second, this is the newest tree of this log I have seen, and it only grew".
 * Source: C2SP tlog-cosignature, the Ed25519 kind (cosignature/v1).
 */
import { concatBytes, utf8 } from '../../../kernel/bytes.ts';
import { isTreeSize } from './tree-size.ts';

export const ED25519_SIGNATURE_BYTES = 64;
const TIME_BYTES = 8;
const UINT32 = 2 ** 32;

/** A cosignature taken apart: `time` in whole seconds since 1970, `signature` the 64 bytes of Ed25519. */
export interface Cosignature {
  readonly time: number;
  readonly signature: Uint8Array;
}

/** The bytes that a witness signs: a header, the time in seconds since 1970, and the checkpoint's whole text. */
export function cosignedMessage(time: number, checkpointText: string): Uint8Array {
  if (!isTreeSize(time)) throw new RangeError('a time is a whole number of seconds');
  return utf8(`cosignature/v1\ntime ${time}\n${checkpointText}`);
}

/** The 72 bytes that go into the signature line: the time, big-endian, and the signature. */
export function formatCosignature({ time, signature }: Cosignature): Uint8Array {
  if (!isTreeSize(time) || signature.length !== ED25519_SIGNATURE_BYTES)
    throw new RangeError('a cosignature is whole seconds and 64 bytes');
  const bytes = new Uint8Array(TIME_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(time / UINT32));
  view.setUint32(4, time % UINT32);
  return concatBytes(bytes, signature);
}

/** Takes those bytes apart; `null` unless they are 72, with a time up to 2^53 - 1 seconds (the format's own limit is 2^63 - 1). */
export function readCosignature(bytes: Uint8Array): Cosignature | null {
  if (bytes.length !== TIME_BYTES + ED25519_SIGNATURE_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const time = view.getUint32(0) * UINT32 + view.getUint32(4);
  return isTreeSize(time) ? { time, signature: bytes.slice(TIME_BYTES) } : null;
}
