import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import {
  liftHold as decideLift,
  placeHold as decidePlace,
  type HoldAct,
  holdRef,
} from '../domain/erasure.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { type KeepingFacts, loadKeeping } from './on-keeping.command.ts';
import { recordAct } from './record-act.command.ts';

/** A hold to be placed on a concern. */
export interface PlaceHold {
  readonly concern: ConcernId;
  readonly reason: string;
}

/** A hold to be lifted. */
export interface LiftHold extends PlaceHold {
  readonly hold: string;
}

/** Records the act; its entry stands under the hold's own key, with the reason, and outlasts the concern's. */
async function record(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  { loaded }: KeepingFacts,
  act: HoldAct,
  reason: string,
) {
  const recorded = await recordAct(ports, tx, ctx, loaded, act);
  const [, ...rest] = recorded.entries;
  const entry = {
    act: `concerns.${act.act}`,
    subject: holdRef(act.hold),
    about: [concernRef(loaded.row.id)],
    body: { reason },
  } as const;
  return { ok: true, value: act.hold, entries: [entry, ...rest], events: recorded.events } as const;
}

/**
 * Places a legal hold: while it stands nothing of the concern can be erased. Gives its id. Refuses `concerns.not-found`
 * (to those kept away too), `concerns.erased` and a reason that is none.
 */
export function placeHold(ports: ConcernsPorts): Command<PlaceHold, string> {
  return async (tx, ctx, { concern, reason }) => {
    const keeping = await loadKeeping(ports, tx, ctx, concern);
    if (!keeping.ok) return keeping;
    const { loaded, actor } = keeping.value;
    const id = ctx.ids.next<'hold'>();
    const decided = decidePlace(loaded.state, actor, { id, reason });
    if (!decided.ok) return decided;
    await ports.store.saveHold(tx, ports.vault, {
      id,
      concern,
      at: ctx.now,
      by: actor.by,
      reason: reason.trim(),
    });
    return record(ports, tx, ctx, keeping.value, decided.value, reason.trim());
  };
}

/**
 * Lifts a legal hold, by somebody else than who placed it. Refuses `concerns.no-such-hold`, `concerns.own-hold`, and what
 * `placeHold` refuses.
 */
export function liftHold(ports: ConcernsPorts): Command<LiftHold, string> {
  return async (tx, ctx, { concern, hold, reason }) => {
    const keeping = await loadKeeping(ports, tx, ctx, concern);
    if (!keeping.ok) return keeping;
    const { loaded, actor } = keeping.value;
    const decided = decideLift(loaded.state, actor, { id: hold, reason });
    if (!decided.ok) return decided;
    const lifted = { id: hold, at: ctx.now, by: actor.by, reason: reason.trim() };
    if (!(await ports.store.saveHoldLifted(tx, ports.vault, lifted))) return refuse('concerns.no-such-hold');
    return record(ports, tx, ctx, keeping.value, decided.value, reason.trim());
  };
}
