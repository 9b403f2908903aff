import type { Command } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { type KnownRecord, type MentionId, refOf } from '../domain/record.ts';
import type { PeopleStore } from '../ports.ts';

/** A person says that a mention is not somebody or something it might be. */
export interface RefuseLink {
  /** The concern it is done from, which must be the mention's own. */
  readonly concern: ConcernId;
  readonly mention: MentionId;
  readonly not: { readonly record: KnownRecord } | { readonly mention: MentionId };
}

/**
 * Remembers the "no": it is not proposed again, and these two no longer put their concerns together. Saying it twice is no
 * harm. Refuses `people.mention-not-found`, `record-not-found`, `same-mention`, and `already-linked` when they are linked
 * (undo that first).
 */
export const refuseLink =
  (store: PeopleStore): Command<RefuseLink, null> =>
  async (tx, ctx, { concern, mention: id, not }) => {
    const mention = await store.findMention(tx, id);
    if (mention?.concern !== concern) return refuse('people.mention-not-found');
    const about = [{ kind: 'concern', id: mention.concern }] as const;
    if ('record' in not) {
      const found = await store.findRecord(tx, not.record);
      if (!found || (await store.listKeptFrom(tx, ctx, [not.record])).size > 0)
        return refuse('people.record-not-found');
      if (mention.record?.id === not.record.id) return refuse('people.already-linked');
      await store.saveRefusal(tx, ctx, mention.id, not.record);
      return {
        ok: true,
        value: null,
        entries: [
          { act: 'people.link-refused', subject: refOf(not.record), about, body: { mention: mention.id } },
        ],
        events: [],
      };
    }
    if (not.mention === id) return refuse('people.same-mention');
    const other = await store.findMention(tx, not.mention);
    if (!other) return refuse('people.mention-not-found');
    if (mention.record && other.record?.id === mention.record.id) return refuse('people.already-linked');
    await store.saveUnlike(tx, ctx, mention.id, other.id);
    return {
      ok: true,
      value: null,
      entries: [
        {
          act: 'people.link-refused',
          subject: { kind: 'concern', id: mention.concern },
          about: [{ kind: 'concern', id: other.concern }],
          body: { mention: mention.id, other: other.id },
        },
      ],
      events: [],
    };
  };
