import type { Query } from '../../../kernel/command.ts';
import { deriveFamilyTree, type FamilyTree } from '../domain/family-tree.ts';
import { deriveHouseholds, type HouseholdStretch } from '../domain/household.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import { describeRelationshipKind, type Relationship } from '../domain/relationship.ts';
import type { RecordStore, RecordsOutside } from '../ports.ts';
import {
  type CalledRecord,
  callRecords,
  type LoadedRecord,
  loadRecord,
  OPEN_RECORD,
} from './load-record.query.ts';

/** A person's family, as this viewer may see it. */
export interface FamilyView extends LoadedRecord {
  readonly tree: FamilyTree;
  /** Everything known between those in the picture, and whom they live with. */
  readonly relationships: readonly Relationship[];
  readonly people: ReadonlyMap<string, CalledRecord>;
  readonly households: readonly HouseholdStretch[];
}

/** Steps of relationship that are followed: parents' parents, siblings' children. */
const STEPS = 3;
/** Most people whose relationships are followed: no family is larger, and a mistake in one must not read the whole area. */
const MOST = 60;

/** A person's family tree and households; opening it is an entry. Refuses `people.record-not-found`, and a thing. */
export function seeFamily(
  store: RecordStore,
  outside: RecordsOutside,
): Query<{ readonly record: KnownRecord }, FamilyView> {
  return async (tx, ctx, input) => {
    const loaded = await loadRecord(store, outside, tx, ctx, input.record);
    if (!loaded.ok) return loaded;
    const { found, members } = loaded.value;
    const self = found.record;
    const known = new Map<string, Relationship>();
    const asked = new Set<string>();
    let next: readonly KnownRecord[] = members;
    for (let step = 0; step < STEPS && next.length > 0 && asked.size < MOST; step += 1) {
      for (const { id } of next) asked.add(id);
      const found = await store.listRelationships(tx, next);
      for (const one of found) known.set(one.id, one);
      const ends = found.flatMap(({ kind, record, other }) =>
        describeRelationshipKind(kind).tree ? [record, other] : [],
      );
      const fresh = ends.filter(({ id }) => !asked.has(id));
      const roots = [...new Map(fresh.map((record) => [record.id, record])).values()].slice(0, MOST);
      const followed: KnownRecord[] = [];
      for (const root of roots) {
        // A relative's own relatives are on the relative's record: shown to whoever may open that.
        const may = await outside.decide(tx, ctx.actor, OPEN_RECORD, refOf(root), ctx.now);
        if (may.allowed) followed.push(...(await store.listMembers(tx, root)));
      }
      next = followed;
    }
    const all = [...known.values()];
    const tree = deriveFamilyTree(self.id, all);
    const drawn = new Set(tree.nodes.map(({ id }) => id));
    const relationships = all.filter(
      ({ record, other }) =>
        (drawn.has(record.id) && drawn.has(other.id)) || record.id === self.id || other.id === self.id,
    );
    const lived = relationships.flatMap(({ kind, record, other, from, until }) => {
      if (!describeRelationshipKind(kind).household) return [];
      if (record.id === self.id) return [{ who: other.id, from, until }];
      return other.id === self.id ? [{ who: record.id, from, until }] : [];
    });
    const everybody = relationships.flatMap(({ record, other }) => [record, other]);
    return {
      ok: true,
      value: {
        ...loaded.value,
        tree,
        relationships,
        people: await callRecords(store, outside, tx, ctx, [self, ...everybody]),
        households: deriveHouseholds(lived),
      },
      entries: [{ act: 'people.family-opened', subject: refOf(self), body: {} }],
    };
  };
}
