import type { Command, CommandContext, Query } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import type { PersonId, PostId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { EarlierPerson } from '../domain/earlier-person.ts';
import { WHEREABOUTS } from '../domain/fact-kinds.ts';
import { type EarlierPlan, listEarlierHashes, type PlannedRow, planEarlier } from '../domain/plan-earlier.ts';
import { decideProtection } from '../domain/protection.ts';
import { refOf } from '../domain/record.ts';
import type { KnownOf } from '../domain/record-keys.ts';
import type { EarlierStore, NewDetail } from '../ports/earlier.ports.ts';
import type { RecordStore } from '../ports.ts';
import { type Joined, joinSurelySame } from './join-same.command.ts';
import { listBundlesChanged } from './on-record.command.ts';
import type { ListOutside } from './protect-record.command.ts';

/** People of an earlier system, a batch of rows. */
export interface CarryOverPeople {
  readonly people: readonly EarlierPerson[];
  /** Posts that may see past the protections in them, beside the scrutineer's. */
  readonly seenBy: readonly PostId[];
  /** What rows weighed before, which are not on record, would have brought: who by the hash of which number, and what they said. */
  readonly coming?: { readonly people: ReadonlyMap<string, PersonId>; readonly said: ReadonlySet<string> };
}

/** What came, or would come, of each row, in order; and what was joined and linked because of them. */
export interface CarriedPeople extends Joined {
  readonly rows: readonly Pick<PlannedRow, 'outcome' | 'missing'>[];
  /** Who becomes known by the hash of which number. */
  readonly numbers: EarlierPlan['numbers'];
  /** Hashes of what they say that was not said before. */
  readonly said: EarlierPlan['said'];
}

type Stores = EarlierStore & RecordStore;

/** What these rows add to what is on record by now. */
async function plan(
  store: Stores,
  tx: Tx,
  ctx: CommandContext,
  { people, coming }: Pick<CarryOverPeople, 'people' | 'coming'>,
): Promise<EarlierPlan> {
  const hashes = listEarlierHashes(store.hashEarlier, people);
  const known = await store.listEarlier(tx, hashes.numbers);
  const said = await store.listSaidBefore(tx, hashes.said);
  const records = [...new Set(known.values())].map((id) => ({ kind: 'person', id }) as const);
  const erased = new Set((await store.listErased(tx, records)).map(({ id }) => id));
  const hidden = await store.listProtectedIdentities(tx, records);
  const all = coming ? new Map([...coming.people, ...known]) : known;
  const saidBefore = coming ? said.union(coming.said) : said;
  return planEarlier(people, { people: all, said: saidBefore, erased, hidden }, store.hashEarlier, () =>
    ctx.ids.next<'person'>(),
  );
}

const sayRows = ({ rows, numbers, said }: EarlierPlan) => ({
  rows: rows.map(({ outcome, missing }) => ({ outcome, missing })),
  numbers,
  said,
});

/** What would come of these rows. Changes nothing, and makes no key. What would be joined is not counted. */
export const weighEarlierPeople =
  (store: Stores): Query<Pick<CarryOverPeople, 'people' | 'coming'>, CarriedPeople> =>
  async (tx, ctx, input) => {
    const planned = await plan(store, tx, ctx, input);
    return { ok: true, value: { ...sayRows(planned), joined: 0, linked: 0 }, entries: [] };
  };

/** Protects at once, before what finds the record is written: nothing ever sees it unprotected. */
async function protectRows(
  store: Stores,
  tx: Tx,
  ctx: CommandContext,
  rows: readonly PlannedRow[],
  posts: readonly PostId[],
): Promise<readonly EntryDraft[]> {
  const entries: EntryDraft[] = [];
  for (const { person, record, protect } of rows) {
    if (!protect || !record || !person.protection) continue;
    const decided = decideProtection({ ...person.protection, posts }, null, []);
    if (!decided.ok) throw new Error(`a protection was read that can't be: ${decided.refusal.code}`);
    const root = await store.findRoot(tx, { kind: 'person', id: record });
    const standing = await store.listProtections(tx, root);
    const { kind, covers, reason } = decided.value;
    if (standing.some((one) => one.covers === covers)) continue;
    const id = ctx.ids.next<'protection'>();
    await store.saveProtection(tx, ctx, root, { id, ...decided.value });
    entries.push({
      act: 'people.record-protected',
      subject: refOf(root),
      about: posts.map((post) => ({ kind: 'post', id: post })),
      body: { protection: id, kind, covers, reason },
    });
  }
  return entries;
}

interface Batch {
  readonly store: Stores;
  readonly tx: Tx;
  readonly ctx: CommandContext;
  readonly planned: EarlierPlan;
}

const isNew = ({ outcome }: PlannedRow) => outcome === 'new';

/** Who becomes a record, and every fact that is put on whom. */
async function saveRows({ store, tx, ctx, planned }: Batch) {
  const fresh = planned.rows.flatMap(({ outcome, record, person }) =>
    outcome === 'new' && record ? [{ id: record, kind: person.kind }] : [],
  );
  const details = planned.rows.flatMap(({ record, facts }): NewDetail[] =>
    record ? facts.map((value) => ({ id: ctx.ids.next<'detail'>(), person: record, value })) : [],
  );
  await store.saveManyPersons(tx, ctx, fresh);
  await store.saveManyDetails(tx, ctx, details);
  await store.saveEarlier(tx, planned.numbers, planned.said);
  return { fresh, details };
}

/** What is now known of everybody these rows touch: of new ones by the rows themselves, of others by what is on record. */
async function listKnown(
  { store, tx, ctx, planned }: Batch,
  { fresh, details }: Awaited<ReturnType<typeof saveRows>>,
): Promise<readonly KnownOf[]> {
  const away = new Set(
    planned.rows.flatMap(({ record, person }) =>
      record && person.protection?.covers === 'address' ? [record] : [],
    ),
  );
  const byPerson = Map.groupBy(details, ({ person }) => person);
  const made = fresh.map(({ id, kind }): KnownOf => {
    const own = (byPerson.get(id) ?? []).filter(
      ({ value }) => !(away.has(id) && WHEREABOUTS.has(value.kind)),
    );
    return {
      record: { kind: 'person', id },
      kind,
      members: 1,
      details: own.map(({ value }) => ({ at: ctx.now, value })),
      facts: [],
    };
  });
  const touched = planned.rows.flatMap(({ outcome, record }) =>
    outcome === 'changed' && record ? [record] : [],
  );
  const ids = [...new Set([...touched, ...(await store.listRoots(tx, touched))])];
  const freshIds = new Set<string>(fresh.map(({ id }) => id));
  const others = await store.listKnownOf(
    tx,
    ids.filter((id) => !freshIds.has(id)),
  );
  return [...made, ...others.values()];
}

/** The relationships of these rows, put on record. */
async function saveTies({ store, tx, ctx, planned }: Batch): Promise<readonly EntryDraft[]> {
  const ties = planned.rows.flatMap((row) => row.ties);
  if (ties.length === 0) return [];
  const person = (id: PersonId) => ({ kind: 'person', id }) as const;
  const all = ties.map(({ from, to, value }) => ({
    id: ctx.ids.next<'relationship'>(),
    record: person(from),
    other: person(to),
    value,
  }));
  await store.saveManyRelationships(tx, ctx, all);
  return all.map(({ id, record, other, value }) => ({
    act: 'people.relationship-added',
    subject: refOf(record),
    about: [refOf(other)],
    body: { relationship: id, kind: value.kind },
  }));
}

function entriesOf({ planned }: Batch, details: readonly NewDetail[]): readonly EntryDraft[] {
  const kinds = new Map(
    planned.rows.flatMap((row) => (isNew(row) && row.record ? [[row.record, row.person.kind]] : [])),
  );
  const people = Map.groupBy(details, ({ person }) => person);
  return [...people].map(([person, facts]): EntryDraft => {
    const kind = kinds.get(person);
    const body = { facts: facts.map(({ id, value }) => ({ fact: id, kind: value.kind })), carriedOver: true };
    return {
      act: kind ? 'people.person-added' : 'people.facts-added',
      subject: { kind: 'person', id: person },
      body: kind ? { kind, ...body } : body,
    };
  });
}

/**
 * Carries people over from an earlier system, a batch of rows at once: whoever is not known by that system's number becomes a
 * record, everybody gets what was not said before, with its source and dates, and is found by it from here on. Whoever is
 * surely somebody on record already is joined to them, and mentions that are surely theirs are linked (`isSurelySame`); a
 * protected identity never. Refuses `people.nothing-new`, where no row adds anything.
 */
export function carryOverPeople(
  store: Stores,
  listOutside: ListOutside,
): Command<CarryOverPeople, CarriedPeople> {
  return async (tx, ctx, { people, seenBy }) => {
    await store.lockEarlier(tx);
    const batch: Batch = { store, tx, ctx, planned: await plan(store, tx, ctx, { people }) };
    const { planned } = batch;
    const adds = planned.rows.some(({ outcome }) => outcome === 'new' || outcome === 'changed');
    if (!adds) return refuse('people.nothing-new');
    const saved = await saveRows(batch);
    const posts = [...new Set([...seenBy, ...(await listOutside(tx, ctx.now))])];
    const hidden = await protectRows(store, tx, ctx, planned.rows, posts);
    const known = await listKnown(batch, saved);
    await store.saveManyKeys(tx, known);
    const ties = await saveTies(batch);
    const same = await joinSurelySame(store, tx, ctx, known);
    const changed = planned.rows.flatMap(({ outcome, record }) =>
      outcome === 'changed' && record ? [{ kind: 'person', id: record } as const] : [],
    );
    const bundles: readonly OutboxEvent[] =
      changed.length > 0 ? await listBundlesChanged(store, tx, changed) : [];
    const count = (outcome: PlannedRow['outcome']) =>
      planned.rows.filter((row) => row.outcome === outcome).length;
    return {
      ok: true,
      value: { ...sayRows(planned), joined: same.joined, linked: same.linked },
      entries: [
        {
          act: 'people.carried-over',
          subject: { kind: 'configuration', id: 'people.earlier-system' },
          body: { given: people.length, added: count('new'), changed: count('changed') },
        },
        ...entriesOf(batch, saved.details),
        ...hidden,
        ...ties,
        ...same.entries,
      ],
      events: [...bundles, ...same.events],
    };
  };
}
