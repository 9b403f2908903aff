import type { Query } from '../../../kernel/command.ts';
import type { PostId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { type KnownRecord, type OpenedMention, refOf } from '../domain/record.ts';
import type { PerhapsNamed, RecordNames, RecordStore, RecordsOutside, ToldToKeepers } from '../ports.ts';
import { type LoadedRecord, loadRecord } from './load-record.query.ts';

/** A warning that may be about a protected person, as one of the keepers may see it. */
export interface PerhapsRow {
  readonly one: PerhapsNamed;
  /** `null` where it is restricted from whoever looks: that there is one is all that is said. */
  readonly told: ToldToKeepers | null;
  readonly mention: OpenedMention | null;
}

export interface PerhapsView extends LoadedRecord {
  readonly rows: readonly PerhapsRow[];
  readonly names: RecordNames;
  /** Posts that keep the protection. */
  readonly keepers: readonly PostId[];
}

/**
 * Warnings that may be about somebody whose identity is protected, read from the side of the record: opening it is an entry on
 * the record and none on any concern. Refuses `people.record-not-found`, also of one that is not protected.
 */
export function seePerhapsNamed(
  store: RecordStore,
  outside: RecordsOutside,
): Query<{ readonly record: KnownRecord }, PerhapsView> {
  return async (tx, ctx, input) => {
    const loaded = await loadRecord(store, outside, tx, ctx, input.record);
    if (!loaded.ok) return loaded;
    const { record } = loaded.value.found;
    const protection = (await store.listProtections(tx, record)).find(({ covers }) => covers === 'identity');
    if (!protection) return refuse('people.record-not-found');
    const all = await store.listPerhapsNamed(tx, record);
    const told = await outside.tellKeepers(tx, ctx, [...new Set(all.map(({ concern }) => concern))]);
    const seen = all.filter(({ concern }) => told.has(concern)).map(({ mention }) => mention);
    const mentions = await store.openMentions(tx, seen);
    return {
      ok: true,
      value: {
        ...loaded.value,
        rows: all.map((one) => ({
          one,
          told: told.get(one.concern) ?? null,
          mention: mentions.get(one.mention) ?? null,
        })),
        names: await outside.names(tx, ctx),
        keepers: protection.posts,
      },
      entries: [
        {
          act: 'people.perhaps-named-opened',
          subject: refOf(record),
          body: { concerns: all.map(({ concern }) => concern) },
        },
      ],
    };
  };
}
