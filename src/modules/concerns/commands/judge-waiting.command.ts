import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import { asId, type ConcernId } from '../../../kernel/ids.ts';
import { isNonEmpty } from '../../../kernel/non-empty.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import { derivePatternFigures } from '../domain/pattern.ts';
import { type Standing, settingOf, standingOf } from '../domain/signal.ts';
import type { FoundNetwork, FoundSignal, LookedAt, WaitingConcern } from '../ports/networks.ports.ts';
import type { ConcernsPorts, Effects } from '../ports/outside.ports.ts';
import type { LoadedConcern } from '../ports/store.ports.ts';
import { countWarnings, toWarning } from './lay-beside.command.ts';
import { type Counted, type Newest, together } from './raise-pattern.command.ts';
import { keepCounted, raiseSignals } from './raise-signals.command.ts';
import { keptAwayFrom, loadRouteFacts } from './record-act.command.ts';
import { tellOfNetwork } from './tell-of-network.command.ts';
import { tellOfWarnings } from './tell-of-warnings.command.ts';

interface CountedFor {
  readonly concern: ConcernId;
  readonly counted: Counted;
}

/** What concerns that waited come to. */
export interface Judged {
  readonly held: readonly WaitingConcern[];
  readonly looked: LookedAt;
  /** Warnings, from the fewest that an area may have reviewed, each with the concern they were counted for. */
  readonly warnings: readonly CountedFor[];
  /** What the other rules found round a concern, from the lowest thresholds that an area may set. */
  readonly found: readonly { readonly concern: ConcernId; readonly all: readonly FoundSignal[] }[];
}

/** Those for which warnings are counted: one that names nothing which another of them does not name is in that one's count. */
function chooseCounted(group: readonly WaitingConcern[]): readonly WaitingConcern[] {
  const chosen: WaitingConcern[] = [];
  const widestFirst = [...group].sort((a, b) => b.shared.length - a.shared.length || b.number - a.number);
  for (const one of widestFirst) {
    const isCovered = chosen.some(
      ({ shared }) => one.shared.length > 0 && one.shared.every((handle) => shared.includes(handle)),
    );
    if (!isCovered) chosen.push(one);
  }
  return chosen.sort((a, b) => a.number - b.number);
}

/**
 * What concerns that were claimed come to: the networks round them, the warnings counted, and what the other rules find. Of
 * concerns that name the same, rules look round one; round each that says that a child was missing. Changes nothing.
 */
export async function judgeGroup(
  ports: ConcernsPorts,
  tx: Tx,
  now: Temporal.Instant,
  group: readonly WaitingConcern[],
): Promise<Judged> {
  const held = await ports.networks.hold(tx, group);
  if (held.length === 0) return { held, looked: { networks: [], shapes: [] }, warnings: [], found: [] };
  const looked = await ports.networks.look(tx, held, now);
  const warnings: CountedFor[] = [];
  const found: { concern: ConcernId; all: readonly FoundSignal[] }[] = [];
  const chosen = new Set(chooseCounted(held));
  for (const one of held) {
    const loaded = await ports.store.findConcern(tx, one.concern);
    if (!loaded) continue;
    const saysMissing = loaded.state.indicators.includes('missing-overnight');
    const counted = chosen.has(one) ? await countWarnings(ports, tx, now, loaded.state) : null;
    if (counted) warnings.push({ concern: one.concern, counted });
    if (!chosen.has(one) && !saysMissing) continue;
    const ask = { concern: one.concern, now, saysMissing, since: ports.store.findFirstReceived };
    const all = await ports.networks.findSignals(tx, ask);
    if (all.length > 0) found.push({ concern: one.concern, all });
  }
  return { held, looked, warnings, found };
}

/** True where there is something to keep: somebody must be told of it, was told of it already, or it is only counted. */
export const isWorthKeeping = ({ looked, warnings, found }: Judged): boolean =>
  looked.networks.length > 0 || warnings.length > 0 || found.length > 0;

async function newestOf(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  held: readonly WaitingConcern[],
  concern: ConcernId,
): Promise<Newest> {
  const loaded: LoadedConcern | null = await ports.store.findConcern(tx, concern);
  if (!loaded) throw new Error('a concern that waits to be judged is not there');
  const { row, state, named } = loaded;
  const away = keptAwayFrom(named, state);
  const route = await loadRouteFacts(ports, tx, ctx.now, { owner: row.owner_post, ...away, spread: 0 });
  // The clock of an alert counts from what brought it to light, however long it waited; of several, from the first.
  const [first = ctx.now] = held.map(({ from }) => from).sort(Temporal.Instant.compare);
  return { reference: row.reference, owner: row.owner_post, route, from: first };
}

async function countNetwork(
  ports: ConcernsPorts,
  tx: Tx,
  now: Temporal.Instant,
  network: FoundNetwork,
  owed: readonly CountedFor[],
): Promise<Counted> {
  const inIt = new Set(network.concerns);
  const besides = owed.filter(({ concern }) => inIt.has(concern)).flatMap(({ counted }) => counted.ids);
  const ids = [...new Set([...network.concerns.map((id) => asId<'concern'>(id)), ...besides])];
  const warnings = (await ports.store.listBundled(tx, ids)).map(toWarning);
  return { ids, network, figures: derivePatternFigures(warnings, ports.patternThreshold, now) };
}

