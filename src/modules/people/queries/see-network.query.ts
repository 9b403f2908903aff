import type { CommandContext, Query } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { type Around, deriveAround, type Tie } from '../domain/around.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import { describeRelationshipKind, type Relationship } from '../domain/relationship.ts';
import type { FoundRecord, NamedTogether, RecordStore, RecordsOutside } from '../ports.ts';
import {
  type CalledRecord,
  callRecords,
  type LoadedRecord,
  loadRecord,
  OPEN_RECORD,
} from './load-record.query.ts';

/** What of a record's surroundings is asked for. */
export interface SeeNetwork {
  readonly record: KnownRecord;
  /** Others whose own surroundings are drawn as well. */
  readonly opened: readonly KnownRecord[];
  /** Schools, hospitals, homes: many share them for good reasons. */
  readonly institutions: boolean;
  /** Nothing told after this day; `null` for everything. */
  readonly until: Temporal.PlainDate | null;
  readonly medium: 'page' | 'print';
}

/** Who and what is around a record, as this viewer may see it. */
export interface NetworkView extends LoadedRecord {
  readonly around: Around;
  readonly people: ReadonlyMap<string, CalledRecord>;
  /** Of those in the picture, those whose own surroundings are drawn. */
  readonly opened: ReadonlySet<string>;
  /** References of the concerns that ties come from. */
  readonly references: ReadonlyMap<string, string>;
  /** Something ties this record to others that may not be seen. */
  readonly more: boolean;
}

/** Most whose own surroundings are drawn beside the record's: each is a look at a hundred concerns. */
const MOST_OPENED = 8;

const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO('Europe/London').toPlainDate();

/** The record and those asked to be opened that this viewer may open, as they are joined now. */
async function listAsked(
  store: RecordStore,
  outside: RecordsOutside,
  tx: Tx,
  ctx: CommandContext,
  self: KnownRecord,
  opened: readonly KnownRecord[],
): Promise<readonly KnownRecord[]> {
  const asked = new Map([[self.id as string, self]]);
  for (const one of opened.slice(0, MOST_OPENED)) {
    const root = await store.findRoot(tx, one);
    const may = await outside.decide(tx, ctx.actor, OPEN_RECORD, refOf(root), ctx.now);
    if (may.allowed) asked.set(root.id, root);
  }
  return [...asked.values()];
}

const tieOfConcern = ({ self, concern, at, other }: NamedTogether): Tie => ({
  from: self,
  to: other.record.id,
  at,
  concern,
  relationship: null,
});

function tieOfRelationship({ record, other, at, kind, source }: Relationship): Tie {
  const { words, inverse } = describeRelationshipKind(kind);
  return { from: record.id, to: other.id, at, concern: null, relationship: { words, inverse, source } };
}

/**
 * Who and what is around a child, an adult or a thing: those that the newest concerns name beside it, and its relationships.
 * Opening it is an entry, printing it another. Refuses `people.record-not-found`.
 */
export function seeNetwork(store: RecordStore, outside: RecordsOutside): Query<SeeNetwork, NetworkView> {
  return async (tx, ctx, input) => {
    const loaded = await loadRecord(store, outside, tx, ctx, input.record);
    if (!loaded.ok) return loaded;
    const { found } = loaded.value;
    const asked = await listAsked(store, outside, tx, ctx, found.record, input.opened);
    const together = await store.listNamedTogether(tx, asked);
    const concerns = [...new Set(together.map(({ concern }) => concern))] satisfies ConcernId[];
    const { visible, hidden } = await outside.seeConcerns(tx, ctx, concerns);
    const members: KnownRecord[] = [];
    for (const one of asked) members.push(...(await store.listMembers(tx, one)));
    const relationships = await store.listRelationships(tx, members);
    const isIn = ({ at }: Tie) =>
      input.until === null || Temporal.PlainDate.compare(dayOf(at), input.until) <= 0;
    const others = new Map<string, FoundRecord>(together.map(({ other }) => [other.record.id, other]));
    const shown = ({ from, to }: Tie) =>
      input.institutions ||
      [from, to].every((id) => id === found.record.id || others.get(id)?.institution !== true);
    const ties = [
      ...together.filter(({ concern }) => visible.has(concern)).map(tieOfConcern),
      ...relationships.map(tieOfRelationship),
    ].filter((tie) => isIn(tie) && shown(tie));
    const around = deriveAround(
      found.record.id,
      ties,
      asked.map(({ id }) => id),
    );
    const kinds = new Map<string, KnownRecord>([
      ...asked.map((record) => [record.id, record] as const),
      ...[...others.values()].map(({ record }) => [record.id, record] as const),
      ...relationships.flatMap(({ record, other }) => [record, other]).map((one) => [one.id, one] as const),
    ]);
    const drawn = around.nodes.flatMap(({ id }) => kinds.get(id) ?? []);
    return {
      ok: true,
      value: {
        ...loaded.value,
        around,
        people: await callRecords(store, outside, tx, ctx, drawn),
        opened: new Set(asked.map(({ id }) => id)),
        references: visible,
        more: hidden || loaded.value.hidden,
      },
      entries: [
        {
          act: input.medium === 'page' ? 'people.network-opened' : 'people.network-printed',
          subject: refOf(found.record),
          body: { opened: asked.map(({ id }) => id) },
        },
      ],
    };
  };
}
