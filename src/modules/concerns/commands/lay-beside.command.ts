import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent, RecordRef } from '../../../kernel/entry.ts';
import type { ConcernId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Concern } from '../domain/concern.ts';
import {
  derivePatternFigures,
  derivePatternOwner,
  deriveWindowStart,
  type PatternFigures,
  type Warning,
} from '../domain/pattern.ts';
import { deriveSkipped, listAway, type RouteFacts } from '../domain/route.ts';
import { hasExploitation } from '../domain/vocabulary.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
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

/** A pattern of these concerns, raised or grown: owed by a post above the front door, which can't decide it away. */
async function raisePattern(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  { route, reference, owner }: About,
  ids: readonly ConcernId[],
  figures: PatternFigures,
): Promise<{ entries: readonly EntryDraft[]; events: readonly OutboxEvent[] }> {
  const existing = await ports.store.findOpenPattern(tx, ids);
  const pattern = existing ?? ctx.ids.next<'pattern'>();
  const subject: RecordRef = { kind: 'pattern', id: pattern };
  const about = ids.map((id): RecordRef => ({ kind: 'concern', id }));
  const { incidents, kinds, exploitation } = figures;
  const body = { incidents, kinds, exploitation };
  if (existing) {
    await ports.store.savePatternConcerns(tx, existing, ids);
    const newest = ids.slice(-1).map((id): RecordRef => ({ kind: 'concern', id }));
    return { entries: [{ act: 'concerns.pattern-grew', subject, about: newest, body }], events: [] };
  }
  const skipped = deriveSkipped(route.posts, route);
  const able = (name: string) =>
    route.posts.find((p) => p.functions.includes(name) && p.holders.length > 0 && !skipped.includes(p.id))
      ?.id;
  const post =
    able(derivePatternOwner(figures)) ?? able('child-protection-manager') ?? able('scrutineer') ?? owner;
  const patternReference = ports.makeReference(ports.randomBytes(8), 2).replace(/^HD-/, 'PT-');
  await ports.store.savePattern(tx, {
    id: pattern,
    reference: patternReference,
    at: ctx.now,
    owner: post,
    figures: body,
  });
  await ports.store.savePatternConcerns(tx, pattern, ids);
  const raised = await ports.duties.raise(tx, ctx, [
    {
      rule: 'front-door.review-pattern',
      about: subject,
      key: '',
      reference: patternReference,
      post,
      holders: holdersOf(route, post),
      from: ctx.now,
      earlierWarnings: ids.length,
      skipPosts: skipped,
      skipHolders: listAway(route),
    },
  ]);
  return {
    entries: [
      { act: 'concerns.pattern-raised', subject, about, body: { ...body, newest: reference } },
      ...raised.entries,
    ],
    events: raised.events,
  };
}

/**
 * Lays a concern beside every other about the same child, adult, phone, vehicle or place: counts the earlier ones, and
 * raises or grows a pattern past the area's threshold. Nobody has to remember.
 */
export async function layBeside(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  about: About,
): Promise<Beside> {
  const { concern } = about;
  const related = await ports.people.listRelated(tx, concern.id);
  const sure = related.filter((r) => r.via.some((v) => v.strength !== 'possible')).map((r) => r.concern);
  if (sure.length === 0) return { earlier: 0, entries: [], events: [] };
  const from = deriveWindowStart(ctx.now, ports.patternThreshold.months);
  const bundled = (await ports.store.listBundled(tx, sure)).filter(
    (b) => Temporal.Instant.compare(b.receivedAt, from) >= 0,
  );
  const warnings: Warning[] = [
    ...bundled.map((b) => ({ ...b, concern: b.id })),
    {
      concern: concern.id,
      incident: concern.id,
      receivedAt: concern.receivedAt,
      reporterKind: concern.reporterKind,
      exploitation: hasExploitation(concern.indicators),
    },
  ];
  const figures = derivePatternFigures(warnings, ports.patternThreshold, ctx.now);
  const ids = [...bundled.map((b) => b.id), concern.id];
  const pattern = figures.crossed
    ? await raisePattern(ports, tx, ctx, about, ids, figures)
    : { entries: [], events: [] };
  return { earlier: bundled.length, ...pattern };
}
