import { Secret, TOTP } from 'otpauth';
import { openBytes, sealBytes } from '../crypto.ts';

/** RFC 6238 with what every authenticator app takes: SHA-1, six digits, thirty seconds. */
const SHAPE = { issuer: 'Heed', algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** A fresh secret, 160 random bits, in base 32 as it is typed into an app. */
export function makeCodeSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The `otpauth:` address of a secret, which apps read. `label` is shown in the app: the person's e-mail. */
export function codeAddress(secret: string, label: string): string {
  return new TOTP({ ...SHAPE, label, secret: Secret.fromBase32(secret) }).toString();
}

/**
 * The thirty-second step that `code` is right for, or null. A step either side of `at` is allowed for slow clocks.
 * Whoever asks must refuse a step it has accepted before.
 */
export function stepOfCode(secret: string, code: string, at: Temporal.Instant): number | null {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const totp = new TOTP({ ...SHAPE, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token, timestamp: at.epochMilliseconds, window: 1 });
  return delta === null ? null : Math.floor(at.epochMilliseconds / 1000 / SHAPE.period) + delta;
}

/** The code that an app would show at `at`: for the demo's own instructions and for tests. */
export function codeAt(secret: string, at: Temporal.Instant): string {
  return new TOTP({ ...SHAPE, secret: Secret.fromBase32(secret) }).generate({
    timestamp: at.epochMilliseconds,
  });
}

/** Seals a secret for `owner` under a key kept outside the database, so that a stolen dump can't make codes. */
export function sealCodeSecret(key: Uint8Array, secret: string, owner: string): Uint8Array {
  return sealBytes(key, Buffer.from(secret, 'utf8'), `access.code ${owner}`);
}

/** Opens what `sealCodeSecret` sealed. Throws when it was sealed for somebody else or altered. */
export function openCodeSecret(key: Uint8Array, sealed: Uint8Array, owner: string): string {
  return Buffer.from(openBytes(key, sealed, `access.code ${owner}`)).toString('utf8');
}
