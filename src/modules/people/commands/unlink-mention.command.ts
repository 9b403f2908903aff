import type { Command } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { type MentionId, refOf } from '../domain/record.ts';
import type { PeopleStore } from '../ports.ts';
import { bundleChanged } from './link-mention.command.ts';

/** A person takes a link back, and says why. */
export interface UnlinkMention {
  /** The concern it is done from, which must be the mention's own. */
  readonly concern: ConcernId;
  readonly mention: MentionId;
  readonly reason: string;
}

const LONGEST = 2_000;

/**
 * Undoes a link: everything is as before it, and the ledger keeps that it was made and undone. Refuses
 * `people.mention-not-found`, `not-linked`, `reason-missing` and `reason-too-long`.
 */
export const unlinkMention =
  (store: PeopleStore): Command<UnlinkMention, null> =>
  async (tx, ctx, input) => {
    const reason = input.reason.trim();
    if (reason === '') return refuse('people.reason-missing', 'reason');
    if ([...reason].length > LONGEST) return refuse('people.reason-too-long', 'reason');
    const mention = await store.findMention(tx, input.mention);
    if (mention?.concern !== input.concern) return refuse('people.mention-not-found');
    if (!mention.record) return refuse('people.not-linked');
    if ((await store.listKeptFrom(tx, ctx, [mention.record])).size > 0)
      return refuse('people.mention-not-found');
    await store.saveUnlink(tx, ctx, mention);
    await store.refreshKeys(tx, ctx, mention.record);
    return {
      ok: true,
      value: null,
      entries: [
        {
          act: 'people.link-undone',
          subject: refOf(mention.record),
          about: [{ kind: 'concern', id: mention.concern }],
          body: { mention: mention.id, reason },
        },
      ],
      events: [bundleChanged(mention, mention.record)],
    };
  };
