import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, RecordRef } from '../../../kernel/entry.ts';
import type { ConcernId, PostId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import { derivePatternOwner, type PatternFigures } from '../domain/pattern.ts';
import { deriveSkipped, listAway, type RouteFacts } from '../domain/route.ts';
import type { FoundNetwork } from '../ports/networks.ports.ts';
import type { ConcernsPorts, Effects } from '../ports/outside.ports.ts';
import { holdersOf } from './record-act.command.ts';

/** The concern that a pattern came to light by. */
export interface Newest {
  readonly reference: string;
  readonly owner: PostId;
  readonly route: RouteFacts;
  /** From when the clock of a review counts. */
  readonly from: Temporal.Instant;
}

/** What was counted over a pattern's concerns, and the network among them. */
export interface Counted {
  readonly ids: readonly ConcernId[];
  readonly figures: PatternFigures;
  readonly network: FoundNetwork | null;
}

/** What was told, and of which pattern. */
export interface Told extends Effects {
  readonly pattern: string;
}

export const NO_EFFECTS: Effects = { entries: [], events: [] };

/** All of these as one. */
export function together(all: readonly Effects[]): Effects {
  return { entries: all.flatMap(({ entries }) => entries), events: all.flatMap(({ events }) => events) };
}

export const patternRef = (id: string): RecordRef => ({ kind: 'pattern', id });

/** What a pattern keeps of what was counted. */
export function bodyOf({ figures, network }: Counted): JsonObject {
  const { incidents, kinds, exploitation } = figures;
  if (!network) return { incidents, kinds, exploitation };
  const { concerns: _, ...counts } = network;
  return { incidents, kinds, exploitation, network: counts };
}

/** The post that owes the review: a manager above the front door who is not named in it. */
export function chooseOwner(
  { route, owner }: Newest,
  first: 'exploitation-manager' | 'child-protection-manager',
): PostId {
  const skipped = deriveSkipped(route.posts, route);
  const able = (name: string) =>
    route.posts.find((p) => p.functions.includes(name) && p.holders.length > 0 && !skipped.includes(p.id))
      ?.id;
  return able(first) ?? able('child-protection-manager') ?? able('scrutineer') ?? owner;
}

/** The post that owes the review of what was counted: of a network, whoever manages exploitation. */
export function choosePatternOwner(newest: Newest, { figures, network }: Counted): PostId {
  return chooseOwner(newest, network ? 'exploitation-manager' : derivePatternOwner(figures));
}

/** Makes a post owe the review of a pattern. */
export async function oweReview(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  { route, from }: Newest,
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
      from,
      earlierWarnings: warnings,
      skipPosts: deriveSkipped(route.posts, route),
      skipHolders: listAway(route),
    },
  ]);
}

/** A new pattern of these concerns, owed by a post above the front door, which can't decide it away. */
export async function beginPattern(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  newest: Newest,
  counted: Counted,
): Promise<Told> {
  const { ids } = counted;
  const owner = choosePatternOwner(newest, counted);
  const body = bodyOf(counted);
  const id = ctx.ids.next<'pattern'>();
  const reference = ports.makeReference(ports.randomBytes(8), 2).replace(/^HD-/, 'PT-');
  await ports.store.savePattern(tx, { id, reference, at: ctx.now, owner, figures: body });
  await ports.store.savePatternConcerns(tx, id, ids);
  const owed = await oweReview(ports, tx, ctx, newest, { id, reference, owner }, ids.length);
  const entry: EntryDraft = {
    act: 'concerns.pattern-raised',
    subject: patternRef(id),
    about: ids.map(concernRef),
    body: { ...body, newest: newest.reference },
  };
  return { pattern: id, entries: [entry, ...owed.entries], events: owed.events };
}
