import type { CommandContext } from '../../../kernel/command.ts';
import type { AccountId, AgencyId, ConcernId, PostId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import { deriveNewestAct, type ErasureActor, type RecordFacts } from '../domain/erasure.ts';
import { deriveRetentionRule } from '../domain/retention.ts';
import { deriveSkipped, listAway, type RoutePost } from '../domain/route.ts';
import { hasExploitation } from '../domain/vocabulary.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import type { LoadedConcern } from '../ports/store.ports.ts';
import { actingPerson } from './on-concern.command.ts';

/** A concern as those who answer for keeping act on it: never its words. */
export interface KeepingFacts {
  readonly loaded: LoadedConcern;
  readonly actor: ErasureActor;
  readonly facts: RecordFacts;
  readonly posts: readonly RoutePost[];
  /** Posts not told of it: those of the people named in it, and above them. A restriction shuts nobody out here. */
  readonly skipPosts: readonly PostId[];
  readonly away: readonly AccountId[];
}

/** Everything that deciding about keeping a record goes by. Refuses `concerns.not-found`. */
export async function loadKeeping(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  concern: ConcernId,
): Promise<Outcome<KeepingFacts>> {
  const loaded = await ports.store.findConcern(tx, concern);
  if (!loaded) return refuse('concerns.not-found');
  const { state, named, acts } = loaded;
  const by = actingPerson(ctx);
  const posts = await ports.organisation(tx, ctx.now);
  const kept = { named, apart: state.apart, only: null };
  const skipPosts = deriveSkipped(posts, kept);
  const away = listAway(kept);
  const theirs = posts.filter(({ holders }) => holders.includes(by.account));
  const agency = posts.find(({ id }) => id === by.post)?.agency;
  if (!agency) throw new Error('somebody acts in a post that is not there');
  const due = await ports.duties.listOpenAbout(tx, concernRef(concern));
  const reviews = await ports.store.listReviewsOwed(tx, concern);
  const exploitation = hasExploitation(state.indicators) || (await ports.store.isInExploitation(tx, concern));
  return accept({
    loaded,
    posts,
    skipPosts,
    away,
    actor: {
      by,
      agency,
      keptAway: away.includes(by.account) || theirs.some(({ id }) => skipPosts.includes(id)),
    },
    facts: {
      now: ctx.now,
      rule: deriveRetentionRule(exploitation),
      newest: deriveNewestAct(acts),
      owed: [...new Set([...due.map(({ rule }) => rule), ...reviews])],
    },
  });
}

/**
 * The post that is the second person: a scrutineer's, else one for information governance, in another agency than the
 * one that proposes, held by somebody who is not kept away.
 */
export function pickSecond(
  { posts, skipPosts, away, actor }: KeepingFacts,
  agency: AgencyId = actor.agency,
): RoutePost | null {
  const able = (wanted: string) =>
    posts.find(
      ({ id, functions, agency: theirs, holders }) =>
        functions.includes(wanted) &&
        theirs !== agency &&
        !skipPosts.includes(id) &&
        holders.some((holder) => holder !== actor.by.account && !away.includes(holder)),
    );
  return able('scrutineer') ?? able('information-governance') ?? null;
}
