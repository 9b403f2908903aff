import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { ConcernAct } from '../domain/acts.ts';
import { type Concern, concernRef, deriveStanding } from '../domain/concern.ts';
import { hasExploitation } from '../domain/vocabulary.ts';
import type { ActDetail, NewConcern } from '../ports/store.ports.ts';

export const TOLD = 'concerns.told';
export const REPORTER = 'concerns.reporter';
export const WORDS = 'concerns.words';

/** The act without words, as its row keeps it. */
export function dataOf(act: ConcernAct): JsonObject {
  return JSON.parse(JSON.stringify(act)) as JsonObject;
}

/** A PostgreSQL array of plain words, as text. */
const listOf = (words: readonly string[]) => `{${words.join(',')}}`;

async function sealNew(tx: Tx, vault: Vault, { concern, input }: NewConcern) {
  const { told, worry, when } = input;
  const subject = concernRef(concern.id);
  const { kind: _, naming: __, ...who } = input.reporter;
  const aboutWorker = input.aboutWorker.who ?? null;
  return {
    told: await vault.sealJson(tx, subject, TOLD, { told, worry, when, mentions: input.mentions }),
    reporter: await vault.sealJson(tx, subject, REPORTER, { ...who, aboutWorker }),
  };
}

/**
 * Saves concerns with their first acts and their subjects, in one statement besides the making of their keys. Gives the
 * ids of those saved: one is left out when the same sender already sent something under its key, or its reference is taken.
 */
