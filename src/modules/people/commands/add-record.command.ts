import type { Command } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import { decideNewRecord, type NewRecordAsTyped } from '../domain/new-record.ts';
import { type KnownRecord, recordKindOf, refOf } from '../domain/record.ts';
import type { RecordStore } from '../ports.ts';
import { todayOf } from './on-record.command.ts';

/**
 * Puts somebody or something on record whom no concern names, with what is known; whoever searches finds it from then on, and a
 * concern that names it later is weighed against it. Refuses what `decideNewRecord` refuses.
 */
export const addRecord =
  (store: RecordStore): Command<NewRecordAsTyped, { readonly record: KnownRecord }> =>
  async (tx, ctx, input) => {
    const facts = decideNewRecord(input, todayOf(ctx));
    if (!facts.ok) return facts;
    const record: KnownRecord =
      recordKindOf(input.kind) === 'person'
        ? { kind: 'person', id: ctx.ids.next<'person'>() }
        : { kind: 'thing', id: ctx.ids.next<'thing'>() };
    await store.saveRecord(tx, ctx, record, input.kind);
    const subject = refOf(record);
    const entries: EntryDraft[] = [];
    for (const value of facts.value) {
      const id = ctx.ids.next<'detail'>();
      await store.saveDetail(tx, ctx, { id, record, value });
      entries.push({ act: 'people.fact-added', subject, body: { fact: id, kind: value.kind } });
    }
    await store.refreshKeys(tx, ctx, record);
    const added = { act: `people.${record.kind}-added`, subject, body: { kind: input.kind } } as const;
    return { ok: true, value: { record }, entries: [added, ...entries], events: [] };
  };
