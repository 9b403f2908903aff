import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent, RecordRef } from '../../../kernel/entry.ts';
import { asId, type ConcernId, type PostId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { type Concern, concernRef } from '../domain/concern.ts';
import {
  derivePatternFigures,
  derivePatternOwner,
  deriveWindowStart,
  type PatternFigures,
  type Warning,
} from '../domain/pattern.ts';
import { deriveSkipped, listAway, type RouteFacts } from '../domain/route.ts';
import { hasExploitation } from '../domain/vocabulary.ts';
import type { ConcernsPorts, FoundNetwork } from '../ports/outside.ports.ts';
import type { BundledConcern } from '../ports/store.ports.ts';
import { holdersOf } from './record-act.command.ts';

/** What laying a concern beside the others came to. */
export interface Beside {
  /** Earlier concerns in the window about the same child, adult or thing. */
  readonly earlier: number;
  readonly entries: readonly EntryDraft[];
  readonly events: readonly OutboxEvent[];
}

interface About {
  readonly concern: Concern;
  readonly reference: string;
  readonly owner: PostId;
  readonly route: RouteFacts;
}

/** What was counted over a pattern's concerns, and the network among them. */
interface Counted {
  readonly ids: readonly ConcernId[];
  readonly figures: PatternFigures;
  readonly network: FoundNetwork | null;
}

function bodyOf({ figures, network }: Counted): JsonObject {
  const { incidents, kinds, exploitation } = figures;
  if (!network) return { incidents, kinds, exploitation };
  const { concerns: _, ...counts } = network;
  return { incidents, kinds, exploitation, network: counts };
}

/** The post that owes the review: a manager above the front door who is not named in it. */
function chooseOwner(
  { route, owner }: About,
  { figures, network }: Counted,
  skipped: readonly PostId[],
): PostId {
  const able = (name: string) =>
    route.posts.find((p) => p.functions.includes(name) && p.holders.length > 0 && !skipped.includes(p.id))
      ?.id;
  const first = network ? 'exploitation-manager' : derivePatternOwner(figures);
  return able(first) ?? able('child-protection-manager') ?? able('scrutineer') ?? owner;
}

async function oweReview(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  { route }: About,
  pattern: { readonly id: string; readonly reference: string; readonly owner: PostId },
  warnings: number,
): Promise<{ entries: readonly EntryDraft[]; events: readonly OutboxEvent[] }> {
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

/** The same network again, reviewed before, with a concern that was not in it then: it is owed anew. */
async function reopenPattern(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  about: About,
  counted: Counted,
): Promise<{ entries: readonly EntryDraft[]; events: readonly OutboxEvent[] } | null> {
  const found = await ports.store.findReviewedNetwork(tx, counted.ids);
  if (!found) return null;
  const known: ReadonlySet<string> = new Set(found.concerns);
  const fresh = counted.ids.filter((id) => !known.has(id));
  if (fresh.length === 0) return { entries: [], events: [] };
  const body = bodyOf(counted);
  await ports.store.savePatternReopened(tx, found, ctx.now);
  await ports.store.savePatternFigures(tx, found.id, body);
  await ports.store.savePatternConcerns(tx, found.id, fresh);
  const owed = await oweReview(
    ports,
    tx,
    ctx,
    about,
    { ...found, owner: found.owner_post },
    counted.ids.length,
  );
  const subject: RecordRef = { kind: 'pattern', id: found.id };
  const entry = { act: 'concerns.pattern-reopened', subject, about: fresh.map(concernRef), body } as const;
  return { entries: [entry, ...owed.entries], events: owed.events };
}

/** A pattern of these concerns, raised or grown: owed by a post above the front door, which can't decide it away. */
async function raisePattern(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  about: About,
  counted: Counted,
): Promise<{ entries: readonly EntryDraft[]; events: readonly OutboxEvent[] }> {
  const { ids, network } = counted;
  const owner = chooseOwner(about, counted, deriveSkipped(about.route.posts, about.route));
  // What a network asks is another question than a count's: it is owed by the exploitation manager, whoever counts already.
  const existing = await ports.store.findOpenPattern(tx, ids, network ? owner : undefined);
  const body = bodyOf(counted);
  if (existing) {
    if (network) await ports.store.savePatternFigures(tx, existing, body);
    await ports.store.savePatternConcerns(tx, existing, ids);
    const subject: RecordRef = { kind: 'pattern', id: existing };
    const newest = [concernRef(about.concern.id)];
    return { entries: [{ act: 'concerns.pattern-grew', subject, about: newest, body }], events: [] };
  }
  const reopened = network ? await reopenPattern(ports, tx, ctx, about, counted) : null;
  if (reopened) return reopened;
  const id = ctx.ids.next<'pattern'>();
  const reference = ports.makeReference(ports.randomBytes(8), 2).replace(/^HD-/, 'PT-');
  await ports.store.savePattern(tx, { id, reference, at: ctx.now, owner, figures: body });
  await ports.store.savePatternConcerns(tx, id, ids);
  const owed = await oweReview(ports, tx, ctx, about, { id, reference, owner }, ids.length);
  const entry: EntryDraft = {
    act: 'concerns.pattern-raised',
    subject: { kind: 'pattern', id },
    about: ids.map(concernRef),
    body: { ...body, newest: about.reference },
  };
  return { entries: [entry, ...owed.entries], events: owed.events };
}

const toWarning = (one: BundledConcern): Warning => ({ ...one, concern: one.id });

/** The network that this concern is part of now, with what is counted over all of its concerns. */
async function countNetwork(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  concern: ConcernId,
  besides: readonly ConcernId[],
): Promise<Counted | null> {
  const found = await ports.networks.find(tx, concern, ctx.now);
  const [network] = [...found].sort((a, b) => b.concerns.length - a.concerns.length);
  if (!network) return null;
  const ids = [...new Set([...network.concerns.map((id) => asId<'concern'>(id)), ...besides, concern])];
  const warnings = (await ports.store.listBundled(tx, ids)).map(toWarning);
  return { ids, network, figures: derivePatternFigures(warnings, ports.patternThreshold, ctx.now) };
}

/**
 * Lays a concern beside every other about the same child, adult, phone, vehicle or place: counts the earlier ones, and
 * raises or grows a pattern past the area's threshold, or when children of different homes turn out to be reached by the
 * same adults and things. Nobody has to remember.
 */
export async function layBeside(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  about: About,
): Promise<Beside> {
  const { concern } = about;
  const { related, ...linked } = await ports.people.relate(tx, ctx, concern.id);
  const sure = related.filter((r) => r.via.some((v) => v.strength !== 'possible')).map((r) => r.concern);
  if (sure.length === 0) return { earlier: 0, ...linked };
  const from = deriveWindowStart(ctx.now, ports.patternThreshold.months);
  const bundled = (await ports.store.listBundled(tx, sure)).filter(
    (b) => Temporal.Instant.compare(b.receivedAt, from) >= 0,
  );
  const own: Warning = {
    concern: concern.id,
    incident: concern.id,
    receivedAt: concern.receivedAt,
    reporterKind: concern.reporterKind,
    exploitation: hasExploitation(concern.indicators),
  };
  const figures = derivePatternFigures([...bundled.map(toWarning), own], ports.patternThreshold, ctx.now);
  const bundle = [...bundled.map((b) => b.id), concern.id];
  const network = await countNetwork(ports, tx, ctx, concern.id, figures.crossed ? bundle : []);
  const counted = network ?? (figures.crossed ? { ids: bundle, figures, network: null } : null);
  const pattern = counted ? await raisePattern(ports, tx, ctx, about, counted) : { entries: [], events: [] };
  return {
    earlier: bundled.length,
    entries: [...linked.entries, ...pattern.entries],
    events: [...linked.events, ...pattern.events],
  };
}
