import type { Command } from '../../../kernel/command.ts';
import type { ThingId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { PeopleStore } from '../ports.ts';

/** A person says that a thing on record is, or is not, an institution. */
export interface MarkInstitution {
  readonly thing: ThingId;
  readonly institution: boolean;
  readonly reason: string;
}

/**
 * Marks a school, hospital, children's home or court, which many share for good reasons: it no longer puts concerns
 * together. It makes warnings be counted as fewer, so it wants a reason. Refuses `people.record-not-found`,
 * `reason-missing` and `reason-too-long`.
 */
export const markInstitution =
  (store: PeopleStore): Command<MarkInstitution, null> =>
  async (tx, ctx, { thing, institution, reason }) => {
    if (reason.trim() === '') return refuse('people.reason-missing', 'reason');
    if ([...reason].length > 2_000) return refuse('people.reason-too-long', 'reason');
    const found = await store.findRecord(tx, { kind: 'thing', id: thing });
    if (!found) return refuse('people.record-not-found');
    await store.saveInstitution(tx, thing, institution);
    await store.refreshKeys(tx, ctx, found.record);
    return {
      ok: true,
      value: null,
      entries: [
        {
          act: institution ? 'people.institution-marked' : 'people.institution-unmarked',
          subject: { kind: 'thing', id: thing },
          body: { reason: reason.trim() },
        },
      ],
      events: [],
    };
  };
