import type { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';

/** The library, read when somebody first uses a passkey: with its certificate code it is slow to load at every start. */
const library = () => import('@simplewebauthn/server');

/** What is kept of a passkey. */
export interface KeptPasskey {
  readonly credential: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** EdDSA, ES256 and RS256, which every authenticator has one of; the library's default also tries an experimental one. */
const ALGORITHMS = [-8, -7, -257];

type Registration = Parameters<typeof verifyRegistrationResponse>[0]['response'];
type Authentication = Parameters<typeof verifyAuthenticationResponse>[0]['response'];

function credentialOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const id: unknown = Reflect.get(answer, 'id');
  return typeof id === 'string' && id.length > 0 && id.length < 2000 ? id : null;
}

/** The host of an origin: what a passkey is good for, whatever the port. */
const hostOf = (origin: string) => new URL(origin).hostname;

/**
 * Passkeys over the certified library. User verification is required throughout: a passkey is then both factors, held
 * and unlocked. An answer that doesn't hold is null, never an exception: it was sent by whoever liked.
 */
export function createPasskeys() {
  return {
    askToMake: async (
      origin: string,
      account: { readonly id: string; readonly email: string; readonly name: string },
      existing: readonly KeptPasskey[],
    ) => {
      const options = await (await library()).generateRegistrationOptions({
        rpName: 'Heed',
        rpID: hostOf(origin),
        userName: account.email,
        userDisplayName: account.name,
        userID: new Uint8Array(Buffer.from(account.id, 'utf8')),
        attestationType: 'none',
        supportedAlgorithmIDs: ALGORITHMS,
        excludeCredentials: existing.map((one) => ({ id: one.credential, transports: [...one.transports] })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      return { options, challenge: options.challenge };
    },

    readMade: async (origin: string, answer: unknown, challenge: string): Promise<KeptPasskey | null> => {
      if (credentialOf(answer) === null) return null;
      try {
        const { verified, registrationInfo } = await (await library()).verifyRegistrationResponse({
          // The library checks the shape of every part as it reads it.
          response: answer as Registration,
          expectedChallenge: challenge,
          expectedOrigin: origin,
          expectedRPID: hostOf(origin),
          requireUserVerification: true,
          supportedAlgorithmIDs: ALGORITHMS,
        });
        if (!verified) return null;
        const { id, publicKey, counter, transports } = registrationInfo.credential;
        return { credential: id, publicKey, counter, transports: transports ?? [] };
      } catch (error) {
        if (error instanceof Error) return null;
        throw error;
      }
    },

    askToUse: async (origin: string) => {
      const options = await (await library()).generateAuthenticationOptions({
        rpID: hostOf(origin),
        userVerification: 'required',
      });
      return { options, challenge: options.challenge };
    },

    credentialOf,

    readUsed: async (
      origin: string,
      answer: unknown,
      challenge: string,
      passkey: KeptPasskey,
    ): Promise<number | null> => {
      if (credentialOf(answer) !== passkey.credential) return null;
      try {
        const { verified, authenticationInfo } = await (await library()).verifyAuthenticationResponse({
          response: answer as Authentication,
          expectedChallenge: challenge,
          expectedOrigin: origin,
          expectedRPID: hostOf(origin),
          requireUserVerification: true,
          credential: {
            id: passkey.credential,
            publicKey: new Uint8Array(passkey.publicKey),
            counter: passkey.counter,
          },
        });
        return verified ? authenticationInfo.newCounter : null;
      } catch (error) {
        if (error instanceof Error) return null;
        throw error;
      }
    },
  };
}
