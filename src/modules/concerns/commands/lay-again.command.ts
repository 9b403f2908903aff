import type { Command } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { layBeside } from './lay-beside.command.ts';
import { loadRouteFacts } from './record-act.command.ts';

async function saveCount(ports: ConcernsPorts, tx: Tx, concern: ConcernId, earlier: number): Promise<void> {
  await ports.store.saveEarlier(tx, concern, earlier);
  await ports.duties.updateEarlierWarnings(tx, concernRef(concern), earlier);
}

/**
 * Lays a concern beside the others once more, because somebody linked what it names to somebody or something known (or
 * took such a link back): its count of earlier warnings and a pattern that has come to light follow. Doing it twice
 * changes nothing more. Refuses `concerns.not-found`.
 */
export function layAgain(ports: ConcernsPorts): Command<{ readonly concern: ConcernId }, number> {
  return async (tx, ctx, input) => {
    const loaded = await ports.store.findConcern(tx, input.concern);
    if (!loaded) return refuse('concerns.not-found');
    const { row, state, named } = loaded;
    const route = await loadRouteFacts(ports, tx, ctx.now, { owner: row.owner_post, named, spread: 0 });
    const about = { concern: state, reference: row.reference, owner: row.owner_post, route };
    const beside = await layBeside(ports, tx, ctx, about);
    await saveCount(ports, tx, input.concern, beside.earlier);
    const entry = {
      act: 'concerns.laid-beside-again',
      subject: concernRef(input.concern),
      body: { earlier: beside.earlier },
    } as const;
    return {
      ok: true,
      value: beside.earlier,
      entries: [entry, ...beside.entries],
      events: beside.events,
    };
  };
}
