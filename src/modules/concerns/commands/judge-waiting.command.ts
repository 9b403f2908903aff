import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import { asId, type ConcernId } from '../../../kernel/ids.ts';
import { isNonEmpty } from '../../../kernel/non-empty.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef } from '../domain/concern.ts';
import { derivePatternFigures } from '../domain/pattern.ts';
import type { FoundNetwork, LookedAt, WaitingConcern } from '../ports/networks.ports.ts';
import type { ConcernsPorts, Effects } from '../ports/outside.ports.ts';
import type { LoadedConcern } from '../ports/store.ports.ts';
import { countWarnings, toWarning } from './lay-beside.command.ts';
import { beginPattern, bodyOf, type Counted, type Newest, patternRef } from './raise-pattern.command.ts';
import { keptAwayFrom, loadRouteFacts } from './record-act.command.ts';
import { tellOfNetwork } from './tell-of-network.command.ts';

/** What concerns that waited come to. */
export interface Judged {
  readonly held: readonly WaitingConcern[];
  readonly looked: LookedAt;
  /** Warnings past the threshold, each with the concern they were counted for. */
  readonly crossed: readonly { readonly concern: ConcernId; readonly counted: Counted }[];
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

/** What concerns that were claimed come to: the networks round them, and the warnings past the threshold. Changes nothing. */
export async function judgeGroup(
  ports: ConcernsPorts,
  tx: Tx,
  now: Temporal.Instant,
  group: readonly WaitingConcern[],
): Promise<Judged> {
  const held = await ports.networks.hold(tx, group);
  if (held.length === 0) return { held, looked: { networks: [], shapes: [] }, crossed: [] };
  const looked = await ports.networks.look(tx, held, now);
  const crossed: { concern: ConcernId; counted: Counted }[] = [];
  for (const { concern } of chooseCounted(held)) {
    const loaded = await ports.store.findConcern(tx, concern);
    const counted = loaded && (await countWarnings(ports, tx, now, loaded.state));
    if (counted) crossed.push({ concern, counted });
  }
  return { held, looked, crossed };
}

/** True where there is something that somebody must be told of, or may have been told of already. */
export const isWorthTelling = ({ looked, crossed }: Judged): boolean =>
  looked.networks.length > 0 || crossed.length > 0;

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
  crossed: Judged['crossed'],
): Promise<Counted> {
  const inIt = new Set(network.concerns);
  const besides = crossed.filter(({ concern }) => inIt.has(concern)).flatMap(({ counted }) => counted.ids);
  const ids = [...new Set([...network.concerns.map((id) => asId<'concern'>(id)), ...besides])];
  const warnings = (await ports.store.listBundled(tx, ids)).map(toWarning);
  return { ids, network, figures: derivePatternFigures(warnings, ports.patternThreshold, now) };
}

/** Warnings past the threshold: the open pattern that holds one of them grows; where there is none, one begins. */
async function tellOfWarnings(
  ports: ConcernsPorts,
  tx: Tx,
  ctx: CommandContext,
  newest: Newest,
  counted: Counted,
): Promise<Effects> {
  const existing = await ports.store.findOpenPattern(tx, counted.ids);
  if (!existing) return beginPattern(ports, tx, ctx, newest, counted);
  const pattern = await ports.store.findPattern(tx, existing);
  const known: ReadonlySet<ConcernId> = new Set(pattern?.concerns);
  const added = counted.ids.filter((id) => !known.has(id));
  if (added.length === 0) return { entries: [], events: [] };
  await ports.store.savePatternConcerns(tx, existing, added);
  const subject = patternRef(existing);
  const about = added.map(concernRef);
  return {
    entries: [{ act: 'concerns.pattern-grew', subject, about, body: bodyOf(counted) }],
    events: [],
  };
}

/**
 * Tells people of what `judgeGroup` found of concerns that waited, and settles them, in one transaction: what is there twice is
 * told once. What came in since then waits itself. Where all of it was told before, the entry says that they were looked at. Refuses `concerns.not-found` where somebody
 * else settled all of them meanwhile.
 */
export function judgeWaiting(ports: ConcernsPorts): Command<Judged, null> {
  return async (tx, ctx, { held: known, looked, crossed }) => {
    await ports.store.lockPatterns(tx);
    const held = await ports.networks.hold(tx, known);
    const last = held.at(-1);
    if (!last) return refuse('concerns.not-found');
    const effects: Effects[] = [];
    const inNetworks = new Set<string>();
    for (const network of looked.networks) {
      const newest = held.findLast(({ concern }) => network.concerns.includes(concern)) ?? last;
      const counted = await countNetwork(ports, tx, ctx.now, network, crossed);
      for (const id of counted.ids) inNetworks.add(id);
      const by = await newestOf(ports, tx, ctx, held, newest.concern);
      effects.push(await tellOfNetwork(ports, tx, ctx, by, counted));
    }
    for (const { concern, counted } of crossed.filter((one) => !inNetworks.has(one.concern))) {
      const by = await newestOf(ports, tx, ctx, held, concern);
      effects.push(await tellOfWarnings(ports, tx, ctx, by, counted));
    }
    const entries = effects.flatMap((one) => one.entries);
    await ports.networks.settle(tx, held, looked);
    const events = effects.flatMap((one) => one.events);
    const nothingNew: EntryDraft = {
      act: 'concerns.found-known-already',
      subject: concernRef(last.concern),
      body: { judged: held.length },
    };
    return { ok: true, value: null, entries: isNonEmpty(entries) ? entries : [nothingNew], events };
  };
}
