import type { Command, CommandContext, CommandResult } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Outcome } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { ConcernAct } from '../domain/acts.ts';
import type { ActingPerson, Concern } from '../domain/concern.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import type { LoadedConcern } from '../ports/store.ports.ts';
import { type ActExtras, recordAct } from './record-act.command.ts';

/** What every command on a concern is handed. */
export interface OnConcern {
  readonly concern: ConcernId;
  /** How many acts the person had seen when they began to write; acts that matter since then are a race lost. */
  readonly seen?: number;
}

/** What one command comes to: the act, what goes with it, and what else it saves in the same transaction. */
export interface Step extends ActExtras {
  readonly act: ConcernAct;
  readonly save?: (state: Concern) => Promise<void>;
}

/** Acts that change nothing a person deciding must read again. */
const QUIET: readonly string[] = [
  'reporter-identity-seen',
  'attachment-opened',
  'passage-masked',
  'passage-unmasked',
];

function hasMovedOn(loaded: LoadedConcern, seen: number | undefined): boolean {
  return seen !== undefined && loaded.acts.some((act) => act.number > seen && !QUIET.includes(act.act));
}

/** The acting person and hat. Throws when nobody is signed in: routes declare who may come. */
export function actingPerson(ctx: CommandContext): ActingPerson {
  const { actor } = ctx;
  if (actor.kind !== 'account' || !actor.post) throw new Error('this command needs somebody in a post');
  return { account: actor.account, post: actor.post };
}

/**
 * A command on one concern: loads it, refuses `concerns.not-found`, `concerns.erased` and `concerns.moved-on`, asks `decide` what to do,
 * and records the act with everything that follows from it.
 */
export function onConcern<I extends OnConcern>(
  ports: ConcernsPorts,
  decide: (
    loaded: LoadedConcern,
    input: I,
    ctx: CommandContext,
    tx: Tx,
  ) => Outcome<Step> | Promise<Outcome<Step>>,
): Command<I, Concern> {
  return async (tx, ctx, input): Promise<CommandResult<Concern>> => {
    const loaded = await ports.store.findConcern(tx, input.concern);
    if (!loaded) return { ok: false, refusal: { code: 'concerns.not-found' } };
    if (loaded.state.erasedAt) return { ok: false, refusal: { code: 'concerns.erased' } };
    if (hasMovedOn(loaded, input.seen)) return { ok: false, refusal: { code: 'concerns.moved-on' } };
    const step = await decide(loaded, input, ctx, tx);
    if (!step.ok) return step;
    const { act, save, ...extras } = step.value;
    const recorded = await recordAct(ports, tx, ctx, loaded, act, extras);
    if (save) await save(recorded.state);
    return { ok: true, value: recorded.state, entries: recorded.entries, events: recorded.events };
  };
}

/** The acts of `outcome` with words beside it. */
export function withWords(outcome: Outcome<ConcernAct>, extras: Omit<Step, 'act'>): Outcome<Step> {
  return outcome.ok ? { ok: true, value: { act: outcome.value, ...extras } } : outcome;
}
