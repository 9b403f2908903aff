/**
 * A small secret sealed to one person's public key (HPKE, RFC 9180, base mode): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM. The only file that knows which library does it. One seal for each context: no nonce can come twice.
 */
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { concatBytes } from '../../../kernel/bytes.ts';
import { encodeParts } from '../domain/encode.ts';
import type { EnvelopePurpose } from '../domain/sealed-report.ts';

const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

/** Names the suite in every envelope's binding, so that another can follow (X-Wing) without being mistaken for this one. */
const SUITE = 'P-256 HKDF-SHA256 AES-256-GCM';
/** Bytes of an encapsulated P-256 key: a point, uncompressed. */
const ENCAPSULATED = 65;

/** What an envelope is bound to: opened for another report, person or purpose it opens to nothing. */
export interface EnvelopeBinding {
  readonly report: Uint8Array;
  readonly epoch: number;
  readonly keyId: Uint8Array;
  readonly purpose: EnvelopePurpose;
}

const bind = ({ report, epoch, keyId, purpose }: EnvelopeBinding) => ({
  info: encodeParts('heed envelope 1', SUITE, report, epoch, keyId, purpose),
});

/** Seals `secret` to a public key of 65 bytes. Gives the encapsulated key and the ciphertext. Throws for a key that is no point. */
export async function sealEnvelope(
  publicKey: Uint8Array,
  binding: EnvelopeBinding,
  secret: Uint8Array,
): Promise<Uint8Array> {
  const to = await suite.DeserializePublicKey(publicKey);
  const { encapsulatedSecret, ciphertext } = await suite.Seal(to, secret, bind(binding));
  return concatBytes(encapsulatedSecret, ciphertext);
}

/** A pair to be sealed to: `secret`, 32 bytes, and `open`, the point of 65 bytes that the roster has. */
export interface SealingPair {
  readonly secret: Uint8Array;
  readonly open: Uint8Array;
}

/** Opens an envelope; `null` for whatever was not sealed so to that pair. */
export async function openEnvelope(
  pair: SealingPair,
  binding: EnvelopeBinding,
  envelope: Uint8Array,
): Promise<Uint8Array | null> {
  const [privateKey, publicKey] = await Promise.all([
    suite.DeserializePrivateKey(pair.secret),
    suite.DeserializePublicKey(pair.open),
  ]);
  return suite
    .Open(
      { privateKey, publicKey },
      envelope.subarray(0, ENCAPSULATED),
      envelope.subarray(ENCAPSULATED),
      bind(binding),
    )
    .catch(() => null);
}

/** A new pair. */
export async function makeSealingPair(): Promise<SealingPair> {
  const pair = await suite.GenerateKeyPair(true);
  const [secret, open] = await Promise.all([
    suite.SerializePrivateKey(pair.privateKey),
    suite.SerializePublicKey(pair.publicKey),
  ]);
  return { secret, open };
}
