import type { CommandContext } from '../../../kernel/command.ts';
import type { PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Concern } from '../domain/concern.ts';
import type { Warning } from '../domain/pattern.ts';
import { deriveSkipped, listAway, type RouteFacts } from '../domain/route.ts';
import type { ConcernsPorts, Effects } from '../ports/outside.ports.ts';
import type { BundledConcern } from '../ports/store.ports.ts';
import { holdersOf } from './record-act.command.ts';

/** The concern that was just told, or whose links changed, and how what comes of it is routed. */
export interface About {
  readonly concern: Concern;
  readonly reference: string;
  readonly owner: PostId;
  readonly route: RouteFacts;
}

export const NO_EFFECTS: Effects = { entries: [], events: [] };

export const toWarning = (one: BundledConcern): Warning => ({ ...one, concern: one.id });

/** The post that owes the review: a manager above the front door who is not named in it. */
export function chooseOwner(
  { route, owner }: About,
  first: 'exploitation-manager' | 'child-protection-manager',
  skipped: readonly PostId[],
): PostId {
  const able = (name: string) =>
    route.posts.find((p) => p.functions.includes(name) && p.holders.length > 0 && !skipped.includes(p.id))
      ?.id;
  return able(first) ?? able('child-protection-manager') ?? able('scrutineer') ?? owner;
}

/** Raises the duty to review a pattern, which nobody named in it nor their line is handed. */
export async function oweReview(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  { route }: About,
  pattern: { readonly id: string; readonly reference: string; readonly owner: PostId },
  warnings: number,
): Promise<Effects> {
  return ports.duties.raise(tx, ctx, [
    {
      rule: 'front-door.review-pattern',
      about: { kind: 'pattern', id: pattern.id },
      key: '',
      reference: pattern.reference,
      post: pattern.owner,
      holders: holdersOf(route, pattern.owner),
      from: ctx.now,
      earlierWarnings: warnings,
      skipPosts: deriveSkipped(route.posts, route),
      skipHolders: listAway(route),
    },
  ]);
}