type Settings = Awaited<ReturnType<ConcernsPorts['ruleSettings']>>;

/** Whether so many warnings are owed as a pattern, under what the area set. */
function standingOfWarnings(ports: ConcernsPorts, settings: Settings, { figures }: Counted): Standing {
  const { incidents, kinds } = ports.patternThreshold;
  const setting = settingOf(settings, 'repeat-warnings', incidents);
  return standingOf(setting, figures.incidents, figures.kinds >= kinds);
}

/** What one transaction of telling has in hand. */
interface Telling {
  readonly ports: ConcernsPorts;
  readonly tx: Tx;
  readonly ctx: CommandContext;
  readonly settings: Settings;
  /** The concerns that wait, in the order told: one at least. */
  readonly held: readonly WaitingConcern[];
  readonly effects: Effects[];
}

/** Tells of the networks that are owed, and keeps all. Gives the pattern of each concern that one of them tells of. */
async function tellOfNetworks(
  telling: Telling,
  { networks }: LookedAt,
  owed: readonly CountedFor[],
): Promise<ReadonlyMap<ConcernId, string>> {
  const { ports, tx, ctx, held, settings } = telling;
  const patternOf = new Map<ConcernId, string>();
  for (const network of networks) {
    const newest = held.findLast(({ concern }) => network.concerns.includes(concern)) ?? held.at(-1);
    if (!newest) continue;
    const counted = await countNetwork(ports, tx, ctx.now, network, owed);
    const standing = standingOf(settingOf(settings, 'network'), network.homes);
    let pattern: string | null = null;
    if (standing === 'owed') {
      const by = await newestOf(ports, tx, ctx, held, newest.concern);
      const told = await tellOfNetwork(ports, tx, ctx, by, counted);
      telling.effects.push(told);
      pattern = told.pattern;
      for (const id of counted.ids) patternOf.set(id, told.pattern);
    }
    const { concerns: _, grade: _grade, ...counts } = network;
    const what = { rule: 'network', strength: network.homes, counts, ids: counted.ids } as const;
    await keepCounted(ports, tx, ctx, { ...what, standing, pattern });
  }
  return patternOf;
}

/** Keeps warnings that were counted; tells of them where they are owed and no network that was told of has them. */
async function tellOfCounted(
  telling: Telling,
  { concern, counted }: CountedFor,
  patternOf: ReadonlyMap<ConcernId, string>,
): Promise<void> {
  const { ports, tx, ctx, held, settings } = telling;
  const standing = standingOfWarnings(ports, settings, counted);
  let pattern = standing === 'owed' ? (patternOf.get(concern) ?? null) : null;
  if (standing === 'owed' && pattern === null) {
    const by = await newestOf(ports, tx, ctx, held, concern);
    const told = await tellOfWarnings(ports, tx, ctx, by, counted);
    telling.effects.push(told);
    pattern = told.pattern;
  }
  const { incidents, kinds } = counted.figures;
  const what = { rule: 'repeat-warnings', strength: incidents, counts: { incidents, kinds } } as const;
  await keepCounted(ports, tx, ctx, { ...what, ids: counted.ids, standing, pattern });
}

/**
 * Tells people of what `judgeGroup` found of concerns that waited, under what the area set its rules to, keeps what is not owed
 * in counts, and settles them, in one transaction: what is there twice is told once. What came in since then waits itself. Where
 * nobody is told of anything new, the entry says that they were looked at. Refuses `concerns.not-found` where somebody else
 * settled all of them meanwhile.
 */
export function judgeWaiting(ports: ConcernsPorts): Command<Judged, null> {
  return async (tx, ctx, { held: known, looked, warnings, found }) => {
    await ports.store.lockPatterns(tx);
    const held = await ports.networks.hold(tx, known);
    const last = held.at(-1);
    if (!last) return refuse('concerns.not-found');
    const settings = await ports.ruleSettings(tx);
    const telling: Telling = { ports, tx, ctx, settings, held, effects: [] };
    const owed = warnings.filter(({ counted }) => standingOfWarnings(ports, settings, counted) === 'owed');
    const patternOf = await tellOfNetworks(telling, looked, owed);
    for (const one of warnings) await tellOfCounted(telling, one, patternOf);
    for (const { concern, all } of found) {
      const about = { ...(await newestOf(ports, tx, ctx, held, concern)), concern };
      telling.effects.push(await raiseSignals(ports, tx, ctx, about, all, settings));
    }
    const { entries, events } = together(telling.effects);
    await ports.networks.settle(tx, held, looked);
    const nothingNew: EntryDraft = {
      act: 'concerns.found-nothing-new',
      subject: concernRef(last.concern),
      body: { judged: held.length },
    };
    return { ok: true, value: null, entries: isNonEmpty(entries) ? entries : [nothingNew], events };
  };
}
