import * as client from 'openid-client';

/** The area's OpenID provider, and what it calls Heed. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What a provider says of somebody, verified. */
export interface VerifiedClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly secondFactor: boolean;
}

/** Ways of proving oneself (RFC 8176) that are something held, or something one is. */
const HELD_OR_BEING = new Set(['otp', 'hwk', 'swk', 'sms', 'tel', 'sc', 'fpt', 'face', 'iris', 'vbm', 'pop']);

/**
 * True when a provider says that somebody gave two factors: `mfa`, or a PIN or password with something held. Saying
 * nothing is not saying yes.
 */
export function saysTwoFactors(amr: unknown): boolean {
  if (!Array.isArray(amr)) return false;
  const ways = amr.filter((way) => typeof way === 'string');
  if (ways.includes('mfa')) return true;
  const known = ways.some((way) => way === 'pwd' || way === 'pin');
  return known && ways.some((way) => HELD_OR_BEING.has(way));
}

function isThisMachine(issuer: URL): boolean {
  return issuer.hostname === 'localhost' || issuer.hostname === '127.0.0.1';
}

/**
 * Sign-in by an OpenID provider: authorization code with PKCE, state and nonce, through the certified library. The
 * provider's own description is fetched at the first sign-in and kept; while it is away that fails, and is tried again
 * at the next.
 */
export function createOpenId(settings: OpenIdSettings) {
  const issuer = new URL(settings.issuer);
  let found: Promise<client.Configuration> | undefined;

  function discover(): Promise<client.Configuration> {
    found ??= client
      .discovery(issuer, settings.clientId, settings.clientSecret, undefined, {
        // Plain HTTP only to a provider on this very machine: a test, or one behind the same proxy.
        ...(isThisMachine(issuer) ? { execute: [client.allowInsecureRequests] } : {}),
        timeout: 10,
      })
      .catch((error: unknown) => {
        found = undefined;
        throw error;
      });
    return found;
  }

  return {
    /** Where to send a browser of Heed at `origin`. Throws when the provider can't be reached. */
    begin: async (origin: string) => {
      const verifier = client.randomPKCECodeVerifier();
      const state = client.randomState();
      const nonce = client.randomNonce();
      const url = client.buildAuthorizationUrl(await discover(), {
        redirect_uri: `${origin}/sign-in/openid/back`,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { url: url.href, expected: { state, nonce, verifier } };
    },

    /** What the provider says of whoever came back with `url`; null when it doesn't hold. */
    finish: async (url: URL, expected: Readonly<Record<string, string>>): Promise<VerifiedClaims | null> => {
      const { state, nonce, verifier } = expected;
      if (state === undefined || nonce === undefined || verifier === undefined) return null;
      try {
        const tokens = await client.authorizationCodeGrant(await discover(), url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) return null;
        // Some providers put the address in the token, others give it only when asked.
        const person =
          claims.email === undefined
            ? await client.fetchUserInfo(await discover(), tokens.access_token, claims.sub)
            : claims;
        return {
          issuer: claims.iss,
          subject: claims.sub,
          email: typeof person.email === 'string' ? person.email : null,
          emailVerified: person.email_verified === true,
          secondFactor: saysTwoFactors(claims.amr),
        };
      } catch (error) {
        // Refused, cancelled, forged or away: whoever came back is not signed in, and is told to try again.
        if (error instanceof Error) return null;
        throw error;
      }
    },
  };
}
