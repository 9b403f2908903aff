import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { concernRef } from '../domain/concern.ts';
import { decideNext } from '../domain/decide-next.ts';
import { erasureRef } from '../domain/erasure.ts';
import type { ErasedElsewhere } from '../ports/keeping.ports.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';

/**
 * Erases again what was erased after the backup that was restored: decided already, by two people, so nobody is asked and
 * no hold that the backup remembers stands against it; what was still owed in the backup ends. Refuses
 * `concerns.not-found` (not in this backup) and `concerns.erased` (nothing of it is left). Needs the owner's connection.
 */
export function replayErasure(ports: ConcernsPorts): Command<ErasedElsewhere, null> {
  return async (tx, ctx, input) => {
    const loaded = await ports.store.findConcern(tx, input.concern);
    if (!loaded) return refuse('concerns.not-found');
    const { state } = loaded;
    if (state.erasedAt && !(await ports.store.hasKeys(tx, input.records))) return refuse('concerns.erased');
    const about = concernRef(input.concern);
    const waiting = (await ports.store.listErasuresOf(tx, input.concern)).map(({ id }) => erasureRef(id));
    const ended = [];
    for (const ref of [about, ...waiting]) ended.push(await ports.duties.endErased(tx, ctx, ref));
    if (!state.erasedAt) {
      const { account, post, agency } = input.erased;
      const by = { account, post };
      const act = { act: 'concern-erased', by, agency, erasure: input.erasure } as const;
      const decision = decideNext(state, act, null, input.erasedAt);
      if (!decision.ok) throw new Error('recording an act is never refused');
      const detail = { words: null, computed: {} };
      await ports.store.saveAct(tx, ports.vault, decision.state, act, input.erasedAt, detail);
    }
    await ports.store.replayErasure(tx, ports.vault, input);
    return {
      ok: true,
      value: null,
      entries: [
        {
          act: 'concerns.erasure-replayed',
          subject: erasureRef(input.erasure),
          about: [about, ...input.records],
          body: { erasedAt: input.erasedAt.toString(), ground: input.ground },
        },
        ...ended.flatMap(({ entries }) => entries),
      ],
      events: [],
    };
  };
}
