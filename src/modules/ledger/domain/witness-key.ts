/**
 * The key that a witness cosigns with, and how it is kept: the text form of private keys that signed-note programs share,
 * `PRIVATE+KEY+<name>+<key id in hex>+<base64 of the type byte and the 32-byte seed>`, so that the name cannot be changed
 * apart from the key. Source: C2SP tlog-cosignature; golang.org/x/mod/sumdb/note for the private form.
 */
import { concatBytes, readBase64, sameBytes } from '../../../kernel/bytes.ts';
import { cosignedMessage, formatCosignature } from './cosignature.ts';
import { refuse } from './malformed.ts';
import type { NoteSignature } from './signed-note.ts';
import { COSIGNATURE_V1, type VerifierKey } from './verifier-key.ts';

const SEED_BYTES = 32;
const MARK = 'PRIVATE+KEY+';

/** A witness's name and key; the private half stays inside `sign`, which makes 64 bytes of Ed25519. */
export interface WitnessKey {
  readonly verifier: VerifierKey;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** The cosignature of this checkpoint text. `time` is in whole seconds since 1970, as the witness's clock says. */
export function cosign({ verifier, sign }: WitnessKey, time: number, checkpointText: string): NoteSignature {
  const signature = formatCosignature({ time, signature: sign(cosignedMessage(time, checkpointText)) });
  return { name: verifier.name, keyId: verifier.id, signature };
}

/** The line that the witness keeps to itself. */
export function formatWitnessSecret(verifier: VerifierKey, seed: Uint8Array): string {
  const material = concatBytes(Uint8Array.of(COSIGNATURE_V1), seed).toBase64();
  return `${MARK}${verifier.name}+${verifier.id.toHex()}+${material}`;
}

/** Reads that line: `open` makes the key of a name and seed. Throws `Malformed` for anything but a whole line of this kind. */
export function parseWitnessSecret(
  line: string,
  open: (name: string, seed: Uint8Array) => WitnessKey,
): WitnessKey {
  const [name = '', id = '', ...rest] = line.startsWith(MARK) ? line.slice(MARK.length).split('+') : [];
  const material = readBase64(rest.join('+'));
  if (material?.length !== 1 + SEED_BYTES || material[0] !== COSIGNATURE_V1)
    refuse('The file of the key does not hold the private key of a witness.');
  const key = open(name, material.slice(1));
  if (!/^[0-9a-f]{8}$/.test(id) || !sameBytes(key.verifier.id, Uint8Array.fromHex(id)))
    refuse('The private key is not that of the name beside it: one of them was changed.');
  return key;
}
