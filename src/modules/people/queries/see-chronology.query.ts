import type { CommandContext, Query } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/tx.ts';
import {
  type ChronologyFilter,
  type ChronologyLine,
  type ChronologyRow,
  deriveChronology,
} from '../domain/chronology.ts';
import { describeFactKind } from '../domain/fact-kinds.ts';
import { PERHAPS_ANSWERS } from '../domain/perhaps-named.ts';
import { PROTECTION_KINDS } from '../domain/protection.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import { type Relationship, sayFrom } from '../domain/relationship.ts';
import { sayIsoDay } from '../domain/say-day.ts';
import type { Detail, Ending, FoundRecord, RecordStore, RecordsOutside } from '../ports.ts';
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

/** "person", "vehicle": what the record is of, in the middle of a sentence. */
const nounOf = ({ record, kind }: FoundRecord) =>
  record.kind === 'person' ? 'person' : kind === 'account' ? 'online account' : kind;

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

function linesOfLinks({ links, visible, found }: LoadedRecord): readonly ChronologyLine[] {
  return links.flatMap(({ concern, linkedAt }) => {
    const reference = visible.get(concern);
    if (reference === undefined) return [];
    const link = { href: `/concerns/${concern}`, text: reference };
    return [
      {
        at: linkedAt,
        kind: 'link',
        text:
          found.record.kind === 'person'
            ? 'Somebody said that this concern names them'
            : 'Somebody said that this concern names it',
        link,
      } as const,
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
  const all: readonly (Relationship & { readonly ended?: { at: Temporal.Instant; how: Ending } })[] = [
    ...(await store.listRelationships(tx, members)),
    ...(await store.listEndedRelationships(tx, members)),
  ];
  const self = found.record.id;
  const otherOf = (one: (typeof all)[number]) => (one.record.id === self ? one.other : one.record);
  const called = await callRecords(store, outside, tx, ctx, all.map(otherOf));
  return all.flatMap((one): readonly ChronologyLine[] => {
    const said = `${called.get(otherOf(one).id)?.called ?? 'Somebody on record'}: ${sayFrom(one, self)} this ${nounOf(found)} (${one.source})`;
    const put = { at: one.at, kind: 'relationship', text: `Put on record. ${said}` } as const;
    if (!one.ended) return [put];
    const how = one.ended.how === 'withdrawn' ? 'Withdrawn' : 'No longer so';
    return [put, { at: one.ended.at, kind: 'relationship', text: `${how}. ${said}` }];
  });
}

/** Joins, partings and protections of the record and of those joined to it; what keepers said of warnings they were told of. */
async function linesOfRecord(
  store: RecordStore,
  tx: Tx,
  { members, found }: LoadedRecord,
): Promise<readonly ChronologyLine[]> {
  const line = (at: Temporal.Instant | null, text: string): readonly ChronologyLine[] =>
    at ? [{ at, kind: 'record', text }] : [];
  const merges = (await store.listMerges(tx, members)).filter(({ state }) => state !== 'refused');
  const protections = await store.listEveryProtection(tx, members);
  const hidden = protections.some(({ covers, endedAt }) => covers === 'identity' && !endedAt);
  const perhaps = hidden ? await store.listPerhapsNamed(tx, found.record) : [];
  return [
    ...merges.flatMap(({ settledAt, undoneAt }) => [
      ...line(settledAt, `Another record of the same ${nounOf(found)} was joined to this one`),
      ...line(undoneAt, 'A record that had been joined was taken apart again'),
    ]),
    ...protections.flatMap(({ at, endedAt, kind, covers }) => {
      const what = covers === 'identity' ? 'Identity' : 'Address';
      return [
        ...line(at, `${what} protected: ${PROTECTION_KINDS[kind]}`),
        ...line(endedAt, `${what} no longer protected: ${PROTECTION_KINDS[kind]}`),
      ];
    }),
    ...perhaps.flatMap(({ at, answered }) => [
      ...line(at, 'Those who protect them were told of a warning that may be about them'),
      ...(answered
        ? line(answered.at, `A warning told to those who protect them: ${PERHAPS_ANSWERS[answered.answer]}`)
        : []),
    ]),
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
      ...(await outside.listHappened(tx, ctx, loaded.value.visible, loaded.value.members)),
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
