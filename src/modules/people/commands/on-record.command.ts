import type { CommandContext } from '../../../kernel/command.ts';
import type { OutboxEvent } from '../../../kernel/entry.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { KnownRecord } from '../domain/record.ts';
import type { FoundRecord, RecordStore } from '../ports.ts';

/**
 * The record that something is done to: the one it was joined to, where it was. Refuses `people.record-not-found`, also to
 * somebody from whom its identity is protected.
 */
export async function findActedOn(
  store: Pick<RecordStore, 'findRoot' | 'findRecord' | 'listKeptFrom'>,
  tx: Tx,
  ctx: CommandContext,
  record: KnownRecord,
): Promise<Outcome<FoundRecord>> {
  const root = await store.findRoot(tx, record);
  const found = await store.findRecord(tx, root);
  const kept = await store.listKeptFrom(tx, ctx, [root]);
  return found && !kept.has(root.id) ? accept(found) : refuse('people.record-not-found');
}

/** The day in London on which something is done. */
export function todayOf(ctx: CommandContext): Temporal.PlainDate {
  return ctx.now.toZonedDateTimeISO('Europe/London').toPlainDate();
}

/** Tells what lays concerns side by side that these records, or what finds them, have changed. */
export async function listBundlesChanged(
  store: Pick<RecordStore, 'listNewestLinks'>,
  tx: Tx,
  records: readonly KnownRecord[],
): Promise<readonly OutboxEvent[]> {
  return (await store.listNewestLinks(tx, records)).map(({ concern, mention, record }) => ({
    name: 'people.bundle-changed',
    data: { concern, mention, recordKind: record.kind, record: record.id },
  }));
}
