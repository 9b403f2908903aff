import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { type Change, checkChange, entryForChange } from '../domain/change.ts';
import type { OrganisationStore } from '../ports.ts';

/**
 * Sets up the area from the command line or the demo, before there is a scrutineer to confirm anything.
 * Refuses every actor but the operator; everybody else proposes.
 */
export const applyChange =
  (store: OrganisationStore): Command<Change, null> =>
  async (tx, ctx, change) => {
    if (ctx.actor.kind !== 'operator') return refuse('access.only-the-operator');
    const checked = checkChange(change);
    if (!checked.ok) return checked;
    const saved = await store.saveChange(tx, ctx, change);
    if (!saved.ok) return saved;
    return { ok: true, value: null, entries: [entryForChange(change)], events: [] };
  };
