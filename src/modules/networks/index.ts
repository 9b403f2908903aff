/**
 * Whether separate worries are one network: which children of different homes the same adults, cars, telephones and places
 * reach. It proposes that they be looked at together and says why; people decide. The only importable face of this module.
 */
import type { ConcernId } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/tx.ts';
import { REACH } from './domain/gather.ts';
import { type FoundNetwork, type Join, judgeRows, listJoins } from './domain/judge-rows.ts';
import type { GraphRow, Said } from './domain/resolve.ts';
import type { CarePort, IdentitiesPort, ToldConcern } from './ports.ts';
import { type AskSignals, findSignals, type SignalFound } from './queries/find-signals.query.ts';
import {
  deleteSightings,
  handleOfRecord,
  listReached,
  listSightings,
  saveSightings,
} from './store/graph.store.ts';
import * as signalStore from './store/signals.store.ts';

const CONCERNS_AT_ONCE = 500;

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

  return {
    /** Keeps what these concerns name, in place of what was kept of them before: told, linked or taken back. */
    async record(tx: Tx, told: readonly ToldConcern[]): Promise<void> {
      await saveSightings(
        tx,
        told,
        await identities.list(
          tx,
          told.map(({ concern }) => concern),
        ),
      );
    },
    /**
     * The networks of which this concern is part now. At most four bounded statements for the neighbourhood and two for what
     * people said of it; two in all where nothing leads on.
     */
    async find(tx: Tx, concern: ConcernId, now: Temporal.Instant): Promise<readonly FoundNetwork[]> {
      const since = now.subtract({ hours: REACH.liveDays * 24 });
      const rows = new Map<string, GraphRow>();
      const expanded = new Set<ConcernId>();
      let from: readonly ConcernId[] = [concern];
      const known = new Set<ConcernId>();
      for (const by of ['child', 'thing', 'child', 'thing'] as const) {
        const reached = await listReached(tx, from, by, since, [...known]);
        // Things are looked at from every concern of the children reached; children from those not yet reached.
        const done = by === 'child' ? expanded : new Set(known);
        if (by === 'thing') for (const one of from) expanded.add(one);
        for (const row of reached.rows)
          rows.set(`${row.mention} ${row.role} ${row.handle} ${row.record}`, row);
        for (const one of reached.concerns) known.add(one);
        from = reached.concerns.filter((one) => !done.has(one));
        if (from.length === 0) break;
      }
      const all = [...rows.values()];
      if (new Set(all.map((row) => row.concern)).size < 3) return [];
      return judgeRows(all, await listSaid(tx, all), concern);
    },
    /** What the other rules find round this concern now, from the lowest threshold an area may set. */
    findSignals: (tx: Tx, ask: AskSignals): Promise<readonly SignalFound[]> =>
      findSignals({ store: signalStore, care, listSaid }, tx, ask),
    /** Keeps that these mentions of children were missing on a night, by this concern. */
    recordAbsences: signalStore.saveAbsences,
    /** Which children and things are named together in these concerns, where children share a thing. */
    async listJoins(tx: Tx, concerns: readonly ConcernId[]): Promise<readonly Join[]> {
      const rows = await listSightings(tx, concerns);
      return rows.length === 0 ? [] : listJoins(rows, await listSaid(tx, rows));
    },
    /** Makes the graph again from what is known now. Gives how many concerns it holds. */
    async rebuild(tx: Tx, told: readonly ToldConcern[]): Promise<number> {
      await deleteSightings(tx);
      for (let at = 0; at < told.length; at += CONCERNS_AT_ONCE)
        await this.record(tx, told.slice(at, at + CONCERNS_AT_ONCE));
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
