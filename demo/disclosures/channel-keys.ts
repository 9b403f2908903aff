/**
 * The keys of the demo's guardians and of those who receive disclosures: all by chance, all on one machine, which is why no other
 * area may ever use them. Real ones are made apart, by those who hold them (docs/operating/sealed-channel.md).
 */
import { argon2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import {
  makeOwnKeys,
  type OwnPublic,
  type OwnSecrets,
  PASSPHRASE_COST,
  passphraseBytes,
  unlockByRoot,
  wrapOwnKeys,
} from '../../src/modules/disclosures/index.ts';
import { openSigningKey } from '../../src/platform/crypto.ts';
import { type DemoRecipient, GUARDIANS, RECIPIENTS } from './wrenfold.ts';

export interface GuardianKeys {
  readonly id: string;
  readonly name: string;
  /** Ed25519 seed, 32 bytes. */
  readonly seed: Uint8Array;
}

export interface RecipientKeys {
  readonly id: string;
  readonly secrets: OwnSecrets;
  readonly open: OwnPublic;
}

export interface ChannelKeys {
  readonly guardians: readonly GuardianKeys[];
  readonly recipients: readonly RecipientKeys[];
}

/** New keys for everybody. */
export async function makeChannelKeys(): Promise<ChannelKeys> {
  return {
    guardians: GUARDIANS.map((one) => ({ ...one, seed: new Uint8Array(randomBytes(32)) })),
    recipients: await Promise.all(RECIPIENTS.map(async ({ id }) => ({ id, ...(await makeOwnKeys()) }))),
  };
}

export const publicKeyOfGuardian = ({ seed }: GuardianKeys) => openSigningKey(seed).publicKey;

/** What lets somebody sign in by passphrase, as enrolling would have sent it. */
export interface SignInParts {
  readonly salt: Uint8Array;
  readonly auth: Uint8Array;
  readonly wrapped: Uint8Array;
}

const stretch = promisify(argon2);

/**
 * As the browser derives it, by Node's own argon2id, which takes a quarter of the time and none of this thread's: some 0.2 s of
 * another's.
 */
export async function deriveSignIn(
  { passphrase }: Pick<DemoRecipient, 'passphrase'>,
  { open, secrets }: RecipientKeys,
): Promise<SignInParts> {
  const salt = new Uint8Array(randomBytes(16));
  const { t, m, p, dkLen } = PASSPHRASE_COST;
  const root = await stretch('argon2id', {
    message: passphraseBytes(passphrase),
    nonce: salt,
    memory: m,
    passes: t,
    parallelism: p,
    tagLength: dkLen,
  });
  const unlocking = await unlockByRoot(new Uint8Array(root));
  const wrapped = await wrapOwnKeys(unlocking, open.keyId, secrets);
  return { salt, auth: unlocking.auth, wrapped };
}
