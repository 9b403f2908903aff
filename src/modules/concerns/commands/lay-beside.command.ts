import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent, RecordRef } from '../../../kernel/entry.ts';
import { asId, type ConcernId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { SIGNAL_RULES } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import {
  derivePatternFigures,
  derivePatternOwner,
  deriveWindowStart,
  type PatternFigures,
  type Warning,
} from '../domain/pattern.ts';
import { deriveSkipped } from '../domain/route.ts';
import { settingOf, standingOf } from '../domain/signal.ts';
import { hasExploitation } from '../domain/vocabulary.ts';
import type { ConcernsPorts, FoundNetwork } from '../ports/outside.ports.ts';
import { type About, chooseOwner, NO_EFFECTS, oweReview, toWarning } from './owe-review.command.ts';
import { keepCounted, raiseSignals } from './raise-signals.command.ts';

/** What laying a concern beside the others came to. */
export interface Beside {
  /** Earlier concerns in the window about the same child, adult or thing. */
  readonly earlier: number;
  readonly entries: readonly EntryDraft[];
  readonly events: readonly OutboxEvent[];
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

const ownerOf = (about: About, { figures, network }: Counted) =>
  chooseOwner(
    about,
    network ? 'exploitation-manager' : derivePatternOwner(figures),
    deriveSkipped(about.route.posts, about.route),
  );

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
  const owner = ownerOf(about, counted);
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

type Settings = Awaited<ReturnType<ConcernsPorts['ruleSettings']>>;

/** The pattern that these entries raised or let grow; null where they say of none. */
function patternIn(entries: readonly EntryDraft[]): string | null {
  return entries.find(({ subject }) => subject.kind === 'pattern')?.subject.id ?? null;
}

/** Whether so many warnings are owed as a pattern, under what the area set. */
function countingOf(ports: ConcernsPorts, settings: Settings, figures: PatternFigures) {
  const { incidents, kinds } = ports.patternThreshold;
  const setting = settingOf(settings, 'repeat-warnings', incidents);
  return standingOf(setting, figures.incidents, figures.kinds >= kinds);
}

/** The count of warnings and the watch for networks, each owed where the area's setting says so and kept where it does not. */
async function countBeside(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  about: About,
  settings: Settings,
): Promise<Beside> {
  const { concern } = about;
  const related = await ports.people.listRelated(tx, concern.id);
  const sure = related.filter((r) => r.via.some((v) => v.strength !== 'possible')).map((r) => r.concern);
  if (sure.length === 0) return { earlier: 0, entries: [], events: [] };
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
  const counting = countingOf(ports, settings, figures);
  const isOwed = counting === 'owed';
  const network = await countNetwork(ports, tx, ctx, concern.id, isOwed ? bundle : []);
  const homes = network?.network?.homes ?? 0;
  const watching = standingOf(settingOf(settings, 'network'), homes);
  const repeated = isOwed ? { ids: bundle, figures, network: null } : null;
  const counted = network && watching === 'owed' ? network : repeated;
  const pattern = counted ? await raisePattern(ports, tx, ctx, about, counted) : NO_EFFECTS;
  const raised = patternIn(pattern.entries);
  if (figures.crossed || figures.incidents >= SIGNAL_RULES['repeat-warnings'].least) {
    const counts = { incidents: figures.incidents, kinds: figures.kinds };
    await keepCounted(ports, tx, ctx, {
      ...{ rule: 'repeat-warnings', strength: figures.incidents, counts, ids: bundle, standing: counting },
      pattern: isOwed ? raised : null,
    });
  }
  if (network?.network) {
    const { concerns: _, grade: _grade, ...counts } = network.network;
    await keepCounted(ports, tx, ctx, {
      ...{ rule: 'network', strength: homes, counts, ids: network.ids, standing: watching },
      pattern: watching === 'owed' ? raised : null,
    });
  }
  return { earlier: bundled.length, entries: pattern.entries, events: pattern.events };
}

/**
 * Lays a concern beside every other about the same child, adult, phone, vehicle or place: counts the earlier ones, and
 * raises or grows a pattern past the area's threshold, or when one of the rules finds what a manager has to see. Nobody has to
 * remember.
 */
export async function layBeside(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  about: About,
): Promise<Beside> {
  const settings = await ports.ruleSettings(tx);
  const beside = await countBeside(ports, tx, ctx, about, settings);
  const signals = await raiseSignals(ports, tx, ctx, about, settings);
  return {
    earlier: beside.earlier,
    entries: [...beside.entries, ...signals.entries],
    events: [...beside.events, ...signals.events],
  };
}
