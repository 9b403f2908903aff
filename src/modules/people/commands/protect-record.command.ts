import type { Command } from '../../../kernel/command.ts';
import type { PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { decideProtection, type ProtectionAsTyped } from '../domain/protection.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import type { RecordStore } from '../ports.ts';
import { findActedOn, listBundlesChanged } from './on-record.command.ts';

/** Posts that no protection shuts out: the scrutineer's. */
export type ListOutside = (tx: Tx, at: Temporal.Instant) => Promise<readonly PostId[]>;

/** Somebody hides who or where somebody is. */
export interface ProtectRecord extends ProtectionAsTyped {
  readonly record: KnownRecord;
}

/**
 * Protects a record at once: what protects never waits for a second person. What finds the record by where it is goes in the
 * same transaction. Refuses `people.record-not-found`, `protection-missing`, `already-protected`, and a reason that is none.
 */
export const protectRecord =
  (store: RecordStore, listOutside: ListOutside): Command<ProtectRecord, { readonly protection: string }> =>
  async (tx, ctx, input) => {
    const found = await findActedOn(store, tx, ctx, input.record);
    if (!found.ok) return found;
    const { record } = found.value;
    const own = ctx.actor.kind === 'account' ? ctx.actor.post : null;
    const decided = decideProtection(input, own, await listOutside(tx, ctx.now));
    if (!decided.ok) return decided;
    const id = ctx.ids.next<'protection'>();
    const { kind, covers, reason, posts } = decided.value;
    await store.saveProtection(tx, ctx, record, { id, ...decided.value });
    await store.refreshKeys(tx, ctx, record);
    return {
      ok: true,
      value: { protection: id },
      entries: [
        {
          act: 'people.record-protected',
          subject: refOf(record),
          about: posts.map((post) => ({ kind: 'post', id: post })),
          body: { protection: id, kind, covers, reason },
        },
      ],
      events: await listBundlesChanged(store, tx, [record]),
    };
  };
