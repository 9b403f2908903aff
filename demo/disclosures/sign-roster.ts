/** Wrenfold's roster, drafted and signed as the guardians' commands would, and the pin of it. Source: docs/decisions/1010. */
import {
  type RosterPin,
  rosterHash,
  rosterMessage,
  type SignedRoster,
  toBase64url,
} from '../../src/modules/disclosures/index.ts';
import { openSigningKey } from '../../src/platform/crypto.ts';
import { type ChannelKeys, publicKeyOfGuardian } from './channel-keys.ts';
import { ORGANISATIONS, RECIPIENTS, THRESHOLD, UNITS } from './wrenfold.ts';

/** Which version, and for which days (`YYYY-MM-DD`). */
export interface RosterPlan {
  readonly area: string;
  readonly version: number;
  /** Hash of the version before, for those after the first. */
  readonly previous: string | null;
  readonly issued: string;
  readonly expires: string;
  /** When the keys were made. */
  readonly from: string;
}

/** A roster as it is published, its exact bytes, and their hash. */
export interface DemoRoster {
  readonly signed: SignedRoster;
  readonly payload: Uint8Array;
  readonly hash: string;
}

const guardianEntries = ({ guardians }: ChannelKeys) =>
  guardians.map((one) => ({ id: one.id, name: one.name, key: publicKeyOfGuardian(one) }));

function recipientEntries({ recipients }: ChannelKeys, { from, issued }: RosterPlan) {
  return RECIPIENTS.map(({ handle: _, passphrase: __, ...entry }) => {
    const keys = recipients.find(({ id }) => id === entry.id);
    if (!keys) throw new Error(`demo: ${entry.id} has no keys`);
    const { seal, sign } = keys.open;
    return {
      ...entry,
      seal: toBase64url(seal),
      sign: toBase64url(sign),
      from,
      until: null,
      away: [],
      seen: issued,
    };
  });
}

/** The roster that these keys make, signed by as many guardians as it takes. */
export function signDemoRoster(keys: ChannelKeys, plan: RosterPlan): DemoRoster {
  const { area, version, previous, issued, expires } = plan;
  const draft = {
    heed: 'roster 1',
    area,
    version,
    previous,
    issued,
    expires,
    guardians: guardianEntries(keys).map((one) => ({ ...one, key: toBase64url(one.key) })),
    threshold: THRESHOLD,
    organisations: ORGANISATIONS,
    units: UNITS,
    recipients: recipientEntries(keys, plan),
  };
  const payload = Buffer.from(`${JSON.stringify(draft, null, 2)}\n`);
  const message = rosterMessage(payload);
  const signatures = keys.guardians.slice(0, THRESHOLD).map(({ id, seed }) => ({
    guardian: id,
    signature: toBase64url(openSigningKey(seed).sign(message)),
  }));
  return {
    signed: { payload: toBase64url(payload), signatures },
    payload,
    hash: rosterHash(payload),
  };
}

/** The pin of a first roster. */
export function pinDemoRoster(keys: ChannelKeys, area: string, { hash }: DemoRoster): RosterPin {
  return { area, guardians: guardianEntries(keys), threshold: THRESHOLD, version: 1, hash };
}

/** The pin as its file has it. */
export function writePin({ area, guardians, threshold, version, hash }: RosterPin): string {
  const entries = guardians.map(({ id, name, key }) => ({ id, name, key: toBase64url(key) }));
  return `${JSON.stringify({ heed: 'roster pin 1', area, guardians: entries, threshold, version, hash }, null, 2)}\n`;
}
