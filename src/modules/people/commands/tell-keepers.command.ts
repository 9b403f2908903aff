import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import type { ConcernId, PostId } from '../../../kernel/ids.ts';
import { isNonEmpty } from '../../../kernel/non-empty.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { chooseKeeper, decidePerhaps, type KeeperPost, listPassed } from '../domain/perhaps-named.ts';
import { type KnownRecord, type MentionId, refOf } from '../domain/record.ts';
import type { Effects, RecordStore } from '../ports.ts';
import { findActedOn } from './on-record.command.ts';

/** What telling the keepers reaches outside this module: the area's posts, and what is owed. */
export interface KeepersOutside {
  listPosts(tx: Tx, at: Temporal.Instant): Promise<readonly KeeperPost[]>;
  /** A duty on `post` about the record; every post in `passed` is passed over wherever it climbs. */
  raise(
    tx: Tx,
    ctx: CommandContext,
    owed: {
      readonly record: KnownRecord;
      readonly concern: ConcernId;
      readonly post: PostId;
      readonly passed: readonly PostId[];
    },
  ): Promise<Effects>;
  meet(
    tx: Tx,
    ctx: CommandContext,
    met: { readonly record: KnownRecord; readonly concern: ConcernId },
  ): Promise<Effects>;
}

/**
 * Tells those who keep a protected identity that a concern may be about that person, by a duty that names nobody. Done by Heed
 * after the concern was received and apart from it, so that neither who raised it nor who screens it can measure a
 * difference; nothing is written on the concern, and no entry is about it. Twice is no harm. Refuses
 * `people.nobody-protected` where there is nobody to tell for.
 */
export const tellKeepers =
  (store: RecordStore, outside: KeepersOutside): Command<{ readonly concern: ConcernId }, number> =>
  async (tx, ctx, { concern }) => {
    const matches = await store.listProtectedAlike(tx, concern);
    if (matches.length === 0) return refuse('people.nobody-protected');
    const area = await outside.listPosts(tx, ctx.now);
    const entries: EntryDraft[] = [];
    const events: OutboxEvent[] = [];
    for (const match of matches) {
      if (!(await store.savePerhapsNamed(tx, ctx, concern, match))) continue;
      const post = chooseKeeper(match, area);
      entries.push({
        act: 'people.perhaps-named',
        subject: refOf(match.record),
        // The concern is named in the sealed body alone: found from the concern, this entry would tell of the record.
        body: { concern, mention: match.mention, codes: match.codes },
      });
      if (!post) throw new Error('no post keeps this protection: run heed doctor');
      const passed = listPassed(match.posts, area);
      const owed = await outside.raise(tx, ctx, { record: match.record, concern, post, passed });
      entries.push(...owed.entries);
      events.push(...owed.events);
    }
    if (!isNonEmpty(entries)) return refuse('people.nobody-protected');
    return { ok: true, value: matches.length, entries, events };
  };

/** A keeper says whether a warning is about their protected person. */
export interface AnswerPerhapsNamed {
  readonly record: KnownRecord;
  readonly mention: MentionId;
  readonly answer: string;
  readonly reason: string;
}

/**
 * Answers a warning that may be about a protected person. Nothing crosses: the concern is not linked and its pages stay as
 * they are. Refuses `people.record-not-found`, `perhaps-not-found`, `perhaps-missing`, `perhaps-answered` (also to the second
 * of two who answer at once), and a reason that is none.
 */
export const answerPerhapsNamed =
  (store: RecordStore, outside: KeepersOutside): Command<AnswerPerhapsNamed, null> =>
  async (tx, ctx, input) => {
    const found = await findActedOn(store, tx, ctx, input.record);
    if (!found.ok) return found;
    const { record } = found.value;
    const one = (await store.listPerhapsNamed(tx, record)).find(({ mention }) => mention === input.mention);
    const keeps = (await store.listProtectedIdentities(tx, [record])).has(record.id);
    if (!one || !keeps) return refuse('people.perhaps-not-found');
    const decided = decidePerhaps(input.answer, input.reason);
    if (!decided.ok) return decided;
    const { answer, why } = decided.value;
    if (!(await store.savePerhapsAnswered(tx, ctx, { record, mention: one.mention, answer, why })))
      return refuse('people.perhaps-answered');
    const left = await store.countPerhapsWaiting(tx, record.id, one.concern);
    const met = left > 0 ? null : await outside.meet(tx, ctx, { record, concern: one.concern });
    return {
      ok: true,
      value: null,
      entries: [
        {
          act: 'people.perhaps-named-answered',
          subject: refOf(record),
          body: { concern: one.concern, mention: one.mention, answer, reason: why },
        },
        ...(met?.entries ?? []),
      ],
      events: met?.events ?? [],
    };
  };
