import type { AccountId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { ConcernAct, OutcomeGiven } from '../domain/acts.ts';
import {
  confirmDecision as decideConfirm,
  refuseConfirmation as decideRefuse,
  type Line,
} from '../domain/decide-concern.ts';
import type { RoutePost } from '../domain/route.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import type { LoadedConcern } from '../ports/store.ports.ts';
import { actingPerson, type OnConcern, onConcern, withWords } from './on-concern.command.ts';

/** Who works for whom: true when every post of one stands, at any remove, below a post of the other. */
export function deriveLine(posts: readonly RoutePost[]): Line {
  const byId = new Map(posts.map((post) => [post.id, post]));
  const isBelow = (post: RoutePost, above: AccountId): boolean => {
    const seen = new Set<string>();
    for (let id = post.reportsTo; id && !seen.has(id); id = byId.get(id)?.reportsTo ?? null) {
      seen.add(id);
      if (byId.get(id)?.holders.includes(above)) return true;
    }
    return false;
  };
  return {
    isSubordinate: (person, above) =>
      posts.some((post) => post.holders.includes(person) && isBelow(post, above)),
  };
}

/** Outcomes given as the same incident, once the second person has agreed to them. */
function listConfirmedIncidents(loaded: LoadedConcern, subjects: readonly string[]): readonly OutcomeGiven[] {
  const decided = loaded.acts.map((row) => row.data as unknown as ConcernAct);
  return decided
    .flatMap((act) => (act.act === 'concern-decided' ? act.outcomes : []))
    .filter((o) => o.sameAs && o.status === 'held' && subjects.includes(o.subject));
}

/** The second person agrees: held outcomes come into force and the kept answer is sent. */
export function confirmDecision(ports: ConcernsPorts) {
  return onConcern<OnConcern>(ports, async (loaded, input, ctx, tx: Tx) => {
    const line = deriveLine(await ports.organisation(tx, ctx.now));
    const act = decideConfirm(loaded.state, actingPerson(ctx), line);
    if (!act.ok) return act;
    const subjects = act.value.act === 'decision-confirmed' ? act.value.subjects : [];
    return withWords(act, {
      save: async () => {
        await ports.store.settleHeldAnswer(tx, input.concern, true);
        for (const { sameAs } of listConfirmedIncidents(loaded, subjects)) {
          if (sameAs) await ports.store.saveIncident(tx, input.concern, sameAs);
        }
      },
    });
  });
}

/** The second person does not agree: the outcome is undone, its answer falls, and deciding is owed one rung up. */
export function refuseConfirmation(ports: ConcernsPorts) {
  return onConcern(ports, async (loaded, input: OnConcern & { readonly reason: string }, ctx, tx) => {
    const line = deriveLine(await ports.organisation(tx, ctx.now));
    return withWords(decideRefuse(loaded.state, actingPerson(ctx), line, input.reason), {
      words: { reason: input.reason },
      save: () => ports.store.settleHeldAnswer(tx, input.concern, false),
    });
  });
}
