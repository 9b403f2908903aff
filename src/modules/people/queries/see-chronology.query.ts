import type { CommandContext, Query } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/tx.ts';
import {
  type ChronologyFilter,
  type ChronologyLine,
  type ChronologyRow,
  deriveChronology,
} from '../domain/chronology.ts';
import { describeFactKind } from '../domain/fact-kinds.ts';
import { PROTECTION_KINDS } from '../domain/protection.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import { sayFrom } from '../domain/relationship.ts';
import { sayIsoDay } from '../domain/say-day.ts';
import type { Detail, RecordStore, RecordsOutside } from '../ports.ts';
import { callRecords, type LoadedRecord, loadRecord } from './load-record.query.ts';

/** A chronology, as this viewer may see it. */
export interface ChronologyView extends LoadedRecord {
  readonly rows: readonly ChronologyRow[];
  readonly filter: ChronologyFilter;
  readonly now: Temporal.Instant;
}

export interface SeeChronology {
  readonly record: KnownRecord;
  readonly filter: ChronologyFilter;
  readonly medium: 'page' | 'print';
}

function linesOfDetail({ kind, at, value, ended }: Detail): readonly ChronologyLine[] {
  const what = describeFactKind(kind).label;
  const said = value
    ? `${what}: ${kind === 'birth' ? sayIsoDay(value.value) : value.value} (${value.source})`
    : `${what}: kept confidential`;
  const put: ChronologyLine = { at, kind: 'fact', text: `Put on record. ${said}` };
  if (!ended) return [put];
  const how = ended.how === 'withdrawn' ? 'Withdrawn' : 'No longer so';
  return [put, { at: ended.at, kind: 'fact', text: `${how}. ${said}` }];
}

function linesOfLinks({ links, visible }: LoadedRecord): readonly ChronologyLine[] {
  return links.flatMap(({ concern, linkedAt }) => {
    const reference = visible.get(concern);
    if (reference === undefined) return [];
    const link = { href: `/concerns/${concern}`, text: reference };
    return [
      { at: linkedAt, kind: 'link', text: 'Somebody said that this concern names them', link } as const,
    ];
  });
}

async function linesOfRelationships(
  store: RecordStore,
  outside: RecordsOutside,
  tx: Tx,
  ctx: CommandContext,
  { members, found }: LoadedRecord,
): Promise<readonly ChronologyLine[]> {
  const all = await store.listRelationships(tx, members);
  const self = found.record.id;
  const otherOf = (one: (typeof all)[number]) => (one.record.id === self ? one.other : one.record);
  const called = await callRecords(store, outside, tx, ctx, all.map(otherOf));
  return all.map((one) => ({
    at: one.at,
    kind: 'relationship' as const,
    text: `Put on record. ${called.get(otherOf(one).id)?.called ?? 'Somebody on record'}: ${sayFrom(one, self)} this person (${one.source})`,
  }));
}

async function linesOfRecord(
  store: RecordStore,
  tx: Tx,
  { members, found }: LoadedRecord,
): Promise<readonly ChronologyLine[]> {
  const merges = await store.listMerges(tx, members);
  const protections = await store.listProtections(tx, found.record);
  return [
    ...merges.flatMap(({ state, settledAt, undoneAt }) => [
      ...(settledAt && state !== 'refused'
        ? [
            {
              at: settledAt,
              kind: 'record' as const,
              text: 'Another record of the same person was joined to this one',
            },
          ]
        : []),
      ...(undoneAt
        ? [
            {
              at: undoneAt,
              kind: 'record' as const,
              text: 'A record that had been joined was taken apart again',
            },
          ]
        : []),
    ]),
    ...protections.map(({ at, kind, covers }) => ({
      at,
      kind: 'record' as const,
      text: `${covers === 'identity' ? 'Identity' : 'Address'} protected: ${PROTECTION_KINDS[kind]}`,
    })),
  ];
}

/**
 * Everything that every module has of one record, by date, with gaps marked. Opening it is an entry, printing it another.
 * Refuses `people.record-not-found`.
 */
export function seeChronology(
  store: RecordStore,
  outside: RecordsOutside,
): Query<SeeChronology, ChronologyView> {
  return async (tx, ctx, { record, filter, medium }) => {
    const loaded = await loadRecord(store, outside, tx, ctx, record);
    if (!loaded.ok) return loaded;
    const lines = [
      ...(await outside.listHappened(tx, ctx, loaded.value.visible)),
      ...loaded.value.details.flatMap(linesOfDetail),
      ...linesOfLinks(loaded.value),
      ...(await linesOfRelationships(store, outside, tx, ctx, loaded.value)),
      ...(await linesOfRecord(store, tx, loaded.value)),
    ];
    const act =
      medium === 'page' ? ('people.chronology-opened' as const) : ('people.chronology-printed' as const);
    return {
      ok: true,
      value: { ...loaded.value, rows: deriveChronology(lines, filter, ctx.now), filter, now: ctx.now },
      entries: [{ act, subject: refOf(loaded.value.found.record), body: {} }],
    };
  };
}
