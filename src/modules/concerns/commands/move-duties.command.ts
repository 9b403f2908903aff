import type { Command } from '../../../kernel/command.ts';
import { type Concern, concernRef } from '../domain/concern.ts';
import { deriveSkipped, listAway } from '../domain/route.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import type { OnConcern } from './on-concern.command.ts';
import { keptAwayFrom } from './record-act.command.ts';

/**
 * What changes who is kept away from a concern changes, in the same transaction, who is told of what is owed about it:
 * open duties pass those kept away at once, and come back to those let in again. Past failure: a warning about a manager
 * stood in that manager's own list.
 */
export function thenMoveDuties<I extends OnConcern>(
  ports: ConcernsPorts,
  record: Command<I, Concern>,
): Command<I, Concern> {
  return async (tx, ctx, input) => {
    const recorded = await record(tx, ctx, input);
    if (!recorded.ok) return recorded;
    const loaded = await ports.store.findConcern(tx, input.concern);
    if (!loaded) return recorded;
    const away = keptAwayFrom(loaded.named, loaded.state);
    const moved = await ports.duties.move(tx, ctx, concernRef(input.concern), {
      skipPosts: deriveSkipped(await ports.organisation(tx, ctx.now), away),
      skipHolders: listAway(away),
    });
    const [first, ...rest] = recorded.entries;
    return {
      ...recorded,
      entries: [first, ...rest, ...moved.entries],
      events: [...recorded.events, ...moved.events],
    };
  };
}
