import type { Command } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { openConcern as decideOpen } from '../domain/follow-concern.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { actingPerson } from './on-concern.command.ts';
import { recordAct } from './record-act.command.ts';

/**
 * The front door opens a concern: the first reading meets the duty to open it and is what the reporter is told of.
 * Opening again is only an entry. Refuses `concerns.not-found`.
 */
export function openConcern(
  ports: ConcernsPorts,
): Command<{ readonly concern: ConcernId }, { readonly first: boolean }> {
  return async (tx, ctx, input) => {
    const loaded = await ports.store.findConcern(tx, input.concern);
    if (!loaded) return { ok: false, refusal: { code: 'concerns.not-found' } };
    const act = decideOpen(loaded.state, actingPerson(ctx));
    if (!act) {
      const subject = { kind: 'concern' as const, id: input.concern };
      return {
        ok: true,
        value: { first: false },
        entries: [{ act: 'concerns.concern-seen', subject, body: {} }],
        events: [],
      };
    }
    const recorded = await recordAct(ports, tx, ctx, loaded, act);
    return { ok: true, value: { first: true }, entries: recorded.entries, events: recorded.events };
  };
}
