import type { RecordRef } from '../../../kernel/entry.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { deriveOwed } from '../domain/owed.ts';
import type { ConcernStore } from '../ports/store.ports.ts';

/**
 * Whether a concern or a pattern owes this duty by its own state. While it does, withdrawing the duty would leave a
 * concern that says it is owed something and that no post has to answer: the failure Heed exists for (owed.ts).
 * False for a record that isn't one of these, and for a duty that follows from another being missed.
 */
export function isStillOwed(
  store: Pick<ConcernStore, 'findConcern' | 'listPatternRows' | 'listOpeningRows' | 'findErasure'>,
) {
  return async (
    tx: Tx,
    duty: { readonly rule: string; readonly about: RecordRef; readonly key: string },
  ): Promise<boolean> => {
    const { rule, about, key } = duty;
    if (about.kind === 'pattern') {
      const rows = await store.listPatternRows(tx, [about.id]);
      return rule === 'front-door.review-pattern' && rows.some((pattern) => pattern.state === 'open');
    }
    if (about.kind === 'opening') {
      const rows = await store.listOpeningRows(tx, [about.id]);
      return rows.some((opening) => opening.state === 'open');
    }
    if (about.kind === 'erasure') return (await store.findErasure(tx, about.id))?.state === 'proposed';
    if (about.kind !== 'concern') return false;
    const loaded = await store.findConcern(tx, about.id as ConcernId);
    return loaded !== null && deriveOwed(loaded.state).some((owed) => owed.rule === rule && owed.key === key);
  };
}
