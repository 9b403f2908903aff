import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { checkReason } from '../domain/protection.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import type { Ending, RecordStore } from '../ports.ts';
import { findActedOn, listBundlesChanged } from './on-record.command.ts';

/** Somebody says that a fact on a record was never so, or is no longer so. */
export interface EndFact {
  readonly record: KnownRecord;
  readonly fact: string;
  /** As typed: one of the two endings. */
  readonly how: string;
  readonly reason: string;
}

/** Reads how a fact ends; `null` for anything else. */
export function readEnding(text: string): Ending | null {
  return text === 'superseded' || text === 'withdrawn' ? text : null;
}

/**
 * Ends a fact: it stays on record with who ended it, when and why, and no longer finds anybody. Refuses
 * `people.record-not-found`, `fact-not-found`, `fact-ended` (also to the second of two who end it at once), `ending-missing`,
 * and a reason that is none or too long.
 */
export const endFact =
  (store: RecordStore): Command<EndFact, null> =>
  async (tx, ctx, input) => {
    const found = await findActedOn(store, tx, ctx, input.record);
    if (!found.ok) return found;
    const { record } = found.value;
    const how = readEnding(input.how);
    if (!how) return refuse('people.ending-missing', 'how');
    const why = checkReason(input.reason);
    if (!why.ok) return why;
    const all = await store.listDetails(tx, await store.listMembers(tx, record));
    const fact = all.find(({ id }) => id === input.fact);
    if (!fact) return refuse('people.fact-not-found');
    const done = await store.saveDetailEnded(tx, ctx, {
      id: fact.id,
      record: fact.record,
      how,
      why: why.value,
    });
    if (!done) return refuse('people.fact-ended');
    await store.refreshKeys(tx, ctx, fact.record);
    return {
      ok: true,
      value: null,
      entries: [
        {
          act: how === 'withdrawn' ? 'people.fact-withdrawn' : 'people.fact-superseded',
          subject: refOf(record),
          body: { fact: fact.id, kind: fact.kind, reason: why.value },
        },
      ],
      events: await listBundlesChanged(store, tx, [record]),
    };
  };
