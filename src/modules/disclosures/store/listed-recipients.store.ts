/** Whom the newest roster names: who acts as a recipient must be in it, with the very keys that they signed in by. */
import { utf8 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { toBase64url } from '../domain/base64url.ts';
import type { Roster } from '../domain/roster.ts';
import { parseRoster, parseSignedRoster } from '../domain/roster-parse.ts';
import type { ListedRecipient } from '../ports/reading.ports.ts';
import { recipientStore } from './recipients.store.ts';
import { disclosureTables } from './tables.store.ts';

/** The hash of the newest roster kept. What is kept was verified when it was taken in. */
async function findNewest(tx: Tx): Promise<Buffer | undefined> {
  const row = await disclosureTables(tx)
    .selectFrom('disclosure.rosters')
    .select('hash')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.hash;
}

async function loadRoster(tx: Tx, hash: Buffer): Promise<Roster> {
  const { signed } = await disclosureTables(tx)
    .selectFrom('disclosure.rosters')
    .select('signed')
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow();
  return readRoster(signed);
}

function readRoster(signed: string): Roster {
  const outer = parseSignedRoster(utf8(signed));
  const roster = outer.ok ? parseRoster(outer.value.payload) : outer;
  if (!roster.ok) throw new Error(`the roster that is kept can't be read: ${roster.fault.field}`);
  return roster.value;
}

/** Finds who is listed; loads a roster once, however often it is asked for. */
export function createListedFinder() {
  let read: { readonly hash: Buffer; readonly roster: Roster } | null = null;
  return async (tx: Tx, keyId: Uint8Array, day: string): Promise<ListedRecipient | null> => {
    const [hash, kept] = await Promise.all([findNewest(tx), recipientStore.findRecipient(tx, keyId)]);
    if (!hash || !kept) return null;
    if (!read?.hash.equals(hash)) read = { hash, roster: await loadRoster(tx, hash) };
    const listed = read.roster.recipients.find((one) => one.keyId === toBase64url(keyId));
    if (!listed || listed.from > day || (listed.until !== null && listed.until < day)) return null;
    return { sign: kept.signKey, organisation: listed.organisation };
  };
}