export async function saveNewConcerns(
  tx: Tx,
  vault: Vault,
  fresh: readonly NewConcern[],
): Promise<readonly ConcernId[]> {
  await vault.warm(
    tx,
    fresh.map(({ concern }) => concernRef(concern.id)),
  );
  const sealed: Awaited<ReturnType<typeof sealNew>>[] = [];
  for (const one of fresh) sealed.push(await sealNew(tx, vault, one));
  const column = <T>(of: (concern: Concern, one: NewConcern) => T): T[] =>
    fresh.map((one) => of(one.concern, one));
  const subjects = fresh.flatMap(({ concern }) => concern.subjects.map((subject) => ({ concern, subject })));
  const { rows } = await sql<{ id: ConcernId }>`
    with raised as (
      insert into concerns.concerns (id, reference, sent_hash, content_hash, received_at, channel, reporter_kind,
        naming, danger, indicators, exploitation, about_worker, parents, reachable, agency_id, recorded_by, told,
        reporter, receipt_lookup, owner_post, acts, standing, colour, incident_id)
      select id, reference, sent, content, received, channel, reporter_kind, naming, danger, indicators::text[],
        exploitation, about_worker, parents, reachable, agency, recorded_by, told, reporter, receipt, owner, acts,
        standing, colour, id
      from unnest(${column((c) => c.id)}::uuid[], ${column((_, n) => n.reference)}::text[],
        ${column((_, n) => n.sentHash)}::bytea[], ${column((_, n) => n.contentHash)}::bytea[],
        ${column((c) => c.receivedAt.toString())}::timestamptz[], ${column((c) => c.channel)}::text[],
        ${column((c) => c.reporterKind)}::text[], ${column((c) => c.naming)}::text[],
        ${column((c) => c.danger)}::text[], ${column((c) => listOf(c.indicators))}::text[],
        ${column((c) => hasExploitation(c.indicators))}::boolean[], ${column((c) => c.aboutWorker)}::boolean[],
        ${column((c) => c.parents)}::text[], ${column((c) => c.reachable)}::boolean[],
        ${column((_, n) => n.agency)}::uuid[], ${column((_, n) => n.recordedBy)}::uuid[],
        ${sealed.map((s) => s.told)}::bytea[], ${sealed.map((s) => s.reporter)}::bytea[],
        ${column((_, n) => n.receiptLookup)}::bytea[], ${column((_, n) => n.owner)}::uuid[],
        ${column((c) => c.acts)}::integer[], ${column(deriveStanding)}::text[], ${column((c) => c.colour)}::text[])
        as given (id, reference, sent, content, received, channel, reporter_kind, naming, danger, indicators,
          exploitation, about_worker, parents, reachable, agency, recorded_by, told, reporter, receipt, owner, acts,
          standing, colour)
      on conflict do nothing
      returning id
    ), acted as (
      insert into concerns.acts (concern_id, number, at, act, data)
      select raised.id, 1, at, act, data
      from unnest(${column((c) => c.id)}::uuid[], ${column((c) => c.receivedAt.toString())}::timestamptz[],
        ${column((_, n) => n.act.act)}::text[], ${column((_, n) => JSON.stringify(dataOf(n.act)))}::jsonb[])
        as first (id, at, act, data) join raised using (id)
    ), named as (
      insert into concerns.subjects (concern_id, subject, outcome, status, decided_at)
      select raised.id, subject, outcome, case when outcome is not null then 'in-force' end, decided_at
      from unnest(${subjects.map((s) => s.concern.id)}::uuid[], ${subjects.map((s) => s.subject)}::text[],
        ${subjects.map((s) => s.concern.before?.outcome ?? null)}::text[],
        ${subjects.map((s) => s.concern.before?.decidedAt ?? null)}::timestamptz[])
        as about (id, subject, outcome, decided_at) join raised using (id)
    )
    select id from raised`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Keeps what the fold says of who is kept away, where an act changed it. */
async function saveKeptAway(tx: Tx, after: Concern, act: ConcernAct, at: Temporal.Instant): Promise<void> {
  if (act.act === 'interest-declared') {
    await sql`insert into concerns.interests (concern_id, account_id, at)
      values (${after.id}, ${act.by.account}, ${at}) on conflict do nothing`.execute(tx);
  }
  if (!RESTRICTS.has(act.act) || (act.act !== 'restriction-confirmed' && !after.only)) return;
  const only = [...(after.only ?? [])];
  await sql`
    with shut as (
      delete from concerns.restricted_posts where concern_id = ${after.id} and post_id <> all (${only}::uuid[])
    )
    insert into concerns.restricted_posts (concern_id, post_id)
    select ${after.id}, post from unnest(${only}::uuid[]) post on conflict do nothing`.execute(tx);
}

/** Acts that change which posts a restriction lets in. */
const RESTRICTS: ReadonlySet<string> = new Set(['restriction-confirmed', 'agency-asked', 'concern-decided']);

/**
 * Saves one more act and the summary that follows from it, in one statement. Two acts at once: the second breaks
 * `concerns.moved-on` and nothing of it is kept.
 */
export async function saveAct(
  tx: Tx,
  vault: Vault,
  after: Concern,
  act: ConcernAct,
  at: Temporal.Instant,
  detail: ActDetail,
): Promise<void> {
  const words = detail.words ? await vault.sealJson(tx, concernRef(after.id), WORDS, detail.words) : null;
  const by = 'by' in act ? act.by : null;
  const subjects = after.subjects.map((key) => ({ key, outcome: after.outcomes.get(key) }));
  await sql`
    with acted as (
      insert into concerns.acts (concern_id, number, at, act, data, words, by_account, by_post)
      values (${after.id}, ${after.acts}, ${at}, ${act.act},
        ${JSON.stringify({ ...dataOf(act), ...detail.computed })}::jsonb, ${words}, ${by?.account ?? null},
        ${by?.post ?? null})
    ), summed as (
      update concerns.concerns set acts = ${after.acts}, standing = ${deriveStanding(after)},
        colour = ${after.colour}, opened_at = ${after.opened?.at ?? null}, answered_at = ${after.answeredAt}
      where id = ${after.id}
    )
    insert into concerns.subjects (concern_id, subject, outcome, status, handed_to, accepted, decided_at)
    select ${after.id}, s.subject, s.outcome, s.status, s.handed_to, s.accepted, s.decided_at from unnest(${subjects.map((s) => s.key)}::text[],
      ${subjects.map((s) => s.outcome?.outcome ?? null)}::text[],
      ${subjects.map((s) => s.outcome?.status ?? null)}::text[],
      ${subjects.map((s) => s.outcome?.handedTo ?? null)}::uuid[],
      ${subjects.map((s) => s.outcome?.accepted ?? false)}::boolean[],
      ${subjects.map((s) => s.outcome?.at.toString() ?? null)}::timestamptz[])
      as s (subject, outcome, status, handed_to, accepted, decided_at)
    on conflict (concern_id, subject) do update set outcome = excluded.outcome, status = excluded.status,
      handed_to = excluded.handed_to, accepted = excluded.accepted, decided_at = excluded.decided_at`.execute(
    tx,
  );
  await saveKeptAway(tx, after, act, at);
}
