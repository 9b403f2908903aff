import { sql } from 'kysely';
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

/**
 * Saves a concern with its first act and its subjects, in one statement. False when the same sender already sent
 * something under this key, or the reference is taken: nothing is saved then.
 */
export async function saveNewConcern(tx: Tx, vault: Vault, fresh: NewConcern): Promise<boolean> {
  const { concern, input } = fresh;
  const { told, worry, when } = input;
  const subject = concernRef(concern.id);
  const toldSealed = await vault.sealJson(tx, subject, TOLD, { told, worry, when, mentions: input.mentions });
  const { kind: _, naming: __, ...who } = input.reporter;
  const reporterSealed = await vault.sealJson(tx, subject, REPORTER, {
    ...who,
    aboutWorker: input.aboutWorker.who ?? null,
  });
  const { rows } = await sql`
    with raised as (
      insert into concerns.concerns (id, reference, sent_hash, content_hash, received_at, channel, reporter_kind,
        naming, danger, indicators, exploitation, about_worker, parents, reachable, agency_id, recorded_by, told,
        reporter, receipt_lookup, owner_post, acts, standing, colour, incident_id)
      values (${concern.id}, ${fresh.reference}, ${fresh.sentHash}, ${fresh.contentHash}, ${concern.receivedAt},
        ${concern.channel}, ${concern.reporterKind}, ${concern.naming}, ${concern.danger},
        ${[...concern.indicators]}::text[], ${hasExploitation(concern.indicators)}, ${concern.aboutWorker},
        ${concern.parents}, ${concern.reachable}, ${fresh.agency}, ${fresh.recordedBy}, ${toldSealed},
        ${reporterSealed}, ${fresh.receiptLookup}, ${fresh.owner}, ${concern.acts}, ${deriveStanding(concern)},
        ${concern.colour}, ${concern.id})
      on conflict do nothing
      returning id
    ), acted as (
      insert into concerns.acts (concern_id, number, at, act, data)
      select id, 1, ${concern.receivedAt}::timestamptz, ${fresh.act.act}, ${JSON.stringify(dataOf(fresh.act))}::jsonb
      from raised
    ), named as (
      insert into concerns.subjects (concern_id, subject)
      select raised.id, s from raised, unnest(${[...concern.subjects]}::text[]) s
    )
    select id from raised`.execute(tx);
  return rows.length === 1;
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
