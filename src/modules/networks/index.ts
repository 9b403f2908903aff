/**
 * Whether separate worries are one network: which children of different homes the same adults, cars, telephones and places
 * reach. It proposes that they be looked at together and says why; people decide. The only importable face of this module.
 */
import type { ConcernId } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/tx.ts';
import { deriveEnough } from './domain/background.ts';
import { REACH } from './domain/gather.ts';
import { chooseGroup } from './domain/group-waiting.ts';
import { type FoundNetwork, type Join, type Judged, judgeRows, listJoins } from './domain/judge-rows.ts';
import type { GraphRow, Said } from './domain/resolve.ts';
import type { CarePort, IdentitiesPort, NamedIdentity, Source, ToldConcern } from './ports.ts';
import { type AskSignals, findSignals, type SignalFound } from './queries/find-signals.query.ts';
import {
  deleteSightings,
  handleOfRecord,
  listHomes,
  listReached,
  listSightings,
  type Span,
  saveSightings,
  type ToWatch,
} from './store/graph.store.ts';
import { deleteCounts, noteJudged, readCounts } from './store/shapes.store.ts';
import * as signalStore from './store/signals.store.ts';
import * as waiting from './store/waiting.store.ts';

const CONCERNS_AT_ONCE = 500;
/** Concerns that wait, read at once; the most judged together. */
const CLAIMED = 60;
const TOGETHER = 20;
/** Fewer concerns are no network, whatever they tell. */
const FEWEST = 3;

/** A concern that waits, with what it names that other concerns name too. */
export interface WaitingConcern extends waiting.Waiting {
  readonly shared: readonly string[];
}

/** Concerns that are judged together, as they wait. */
export type WaitingGroup = readonly WaitingConcern[];

/** What the watch does next. */
export interface Claim {
  /** Concerns to be judged together; null where nothing that waits leads on to another concern. */
  readonly group: WaitingGroup | null;
  /** More may wait. */
  readonly more: boolean;
}

const NOTHING: Judged = { networks: [], shapes: [] };
const liveSince = (now: Temporal.Instant) => now.subtract({ hours: REACH.liveDays * 24 });

function toWatch(told: readonly ToldConcern[], fresh: boolean): readonly ToWatch[] {
  return told.flatMap(({ concern, watchFrom, related }) =>
    watchFrom === null ? [] : [{ concern, from: watchFrom, fresh, related }],
  );
}

