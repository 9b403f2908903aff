/** Rosters as guardians write and sign them, for tests: keys are real where they sign, and made up where they are sealed to. */
import { createHash } from 'node:crypto';
import type { Roster } from '../../src/modules/disclosures/domain/roster.ts';
import { rosterHash } from '../../src/modules/disclosures/domain/roster-hash.ts';
import type { RosterPin } from '../../src/modules/disclosures/domain/roster-parse.ts';
import { rosterMessage } from '../../src/modules/disclosures/domain/verify-roster.ts';
import { parseRoster, type SignedRoster, toBase64url } from '../../src/modules/disclosures/index.ts';
import { openSigningKey, verifySignature } from '../../src/platform/crypto.ts';

export const TODAY = '2026-11-26';

const seedOf = (text: string) => createHash('sha256').update(text).digest();

/** A guardian who can sign. */
export function makeGuardian(id: string) {
  const { publicKey, sign } = openSigningKey(seedOf(`guardian ${id}`));
  return { id, name: `Guardian ${id}`, key: publicKey, sign };
}
export type TestGuardian = ReturnType<typeof makeGuardian>;

export const guardianEntry = ({ id, name, key }: TestGuardian) => ({ id, name, key: toBase64url(key) });

/** A recipient's entry: of the organisation `org` and no unit unless told otherwise. */
export function recipientEntry(id: string, over: Readonly<Record<string, unknown>> = {}) {
  const point = new Uint8Array(65);
  point.set([4, ...seedOf(`x ${id}`), ...seedOf(`y ${id}`)]);
  return {
    id,
    name: `Recipient ${id}`,
    post: `Post of ${id}`,
    organisation: 'org',
    unit: null,
    manages: [],
    interests: [],
    kind: 'recipient',
    seal: toBase64url(point),
    sign: toBase64url(new Uint8Array(seedOf(`sign ${id}`))),
    from: '2026-11-01',
    until: null,
    away: [],
    seen: null,
    ...over,
  };
}

export const organisationEntry = (id: string, small = false) => ({
  id,
  name: `Organisation ${id}`,
  kind: 'council',
  small,
});

export const unitEntry = (id: string, organisation: string, parent: string | null = null) => ({
  id,
  organisation,
  name: `Unit ${id}`,
  parent,
});

export const GUARDIANS = [makeGuardian('ada'), makeGuardian('ben'), makeGuardian('cy')] as const;

/** The first version of a roster, with one recipient, as JSON before it is written out. */
export function draftRoster(over: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    heed: 'roster 1',
    area: 'Wrenfold',
    version: 1,
    previous: null,
    issued: '2026-11-20',
    expires: '2027-02-20',
    guardians: GUARDIANS.map(guardianEntry),
    threshold: 2,
    organisations: [organisationEntry('org')],
    units: [],
    recipients: [recipientEntry('rae')],
    ...over,
  };
}

export const toBytes = (draft: unknown) =>
  Buffer.from(typeof draft === 'string' ? draft : JSON.stringify(draft, null, 2));

/** The roster that a draft is. Throws where it is none. */
export function rosterOf(draft: unknown): Roster {
  const read = parseRoster(toBytes(draft));
  if (!read.ok) throw new Error(`${read.fault.field} ${read.fault.why}`);
  return read.value;
}

export const hashOf = (draft: unknown) => rosterHash(toBytes(draft));

export function signDraft(draft: unknown, signers: readonly TestGuardian[]): SignedRoster {
  const payload = toBytes(draft);
  return {
    payload: toBase64url(payload),
    signatures: signers.map(({ id, sign }) => ({
      guardian: id,
      signature: toBase64url(sign(rosterMessage(payload))),
    })),
  };
}

export function pinOf(draft: unknown): RosterPin {
  const { area, guardians, threshold, version } = rosterOf(draft);
  return { area, guardians, threshold, version, hash: hashOf(draft) };
}

export const verify = async (signature: Uint8Array, message: Uint8Array, key: Uint8Array) =>
  verifySignature(key, message, signature);
