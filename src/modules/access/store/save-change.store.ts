import { sql } from 'kysely';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Change } from '../domain/change.ts';
import type { Moment } from '../ports.ts';
import { accessTables } from './access-tables.store.ts';
import { lineAbove } from './read-posts.store.ts';
import { saveRuleSetting } from './rule-settings.store.ts';

/**
 * Brings a checked change into force. Refuses a name already taken, a holding that is already so or isn't, and a
 * line of management that would run in a circle.
 */
export async function saveChange(tx: Tx, moment: Moment, change: Change): Promise<Outcome<null>> {
  switch (change.kind) {
    case 'add-area':
      await accessTables(tx)
        .insertInto('access.areas')
        .values({ id: change.area, name: change.name.trim(), created_at: moment.now })
        .execute();
      return accept(null);
    case 'add-agency':
      return saveAgency(tx, moment, change);
    case 'add-team':
      return saveTeam(tx, moment, change);
    case 'add-post':
      return savePost(tx, moment, change);
    case 'change-post':
      return savePostFacts(tx, change);
    case 'appoint':
      return saveHolding(tx, moment, change);
    case 'end-holding':
      return saveHoldingEnd(tx, moment, change);
    case 'set-rule':
      return saveRuleSetting(tx, moment, change);
  }
}

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>;

const NAME_TAKEN = refuse('access.name-taken', 'name');

async function saveAgency(tx: Tx, moment: Moment, change: Of<'add-agency'>): Promise<Outcome<null>> {
  const row = await accessTables(tx)
    .insertInto('access.agencies')
    .values({
      id: change.agency,
      area_id: change.area,
      name: change.name.trim(),
      kind: change.agencyKind,
      outside: change.outside,
      created_at: moment.now,
    })
    .onConflict((oc) => oc.constraint('agencies_name_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row ? accept(null) : NAME_TAKEN;
}

async function saveTeam(tx: Tx, moment: Moment, change: Of<'add-team'>): Promise<Outcome<null>> {
  const row = await accessTables(tx)
    .insertInto('access.teams')
    .values({ id: change.team, agency_id: change.agency, name: change.name.trim(), created_at: moment.now })
    .onConflict((oc) => oc.constraint('teams_name_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row ? accept(null) : NAME_TAKEN;
}

async function savePost(tx: Tx, moment: Moment, change: Of<'add-post'>): Promise<Outcome<null>> {
  const row = await accessTables(tx)
    .insertInto('access.posts')
    .values({
      id: change.post,
      agency_id: change.agency,
      team_id: change.team,
      name: change.name.trim(),
      functions: [...change.functions],
      reports_to: change.reportsTo,
      phone: change.phone,
      created_at: moment.now,
    })
    .onConflict((oc) => oc.constraint('posts_name_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row ? accept(null) : NAME_TAKEN;
}

async function savePostFacts(tx: Tx, change: Of<'change-post'>): Promise<Outcome<null>> {
  // One change to a line at a time: two half-circles confirmed together would make a whole one.
  await sql`SELECT pg_advisory_xact_lock(hashtext('access.lines'))`.execute(tx);
  const above = change.reportsTo;
  if (above !== null && (await lineAbove(tx, above)).includes(change.post))
    return refuse('access.line-in-a-circle', 'reportsTo');
  const { rows } = await sql`
    SELECT 1 FROM access.posts other JOIN access.posts own ON own.agency_id = other.agency_id AND other.id <> own.id
    WHERE own.id = ${change.post} AND other.name = ${change.name.trim()}`.execute(tx);
  if (rows.length > 0) return NAME_TAKEN;
  await accessTables(tx)
    .updateTable('access.posts')
    .set({
      name: change.name.trim(),
      team_id: change.team,
      functions: [...change.functions],
      reports_to: above,
      phone: change.phone,
    })
    .where('id', '=', change.post)
    .execute();
  return accept(null);
}

async function saveHolding(tx: Tx, moment: Moment, change: Of<'appoint'>): Promise<Outcome<null>> {
  const from = change.from === null ? moment.now : Temporal.Instant.fromEpochMilliseconds(change.from);
  const row = await accessTables(tx)
    .insertInto('access.holdings')
    .values({
      id: moment.ids.next(),
      post_id: change.post,
      account_id: change.account,
      from_at: from,
      to_at: null,
    })
    .onConflict((oc) => oc.columns(['post_id', 'account_id']).where('to_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row ? accept(null) : refuse('access.already-holds-post', 'account');
}

async function saveHoldingEnd(tx: Tx, moment: Moment, change: Of<'end-holding'>): Promise<Outcome<null>> {
  const row = await accessTables(tx)
    .updateTable('access.holdings')
    .set({ to_at: sql`greatest(from_at, ${moment.now}::timestamptz)` })
    .where('post_id', '=', change.post)
    .where('account_id', '=', change.account)
    .where('to_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row ? accept(null) : refuse('access.does-not-hold-post', 'account');
}