/** Puts the watch together over those who keep people and things. */
export function createNetworks(identities: IdentitiesPort, care: CarePort) {
  /** What people said of what is in these rows. Records are asked about by id, and kept by handle. */
  async function listSaid(tx: Tx, rows: readonly GraphRow[]): Promise<Said> {
    const mentions = [...new Set(rows.map(({ mention }) => mention))];
    const concerns = [...new Set(rows.map(({ concern }) => concern as ConcernId))];
    const keys = [...new Set(rows.filter(({ record }) => !record).map(({ handle }) => handle))];
    const hasRecords = rows.some(({ record }) => record);
    const named = hasRecords ? await identities.list(tx, concerns) : [];
    const records = [...new Set(named.flatMap(({ record }) => record ?? []))];
    const said = await identities.listSaidOtherwise(tx, mentions, keys, records);
    const isMention = new Set(mentions);
    const handleOf = (id: string) =>
      id.includes('-') && id.length === 36 && !isMention.has(id) ? handleOfRecord(id) : id;
    return {
      different: said.different.map(([a, b]) => [a, handleOf(b)] as const),
      institutions: new Set(said.institutions.map(handleOf)),
    };
  }

  /** What is named near these concerns: at most five bounded statements, two where nothing leads on. */
  async function listNear(tx: Tx, focus: readonly ConcernId[], span: Span): Promise<readonly GraphRow[]> {
    const rows = new Map<string, GraphRow>();
    const expanded = new Set<ConcernId>();
    let from = focus;
    const known = new Set<ConcernId>();
    for (const by of ['child', 'thing', 'child', 'thing'] as const) {
      const reached = await listReached(tx, from, by, span, [...known]);
      // Things are looked at from every concern of the children reached; children from those not yet reached.
      const done = by === 'child' ? expanded : new Set(known);
      if (by === 'thing') for (const one of from) expanded.add(one);
      for (const row of reached.rows) rows.set(`${row.mention} ${row.role} ${row.handle} ${row.record}`, row);
      for (const one of reached.concerns) known.add(one);
      from = reached.concerns.filter((one) => !done.has(one));
      if (from.length === 0) break;
    }
    const read = [...rows.values()];
    if (known.size < FEWEST) return read;
    const children = new Set(read.flatMap(({ role, handle }) => (role === 'child' ? [handle] : [])));
    return [...read, ...(await listHomes(tx, [...children], span.until, [...known]))];
  }

  async function judge(tx: Tx, focus: readonly ConcernId[], span: Span): Promise<Judged> {
    const rows = await listNear(tx, focus, span);
    if (new Set(rows.map((row) => row.concern)).size < FEWEST) return NOTHING;
    const { concerns, shapes } = await readCounts(tx);
    return judgeRows(rows, await listSaid(tx, rows), focus, deriveEnough(concerns, shapes));
  }

  /** Counts concerns again in the order told, each as things stood when it was told. */
  async function recount(tx: Tx, told: readonly Source[], since: Temporal.Instant): Promise<void> {
    const ids = told.map(({ concern }) => concern);
    const leadOn = new Set((await waiting.listShared(tx, ids, since)).map(({ concern }) => concern));
    for (const concern of ids.filter((id) => leadOn.has(id))) {
      const [own] = await listSightings(tx, [concern]);
      if (!own) continue;
      const until = Temporal.Instant.fromEpochMilliseconds(own.at);
      const { shapes } = await judge(tx, [concern], { since: liveSince(until), until });
      await noteJudged(tx, 0, shapes);
    }
    await noteJudged(tx, ids.length, []);
  }

  return {
    /**
     * Keeps what these new concerns name, and that they are to be judged: one statement. `named`: what they name, where
     * whoever keeps people has just saved it.
     */
    async recordNew(tx: Tx, told: readonly ToldConcern[], named: readonly NamedIdentity[]): Promise<void> {
      const watched = toWatch(told, true);
      await saveSightings(tx, told, named, watched, false);
      if (told.length > watched.length) await noteJudged(tx, told.length - watched.length, []);
    },
    /** Keeps what these concerns name in place of what was kept of them before: a link was made or taken back. */
    async record(tx: Tx, told: readonly ToldConcern[]): Promise<void> {
      const ids = told.map(({ concern }) => concern);
      await saveSightings(tx, told, await identities.list(tx, ids), toWatch(told, false), true);
    },
    /**
     * What is to be judged next. Those that lead nowhere are settled here, many at once; of the others the oldest is chosen,
     * with those that name the same.
     */
    async claim(tx: Tx, now: Temporal.Instant, wall: Temporal.Instant): Promise<Claim> {
      const claimed = await waiting.listWaiting(tx, wall, CLAIMED);
      if (claimed.length === 0) return { group: null, more: false };
      const ids = claimed.map(({ concern }) => concern);
      const shared = await waiting.listShared(tx, ids, liveSince(now));
      const named = Map.groupBy(shared, ({ concern }) => concern);
      const leadsOn = ({ concern, related }: waiting.Waiting) => related || named.has(concern);
      const nowhere = claimed.filter((one) => !leadsOn(one));
      if (nowhere.length > 0) await noteJudged(tx, await waiting.deleteWaiting(tx, nowhere), []);
      const left = claimed.filter(leadsOn).map(({ concern }) => concern);
      const chosen = new Set(chooseGroup(left, shared, TOGETHER));
      if (chosen.size === 0) return { group: null, more: claimed.length === CLAIMED };
      const group = claimed.filter(({ concern }) => chosen.has(concern));
      const sharedOf = ({ concern }: waiting.Waiting) =>
        (named.get(concern) ?? []).map(({ handle }) => handle);
      return { group: group.map((one) => ({ ...one, shared: sharedOf(one) })), more: true };
    },
    /** What the other rules find round this concern now, from the lowest threshold an area may set. */
    findSignals: (tx: Tx, ask: AskSignals): Promise<readonly SignalFound[]> =>
      findSignals({ store: signalStore, care, listSaid }, tx, ask),
    /** Keeps that these mentions of children were missing on a night, by this concern. */
    recordAbsences: signalStore.saveAbsences,
    /** One concern that waits, claimed by itself; null where it does not. */
    async claimOne(tx: Tx, concern: ConcernId): Promise<WaitingConcern | null> {
      const found = await waiting.findWaiting(tx, concern);
      return found && { ...found, shared: [] };
    },
    /** Those of a group that wait as they did, theirs alone until this transaction ends. */
    async hold(tx: Tx, group: WaitingGroup): Promise<WaitingGroup> {
      const left = new Set(await waiting.lockWaiting(tx, group));
      return group.filter(({ concern }) => left.has(concern));
    },
    /** The networks round these concerns, and the shapes to be counted with them. */
    look: (tx: Tx, group: WaitingGroup, now: Temporal.Instant): Promise<Judged> =>
      judge(
        tx,
        group.map(({ concern }) => concern),
        { since: liveSince(now), until: null },
      ),
    /** They were judged: they wait no longer, once this transaction is kept, and are counted. */
    async settle(tx: Tx, group: WaitingGroup, { shapes }: Judged): Promise<void> {
      await noteJudged(tx, await waiting.deleteWaiting(tx, group), shapes);
    },
    /** This group could not be judged: it waits longer. Gives how often it was tried. */
    putOff: (tx: Tx, group: WaitingGroup, wall: Temporal.Instant) => waiting.putOff(tx, group, wall),
    /** The networks of which this concern is part now; changes nothing. */
    async find(tx: Tx, concern: ConcernId, now: Temporal.Instant): Promise<readonly FoundNetwork[]> {
      return (await judge(tx, [concern], { since: liveSince(now), until: null })).networks;
    },
    /** What was counted of what is unusual here. */
    readCounts,
    /** Which children and things are named together in these concerns, where children share a thing. */
    async listJoins(tx: Tx, concerns: readonly ConcernId[]): Promise<readonly Join[]> {
      const rows = await listSightings(tx, concerns);
      return rows.length === 0 ? [] : listJoins(rows, await listSaid(tx, rows));
    },
    /** Makes the graph and its counts again from what is known now, in the order told. Gives how many concerns it holds. */
    async rebuild(tx: Tx, told: readonly Source[]): Promise<number> {
      await deleteSightings(tx);
      await deleteCounts(tx);
      await waiting.setCounted(tx);
      const batches = Array.from({ length: Math.ceil(told.length / CONCERNS_AT_ONCE) }, (_, at) =>
        told.slice(at * CONCERNS_AT_ONCE, (at + 1) * CONCERNS_AT_ONCE),
      );
      for (const batch of batches) {
        const ids = batch.map(({ concern }) => concern);
        await saveSightings(tx, batch, await identities.list(tx, ids), [], false);
      }
      const ever = Temporal.Instant.fromEpochMilliseconds(0);
      for (const batch of batches) await recount(tx, batch, ever);
      return told.length;
    },
  };
}

export type Networks = ReturnType<typeof createNetworks>;

export { type ConcernLine, THING_KINDS, type ThingKind } from './domain/concern-line.ts';
export { type Alert, NetworkWatch } from './domain/detect.ts';
export type { FoundNetwork, Join } from './domain/judge-rows.ts';
export { readLine, UnreadableLine } from './domain/read-line.ts';
export { decideAdultInCare } from './domain/signals/adult-in-care.ts';
export { type Absence, decideCoMissing, nightOf } from './domain/signals/co-missing.ts';
export { decidePlaceRise } from './domain/signals/place-rise.ts';
export type { FoundSignal } from './domain/signals/signal.ts';
export { decideVehicleOutside } from './domain/signals/vehicle-outside.ts';
export type { CarePort, IdentitiesPort, NamedIdentity, ToldConcern } from './ports.ts';
export type { AskSignals, SignalFound } from './queries/find-signals.query.ts';
export type { Waiting } from './store/waiting.store.ts';
