import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { ThingId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { type KnownRecord, type Mention, type MentionId, refOf } from '../domain/record.ts';
import type { By, FoundRecord } from '../ports.ts';
import { peopleTables } from './people-tables.store.ts';
import { openMentions } from './read-mentions.store.ts';
import { FACT, saveInstitutionKeys } from './records.store.ts';

function whoOf(actor: Actor) {
  const account = actor.kind === 'account' ? actor : null;
  return { by_account: account?.account ?? null, by_post: account?.post ?? null };
}

async function saveStatus(
  tx: Tx,
  { actor, now }: By,
  mention: MentionId,
  record: KnownRecord,
  status: 'confirmed' | 'refused' | 'undone',
): Promise<void> {
  const said = { status, at: now, ...whoOf(actor) };
  await peopleTables(tx)
    .insertInto('people.links')
    .values({ mention_id: mention, record_kind: record.kind, record_id: record.id, ...said })
    .onConflict((conflict) => conflict.columns(['mention_id', 'record_id']).doUpdateSet(said))
    .execute();
}

/** Confirms that a mention is a record, and copies what it gave to the record, under the record's own key. */
export async function saveLink(
  tx: Tx,
  vault: Vault,
  ctx: CommandContext,
  mention: Mention,
  { record, institution }: FoundRecord,
): Promise<void> {
  await saveStatus(tx, ctx, mention.id, record, 'confirmed');
  const given = (await openMentions(tx, vault, [mention.id])).get(mention.id)?.given;
  if (given)
    await peopleTables(tx)
      .insertInto('people.facts')
      .values({
        id: ctx.ids.next<'fact'>(),
        record_kind: record.kind,
        record_id: record.id,
        mention_id: mention.id,
        concern_id: mention.concern,
        at: mention.at,
        given: await vault.sealJson(tx, refOf(record), FACT, given),
      })
      .execute();
  if (institution) await saveInstitutionKeys(tx, record.id as ThingId);
}

/**
 * Takes a confirmed link back, wherever the record it was made to has been joined to since. What the mention gave is
 * withdrawn; nothing is deleted.
 */
export async function saveUnlink(tx: Tx, { actor, now }: By, mention: Mention): Promise<void> {
  const { by_account, by_post } = whoOf(actor);
  await sql`update people.links set status = 'undone', at = ${now}::timestamptz, by_account = ${by_account}::uuid,
    by_post = ${by_post}::uuid where mention_id = ${mention.id}::uuid and status = 'confirmed'`.execute(tx);
  await sql`update people.facts set withdrawn_at = ${now}::timestamptz
    where mention_id = ${mention.id}::uuid and withdrawn_at is null`.execute(tx);
}

/** Remembers that a mention is not a record. */
export function saveRefusal(tx: Tx, by: By, mention: MentionId, record: KnownRecord): Promise<void> {
  return saveStatus(tx, by, mention, record, 'refused');
}

/** Remembers that two mentions are not the same. */
export async function saveUnlike(tx: Tx, { actor, now }: By, a: MentionId, b: MentionId): Promise<void> {
  const [first, second] = a < b ? [a, b] : [b, a];
  await peopleTables(tx)
    .insertInto('people.unlike')
    .values({ first_id: first, second_id: second, at: now, ...whoOf(actor) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
