import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent, RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, PostId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { ConcernAct } from '../domain/acts.ts';
import type { Concern } from '../domain/concern.ts';
import { concernRef } from '../domain/concern.ts';
import { decideNext } from '../domain/decide-next.ts';
import type { Owed } from '../domain/owed.ts';
import { derivePost, deriveSkipped, type KeptAway, listAway, type RouteFacts } from '../domain/route.ts';
import type { ConcernsPorts, DutyToRaise, Effects } from '../ports/outside.ports.ts';
import type { LoadedConcern } from '../ports/store.ports.ts';

/** The routing facts of one concern at this moment. */
export async function loadRouteFacts(
  ports: ConcernsPorts,
  tx: Tx,
  now: Temporal.Instant,
  of: Omit<RouteFacts, 'posts' | 'officeHours'>,
): Promise<RouteFacts> {
  return { ...of, posts: await ports.organisation(tx, now), officeHours: ports.isOfficeHours(now) };
}

/** Who is kept away from a concern, as it stands after the newest act. */
export function keptAwayFrom(named: readonly AccountId[], { apart, only }: Concern): KeptAway {
  return { named, apart, only };
}

/** What is needed to raise a duty about a concern. */
export interface RaiseFacts {
  readonly concern: Concern;
  readonly reference: string;
  readonly earlier: number;
  readonly route: RouteFacts;
}

/** Who holds a post, as the routing facts have it. */
export function holdersOf({ posts }: RouteFacts, post: PostId): readonly AccountId[] {
  return posts.find(({ id }) => id === post)?.holders ?? [];
}

/** Duties for what became owed, each to the post that owes it. Throws when the area has no post left to ask. */
export function toDuties(owed: readonly Owed[], now: Temporal.Instant, facts: RaiseFacts): DutyToRaise[] {
  const { concern, reference, earlier, route } = facts;
  return owed.map(({ rule, key }) => {
    const post = derivePost(concern, { rule, key }, route);
    if (!post) throw new Error(`no post in this area can owe ${rule}: run heed doctor`);
    return {
      rule,
      about: concernRef(concern.id),
      key,
      reference,
      post,
      holders: holdersOf(route, post),
      from: now,
      earlierWarnings: earlier,
      skipPosts: deriveSkipped(route.posts, route),
      skipHolders: listAway(route),
    };
  });
}

/** Extra things one act says: words to seal, figures computed, other records it touches. */
export interface ActExtras {
  readonly words?: JsonObject;
  readonly computed?: JsonObject;
  readonly about?: readonly RecordRef[];
}

/**
 * Records one act on a concern: its row, the state that follows, the duties it meets and raises, and its entry. Every
 * command on a concern ends here, so none can forget one of them.
 */
export async function recordAct(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  loaded: LoadedConcern,
  act: ConcernAct,
  extras: ActExtras = {},
): Promise<{
  readonly state: Concern;
  readonly entries: readonly [EntryDraft, ...EntryDraft[]];
  readonly events: readonly OutboxEvent[];
}> {
  const { state: before, row } = loaded;
  const words = extras.words ?? null;
  const computed = extras.computed ?? {};
  const decision = decideNext(before, act, words, ctx.now, extras.about ?? []);
  if (!decision.ok) throw new Error('recording an act is never refused');
  await ports.store.saveAct(tx, ports.vault, decision.state, act, ctx.now, { words, computed });
  const about = concernRef(row.id);
  const effects: Effects[] = [];
  if (decision.owed.met.length > 0) {
    effects.push(
      await ports.duties.meet(tx, ctx, { about, act: `concerns.${act.act}`, which: decision.owed.met }),
    );
  }
  if (decision.owed.raised.length > 0) {
    const route = await loadRouteFacts(ports, tx, ctx.now, {
      owner: row.owner_post,
      ...keptAwayFrom(loaded.named, decision.state),
      spread: 0,
    });
    const facts = { concern: decision.state, reference: row.reference, earlier: row.earlier, route };
    effects.push(await ports.duties.raise(tx, ctx, toDuties(decision.owed.raised, ctx.now, facts)));
  }
  const [first, ...rest] = decision.entries;
  const entry: EntryDraft = { ...first, body: { ...first.body, ...computed } };
  return {
    state: decision.state,
    entries: [entry, ...rest, ...effects.flatMap((e) => e.entries)],
    events: [...decision.events, ...effects.flatMap((e) => e.events)],
  };
}
