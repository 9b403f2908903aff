/**
 * A guardian's key in a file, under a passphrase. Source: 70-disclosures.md 9.3 (Argon2id: 64 MiB, three passes); RFC 9106, RFC 8032.
 * Whoever has the file can try passphrases on a machine of their own, which is why each try is made slow and a short one is refused.
 */
import { argon2Sync, randomBytes } from 'node:crypto';
import { readBase64url, toBase64url } from '../../modules/disclosures/index.ts';
import { Malformed } from '../../modules/ledger/index.ts';
import { openBytes, openSigningKey, sealBytes } from '../../platform/crypto.ts';
import { OperatorError } from '../../platform/operator-error.ts';

const FORMAT = 'guardian key 1';
const COST = { memory: 65_536, passes: 3, parallelism: 1, tagLength: 32 } as const;
const SALT_BYTES = 16;
export const LEAST_PASSPHRASE = 12;

/** What the file holds: the public key as it is, the private one sealed. Bytes are base64url. */
export interface GuardianKeyFile {
  readonly heed: typeof FORMAT;
  readonly key: string;
  readonly salt: string;
  readonly sealed: string;
}

/** The key that a passphrase gives, in whichever of Unicode's forms a keyboard wrote it. */
function stretch(passphrase: string, salt: Uint8Array): Uint8Array {
  return argon2Sync('argon2id', { message: passphrase.normalize('NFC'), nonce: salt, ...COST });
}

const aad = (key: string) => `heed ${FORMAT} ${key}`;

/** Makes a key. Throws `OperatorError` when the passphrase is too short. */
export function makeGuardianKey(passphrase: string): GuardianKeyFile {
  if ([...passphrase].length < LEAST_PASSPHRASE)
    throw new OperatorError(
      `The passphrase is too short: ${LEAST_PASSPHRASE} characters at least, such as five words by chance.`,
    );
  const seed = randomBytes(32);
  const key = toBase64url(openSigningKey(seed).publicKey);
  const salt = randomBytes(SALT_BYTES);
  const sealed = sealBytes(stretch(passphrase, salt), seed, aad(key));
  return { heed: FORMAT, key, salt: toBase64url(salt), sealed: toBase64url(sealed) };
}

/** A key's file, read. Throws `Malformed` for what is none. */
export function readGuardianKey(typed: string, bytes: Uint8Array): GuardianKeyFile {
  const none = () => new Malformed(`${typed} is no key of a guardian.`);
  let file: Partial<Record<keyof GuardianKeyFile, unknown>> | null;
  try {
    file = JSON.parse(Buffer.from(bytes).toString('utf8')) as typeof file;
  } catch {
    throw none();
  }
  const { heed, key, salt, sealed } = file ?? {};
  if (heed !== FORMAT || typeof key !== 'string' || typeof salt !== 'string' || typeof sealed !== 'string')
    throw none();
  if (readBase64url(key)?.length !== 32 || readBase64url(salt)?.length !== SALT_BYTES) throw none();
  return { heed, key, salt, sealed };
}

/** What signs with the key. Throws `OperatorError` when the passphrase is another, or the file was changed. */
export function openGuardianKey(
  file: GuardianKeyFile,
  passphrase: string,
): (message: Uint8Array) => Uint8Array {
  const [salt, sealed] = [readBase64url(file.salt), readBase64url(file.sealed)];
  if (!salt || !sealed) throw new OperatorError('The key’s file is damaged.');
  let seed: Uint8Array;
  try {
    seed = openBytes(stretch(passphrase, salt), sealed, aad(file.key));
  } catch (cause) {
    throw new OperatorError('That is not the passphrase of this key, or its file is damaged.', { cause });
  }
  return openSigningKey(seed).sign;
}
