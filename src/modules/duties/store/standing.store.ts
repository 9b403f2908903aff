import { sql } from 'kysely';
import type { Command } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import { isNonEmpty } from '../../../kernel/non-empty.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { listAllPosts } from '../../access/index.ts';
import { readPosts } from './posts.store.ts';

/** Wakes the engine for every open duty that stands on a post which has since become vacant; gives how many. */
const wakeVacant: Command<null, number> = async (tx, ctx) => {
  const posts = await readPosts(tx, ctx.now);
  const vacant = (await listAllPosts(tx))
    .filter((post) => (posts(post.id)?.holders.length ?? 0) === 0)
    .map((post) => post.id);
  const woken = await sql<{ id: string; about_kind: 'concern'; about_id: string }>`
    update duties.duties set next_at = ${ctx.now}::timestamptz
    where state = 'open' and not exhausted and (next_at is null or next_at > ${ctx.now}::timestamptz)
      and standing <@ ${vacant}::uuid[]
      and ((rung = 0 and post_id = any(${vacant}::uuid[])) or (rung > 0 and told && ${vacant}::uuid[]))
    returning id, about_kind, about_id`.execute(tx);
  const entries: EntryDraft[] = woken.rows.map((row) => ({
    act: 'duties.post-found-vacant',
    subject: { kind: row.about_kind, id: row.about_id },
    body: { duty: row.id },
  }));
  const events: OutboxEvent[] = [];
  if (!isNonEmpty(entries)) return refuse('duties.nothing-due');
  return { ok: true, value: entries.length, entries, events };
};

/** Everything that isn't one duty's clock: vacancies. Refuses `duties.nothing-due` when there is nothing to do. */
export const runStanding: Command<null, { readonly more: boolean }> = async (tx, ctx) => {
  const woken = await wakeVacant(tx, ctx, null);
  return woken.ok ? { ...woken, value: { more: false } } : woken;
};
