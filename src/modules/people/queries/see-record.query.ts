import type { Query } from '../../../kernel/command.ts';
import type { Protection } from '../domain/protection.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import type { Relationship } from '../domain/relationship.ts';
import type { Merge, RecordNames, RecordStore, RecordsOutside, SecondAsk } from '../ports.ts';
import { type CalledRecord, callRecords, type LoadedRecord, loadRecord } from './load-record.query.ts';

/** What somebody may do to a record, beside reading it. */
export interface RecordRights {
  readonly change: boolean;
  readonly proposeMerge: boolean;
  readonly settleMerge: boolean;
  readonly protect: boolean;
}

/** Everything a record's page shows, cut to what this viewer may see. */
export interface RecordView extends LoadedRecord {
  readonly relationships: readonly Relationship[];
  /** Others spoken of: relatives, records joined or proposed, by id. */
  readonly others: ReadonlyMap<string, CalledRecord>;
  /** Records named beside this one, to choose among. */
  readonly beside: readonly CalledRecord[];
  readonly merges: readonly Merge[];
  readonly protections: readonly Protection[];
  /** What a second person is or was asked about these joins and protections. */
  readonly asks: readonly SecondAsk[];
  /** Warnings that may be about them and wait for an answer; none where the identity is not protected. */
  readonly perhapsWaiting: number;
  readonly names: RecordNames;
  readonly rights: RecordRights;
  readonly viewer: string | null;
}

/** Of which part of the record: what is entered, and who is offered to choose among. */
export interface SeeRecord {
  readonly record: KnownRecord;
  /** Those named beside it are wanted, for a form that chooses among them. */
  readonly withBeside?: boolean;
  /** So are those that may be the same. */
  readonly withAlike?: boolean;
}

/** One record, as this viewer may see it; opening it is an entry about the record. Refuses `people.record-not-found`. */
export function seeRecord(store: RecordStore, outside: RecordsOutside): Query<SeeRecord, RecordView> {
  return async (tx, ctx, input) => {
    const loaded = await loadRecord(store, outside, tx, ctx, input.record);
    if (!loaded.ok) return loaded;
    const { found, members } = loaded.value;
    const relationships = await store.listRelationships(tx, members);
    const merges = await store.listMerges(tx, members);
    const beside = input.withBeside ? await store.listNamedBeside(tx, members) : [];
    const alike = input.withAlike ? await store.listAlikeRecords(tx, found.record) : [];
    const own = new Set(members.map(({ id }) => id));
    const mentioned = [
      ...relationships.flatMap(({ record, other }) => [record, other]),
      ...merges.flatMap(({ kept, merged }) => [kept, merged]),
      ...beside.map(({ record }) => record),
      ...alike,
    ].filter(({ id }) => !own.has(id));
    const others = await callRecords(store, outside, tx, ctx, mentioned);
    const may = async (action: `${string}.${string}`) =>
      (await outside.decide(tx, ctx.actor, action, refOf(found.record), ctx.now)).allowed;
    const protections = await store.listProtections(tx, found.record);
    const hidden = protections.some(({ covers }) => covers === 'identity');
    const value: RecordView = {
      ...loaded.value,
      relationships,
      others,
      beside: beside.flatMap(({ record }) => others.get(record.id) ?? []),
      merges,
      protections,
      asks: await store.listAsks(
        tx,
        [...merges, ...protections].map(({ id }) => id),
      ),
      perhapsWaiting: hidden ? await store.countPerhapsWaiting(tx, found.record.id) : 0,
      names: await outside.names(tx, ctx),
      rights: {
        change: await may('people.change-record'),
        proposeMerge: await may('people.propose-merge'),
        settleMerge: await may('people.settle-merge'),
        protect: await may('people.protect-record'),
      },
      viewer: ctx.actor.kind === 'account' ? ctx.actor.account : null,
    };
    return {
      ok: true,
      value,
      entries: [{ act: 'people.record-opened', subject: refOf(found.record), body: {} }],
    };
  };
}
