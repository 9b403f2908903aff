import type { Command } from '../../../kernel/command.ts';
import { decideFact, type FactAsTyped } from '../domain/decide-fact.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import type { RecordStore } from '../ports.ts';
import { findActedOn, listBundlesChanged, todayOf } from './on-record.command.ts';

/** Somebody puts a fact on a record. */
export interface AddFact {
  readonly record: KnownRecord;
  readonly fact: FactAsTyped;
}

/**
 * Puts a fact on record beside whatever is there, with its source; what finds the record changes in the same transaction.
 * Refuses `people.record-not-found` and what `decideFact` refuses.
 */
export const addFact =
  (store: RecordStore): Command<AddFact, { readonly fact: string }> =>
  async (tx, ctx, input) => {
    const found = await findActedOn(store, tx, ctx, input.record);
    if (!found.ok) return found;
    const { record, kind } = found.value;
    const value = decideFact(input.fact, kind, todayOf(ctx));
    if (!value.ok) return value;
    const id = ctx.ids.next<'detail'>();
    await store.saveDetail(tx, ctx, { id, record, value: value.value });
    await store.refreshKeys(tx, ctx, record);
    return {
      ok: true,
      value: { fact: id },
      entries: [
        { act: 'people.fact-added', subject: refOf(record), body: { fact: id, kind: value.value.kind } },
      ],
      events: await listBundlesChanged(store, tx, [record]),
    };
  };
