import { sql } from 'kysely';
import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, RecordRef } from '../../../kernel/entry.ts';
import { isNonEmpty } from '../../../kernel/non-empty.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { listAllPosts, listPostsWithFunction } from '../../access/index.ts';
import { isInsideOneAgency } from '../domain/ladder.ts';
import type { NewNotice } from '../ports.ts';
import { writeDigests } from './digests.store.ts';
import { listLadders } from './ladders.store.ts';
import { listNoticeEvents, saveAlarmCleared, saveAlarms, saveNotices } from './notices.store.ts';
import { readPosts } from './posts.store.ts';

/** Wakes the engine for every open duty that stands on a post which has since become vacant. */
async function wakeVacant(tx: Tx, ctx: CommandContext): Promise<readonly EntryDraft[]> {
  const posts = await readPosts(tx, ctx.now);
  const vacant = (await listAllPosts(tx))
    .filter((post) => (posts(post.id)?.holders.length ?? 0) === 0)
    .map((post) => post.id);
  if (vacant.length === 0) return [];
  const woken = await sql<{ id: string; about_kind: RecordRef['kind']; about_id: string }>`
    update duties.duties set next_at = ${ctx.now}::timestamptz
    where state = 'open' and not exhausted and (next_at is null or next_at > ${ctx.now}::timestamptz)
      and standing <@ ${vacant}::uuid[]
      and ((rung = 0 and post_id = any(${vacant}::uuid[])) or (rung > 0 and told && ${vacant}::uuid[]))
    returning id, about_kind, about_id`.execute(tx);
  return woken.rows.map((row) => ({
    act: 'duties.post-found-vacant',
    subject: { kind: row.about_kind, id: row.about_id },
    body: { duty: row.id },
  }));
}

/**
 * Alarms when a ladder in force has come to lie inside one agency (posts moved, agencies merged). It goes on serving:
 * safeguarding is never switched off by its configuration.
 */
async function checkLadders(
  tx: Tx,
  ctx: CommandContext,
): Promise<{ readonly entries: readonly EntryDraft[]; readonly notices: readonly NewNotice[] }> {
  const posts = await readPosts(tx, ctx.now);
  const ladders = await listLadders(tx, ctx.now);
  const inside = ladders.filter((one) => isInsideOneAgency(one.ladder, posts, one.post ?? undefined));
  for (const one of ladders)
    if (!inside.includes(one)) await saveAlarmCleared(tx, ctx.now, 'ladder-inside-one-agency', one.id);
  const fresh = await saveAlarms(
    tx,
    ctx.now,
    inside.map((one) => ({
      id: ctx.ids.next<'alarm'>(),
      kind: 'ladder-inside-one-agency',
      about: one.id,
      detail: { ladder: one.ladder.key, version: one.version },
    })),
  );
  if (fresh.length === 0) return { entries: [], notices: [] };
  const told = [
    ...(await listPostsWithFunction(tx, 'administrator')),
    ...(await listPostsWithFunction(tx, 'scrutineer')),
  ];
  return {
    entries: fresh.map((alarm) => ({
      act: 'duties.alarm-raised',
      subject: { kind: 'configuration', id: alarm.about },
      body: { alarm: alarm.kind, ...alarm.detail },
    })),
    notices: told.map((post) => ({
      id: ctx.ids.next<'notice'>(),
      duty: null,
      post: post.id,
      kind: 'alarm:ladder-inside-one-agency',
      means: ['email'],
      reference: null,
    })),
  };
}

/**
 * Everything that isn't one duty's clock: vacancies, ladders gone wrong, digests. Several workers take turns. Refuses
 * `duties.nothing-due` when there is nothing to do.
 */
export const runStanding: Command<null, { readonly more: boolean }> = async (tx, ctx) => {
  await sql`select pg_advisory_xact_lock(hashtext('heed duties.standing'))`.execute(tx);
  const vacancies = await wakeVacant(tx, ctx);
  const ladders = await checkLadders(tx, ctx);
  await saveNotices(tx, ctx.now, ladders.notices);
  const digests = await writeDigests(tx, ctx);
  const entries = [...vacancies, ...ladders.entries, ...digests.entries];
  if (!isNonEmpty(entries)) return refuse('duties.nothing-due');
  const events = listNoticeEvents([...ladders.notices, ...digests.notices]);
  return { ok: true, value: { more: false }, entries, events };
};
