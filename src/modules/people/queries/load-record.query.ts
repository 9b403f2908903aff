import type { CommandContext } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionKind } from '../../../kernel/mention.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { deriveCalled } from '../domain/called.ts';
import type { Fact, KnownRecord } from '../domain/record.ts';
import type { Detail, FoundRecord, LinkedConcern, RecordStore, RecordsOutside } from '../ports.ts';

/** A record with what whoever looks may see of it. */
export interface LoadedRecord {
  readonly found: FoundRecord;
  /** The record itself first, then those that were joined to it. */
  readonly members: readonly KnownRecord[];
  /** What it is called, or `null`. */
  readonly called: string | null;
  readonly details: readonly Detail[];
  /** What concerns that may be seen gave it, oldest first. */
  readonly facts: readonly Fact[];
  readonly links: readonly LinkedConcern[];
  /** References of the concerns that may be seen. */
  readonly visible: ReadonlyMap<ConcernId, string>;
  /** There is more that may not be seen, and that may be said. */
  readonly hidden: boolean;
}

/** Somebody or something on record, in one line, as whoever looks may see it. */
export interface CalledRecord {
  readonly record: KnownRecord;
  readonly kind: MentionKind;
  readonly called: string | null;
  /** They may open it. */
  readonly mayOpen: boolean;
}

export const OPEN_RECORD = 'people.open-record';

/** Loads a record and what of it may be seen. Refuses `people.record-not-found`. */
export async function loadRecord(
  store: RecordStore,
  outside: RecordsOutside,
  tx: Tx,
  ctx: CommandContext,
  record: KnownRecord,
): Promise<Outcome<LoadedRecord>> {
  const root = await store.findRoot(tx, record);
  const found = await store.findRecord(tx, root);
  if (!found) return refuse('people.record-not-found');
  const members = await store.listMembers(tx, root);
  const links = await store.listLinks(tx, members);
  const concerns = [...new Set(links.map(({ concern }) => concern))];
  const { visible, hidden } = await outside.seeConcerns(tx, ctx, concerns);
  const given = (await store.listFacts(tx, [root])).get(root.id) ?? [];
  const facts = given.filter(({ concern }) => concern === null || visible.has(concern));
  const details = await store.listDetails(tx, members);
  const standing = details.flatMap(({ ended, value }) => (value && !ended ? [value] : []));
  const called = deriveCalled(standing, facts, root.kind === 'person');
  return accept({ found, members, called, details, facts, links, visible, hidden });
}

/** Names these records for whoever looks: three statements for however many, and one decision for each. */
export async function callRecords(
  store: RecordStore,
  outside: RecordsOutside,
  tx: Tx,
  ctx: CommandContext,
  records: readonly KnownRecord[],
): Promise<ReadonlyMap<string, CalledRecord>> {
  const different = [...new Map(records.map((record) => [record.id, record])).values()];
  const facts = await store.listFacts(tx, different);
  const concerns = [...facts.values()].flat().flatMap(({ concern }) => concern ?? []);
  const { visible } = await outside.seeConcerns(tx, ctx, [...new Set(concerns)]);
  const details = await store.listDetails(tx, different);
  const called = new Map<string, CalledRecord>();
  for (const record of different) {
    const own = details.flatMap(({ record: of, ended, value }) =>
      of.id === record.id && value && !ended ? [value] : [],
    );
    const seen = (facts.get(record.id) ?? []).filter(
      ({ concern }) => concern === null || visible.has(concern),
    );
    const found = await store.findRecord(tx, record);
    const verdict = await outside.decide(tx, ctx.actor, OPEN_RECORD, record, ctx.now);
    if (found)
      called.set(record.id, {
        record,
        kind: found.kind,
        called: deriveCalled(own, seen, record.kind === 'person'),
        mayOpen: verdict.allowed,
      });
  }
  return called;
}
