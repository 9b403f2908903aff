/**
 * Whose keys are whose, by rosters that this page checked itself: signed by the guardians, from the pin that is built into this script
 * on. Source: 70-disclosures.md 9.3, 10.13.
 */

import { verifyAsync } from '@noble/ed25519';
import { utf8 } from '../../src/kernel/bytes.ts';
import { toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import type { Roster } from '../../src/modules/disclosures/domain/roster.ts';
import {
  parseRosterPin,
  readSignedRoster,
  type SignedRoster,
} from '../../src/modules/disclosures/domain/roster-parse.ts';
import {
  openSignedRoster,
  ROSTER_REFUSALS,
  verifyRoster,
} from '../../src/modules/disclosures/domain/verify-roster.ts';
import { read } from './ask-server.ts';

/** The pin, as JSON: put in when this script is built. */
declare const HEED_ROSTER_PIN: string;

export interface Person {
  readonly keyId: string;
  readonly name: string;
  readonly post: string;
  readonly organisation: string;
  readonly seal: Uint8Array;
  readonly sign: Uint8Array;
}

export interface People {
  /** What is wrong with the list, for whoever relies on it; empty: nothing. */
  readonly trouble: string;
  /** What is wrong with the list, beside a disclosure that was sealed by the roster of that number and hash; empty: nothing. */
  doubt(version: number, hash: Uint8Array): string;
  /** Somebody by their key's id, also one who has left since. */
  find(keyId: string): Person | undefined;
}

function peopleOf({ organisations, recipients }: Roster): readonly Person[] {
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  return recipients.map(({ keyId, name, post, organisation, seal, sign }) => ({
    ...{ keyId, name, post, seal, sign },
    organisation: names.get(organisation) ?? organisation,
  }));
}

const nobody = (trouble: string): People => ({ trouble, doubt: () => '', find: () => undefined });

/** Loads and checks the chain of rosters. Never throws for what is wrong with it: says so, and knows nobody. */
export async function loadPeople(today: string): Promise<People> {
  const pin = parseRosterPin(utf8(HEED_ROSTER_PIN));
  if (!pin.ok) return nobody('This page was built without the guardians’ keys, so names can’t be checked.');
  const { chain } = await read<{ readonly chain: readonly SignedRoster[] }>('/tell/roster');
  const asked = {
    chain,
    pin: pin.value,
    verify: (signature: Uint8Array, message: Uint8Array, key: Uint8Array) =>
      verifyAsync(signature, message, key, { zip215: false }).catch(() => false),
  };
  const rosters = chain.flatMap((signed) => {
    const opened = openSignedRoster(readSignedRoster(signed));
    // What is older than the pin nobody vouches for.
    return opened.ok && opened.value.roster.version >= pin.value.version ? [opened.value] : [];
  });
  let verified = await verifyRoster({ ...asked, today });
  let trouble = '';
  if (!verified.ok && verified.why === 'expired') {
    // Past its day it still says whose keys were whose: what is waiting must not become unreadable because a signature is late.
    trouble =
      'The list of people who receive disclosures is past its last day. Ask the guardians to sign it again: until then nobody can send you anything new.';
    verified = await verifyRoster({ ...asked, today: rosters[rosters.length - 1]?.roster.expires ?? today });
  }
  if (!verified.ok)
    return nobody(
      `${ROSTER_REFUSALS[verified.why]} Names are not shown, and what others wrote can’t be checked. Tell the guardians.`,
    );
  const known = new Map<string, Person>();
  // The newest says what somebody is now; older ones, who those were that have left.
  for (const { roster } of rosters) for (const person of peopleOf(roster)) known.set(person.keyId, person);
  const hashes = new Map(rosters.map(({ roster, hash }) => [roster.version, hash]));
  const { version: newest } = verified;
  return {
    trouble,
    doubt: (version, hash) => {
      if (version > newest) return ROSTER_REFUSALS.old;
      const ours = hashes.get(version);
      return ours === undefined || ours === toBase64url(hash) ? '' : ROSTER_REFUSALS.forked;
    },
    find: (keyId) => known.get(keyId),
  };
}
