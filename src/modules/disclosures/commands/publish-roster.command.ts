/** A new version of the roster, signed by the guardians, takes the place of the one before. Source: 70-disclosures.md 9.3. */
import type { Command } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { dayOf } from '../domain/day.ts';
import { parseSignedRoster, type RosterPin, type SignedRoster } from '../domain/roster-parse.ts';
import { openSignedRoster, type VerifiedRoster, verifyRoster } from '../domain/verify-roster.ts';
import { verifyBytes } from '../sealing/signature.ts';

export interface RosterStore {
  listRosters(tx: Tx, from: number): Promise<readonly string[]>;
  findNewestRoster(tx: Tx): Promise<number | null>;
  saveRoster(
    tx: Tx,
    roster: {
      readonly version: number;
      readonly hash: string;
      readonly signed: string;
      readonly day: string;
    },
  ): Promise<void>;
}

/** The rosters from the pinned one on, as they are sent to browsers. */
export async function listChain(
  store: RosterStore,
  tx: Tx,
  pin: RosterPin,
): Promise<readonly SignedRoster[]> {
  return (await store.listRosters(tx, pin.version)).map((signed) => JSON.parse(signed) as SignedRoster);
}

/** Whether the newest roster may be used today, by the pin; and if so, what it says. */
export async function verifyNewest(
  store: RosterStore,
  tx: Tx,
  pin: RosterPin,
  today: string,
): Promise<VerifiedRoster> {
  return verifyRoster({ chain: await listChain(store, tx, pin), pin, today, verify: verifyBytes });
}

const refused = (why: string) =>
  ({ ok: false, refusal: { code: 'disclosures.roster', detail: { why } } }) as const;

/**
 * Publishes `file`: refused unless it follows the newest and is signed as it must be. A roster is the area's word on who may read
 * disclosures, so the log says that there is a new one.
 */
export function publishRoster(
  store: RosterStore,
  pin: RosterPin,
): Command<{ readonly file: Uint8Array }, { readonly version: number; readonly hash: string }> {
  return async (tx, ctx, { file }) => {
    const read = openSignedRoster(parseSignedRoster(file));
    if (!read.ok) return refused(`${read.fault.field || 'It'} ${read.fault.why}.`);
    const newest = await store.findNewestRoster(tx);
    if (newest !== null && read.value.roster.version <= newest)
      return refused(`It is version ${read.value.roster.version}, and ${newest} is published already.`);
    const text = Buffer.from(file).toString('utf8');
    const today = dayOf(ctx.now);
    const chain = [...(await listChain(store, tx, pin)), JSON.parse(text) as SignedRoster];
    const verified = await verifyRoster({ chain, pin, today, verify: verifyBytes });
    if (!verified.ok) return refused(verified.plain);
    const { version, hash } = verified;
    await store.saveRoster(tx, { version, hash, signed: text, day: today });
    const subject = { kind: 'configuration', id: 'disclosures.roster' } as const;
    return {
      ok: true,
      value: { version, hash },
      entries: [{ act: 'disclosures.roster-published', subject, body: {} }],
      events: [],
    };
  };
}
