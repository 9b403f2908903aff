import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { type KnownRecord, type Mention, refOf } from '../domain/record.ts';
import type { KnownOf } from '../domain/record-keys.ts';
import type { SurelySame } from '../domain/same-person.ts';
import type { EarlierStore } from '../ports/earlier.ports.ts';
import type { RecordStore } from '../ports.ts';
import { bundleChanged, linkedEntry } from './link-mention.command.ts';
import { listBundlesChanged } from './on-record.command.ts';

/** How much was joined and linked because it is surely one person. */
export interface Joined {
  /** Records joined to one that was there. */
  readonly joined: number;
  /** Mentions of concerns linked to a record. */
  readonly linked: number;
}

interface Came extends Joined {
  readonly entries: readonly EntryDraft[];
  readonly events: readonly OutboxEvent[];
}

/** Shown with the join, and undone with it. */
const WHY = 'a verified number, the name and the date of birth';

type Stores = EarlierStore & RecordStore;
const person = (id: PersonId): KnownRecord => ({ kind: 'person', id });

/** Joins the newer of two records to the older, unless they are one by now. */
async function joinTwo(
  store: Stores,
  tx: Tx,
  ctx: CommandContext,
  a: PersonId,
  b: PersonId,
): Promise<Pick<Came, 'entries' | 'events'> | null> {
  const roots = [await store.findRoot(tx, person(a)), await store.findRoot(tx, person(b))];
  const [kept, merged] = roots.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  if (kept?.kind !== 'person' || merged?.kind !== 'person' || kept.id === merged.id) return null;
  // What these two were joined to may have been laid beside each other by a person.
  const pair: SurelySame = { person: merged.id, is: { record: kept.id } };
  if ((await store.listDecidedBefore(tx, [pair])).size > 0) return null;
  const id = ctx.ids.next<'merge'>();
  await store.saveOwnMerge(tx, ctx, { id, kept, merged, reason: WHY });
  await store.refreshKeys(tx, ctx, merged);
  await store.refreshKeys(tx, ctx, kept);
  const about = { subject: refOf(kept), about: [refOf(merged)] };
  return {
    entries: [{ act: 'people.merge-confirmed', ...about, body: { merge: id, byItself: WHY } }],
    events: await listBundlesChanged(store, tx, [kept, merged]),
  };
}

/** Links a mention to whoever it is surely, unless that was done a moment ago. */
async function linkOne(
  store: Stores,
  tx: Tx,
  ctx: CommandContext,
  mention: Mention,
  to: PersonId,
): Promise<Pick<Came, 'entries' | 'events'> | null> {
  const found = await store.findRecord(tx, await store.findRoot(tx, person(to)));
  if (!found) return null;
  await store.saveLink(tx, ctx, mention, found);
  await store.refreshKeys(tx, ctx, found.record);
  const entry = linkedEntry(mention, found.record);
  return {
    entries: [{ ...entry, body: { ...entry.body, byItself: WHY } }],
    events: [bundleChanged(mention, found.record)],
  };
}

/** Those that are surely only one: a mention or a record that is surely two people who were never joined is left to a person. */
function listClear(same: readonly SurelySame[]): readonly SurelySame[] {
  const owners = Map.groupBy(same, ({ is }) => ('record' in is ? is.record : is.mention.id));
  return same.filter(({ is }) => 'record' in is || owners.get(is.mention.id)?.length === 1);
}

/**
 * Joins these people to whoever on record they surely are, and links the mentions that are surely theirs: once for each two,
 * never again after a person took them apart or said no, never across a protected identity. Each can be undone.
 */
export async function joinSurelySame(
  store: Stores,
  tx: Tx,
  ctx: CommandContext,
  known: readonly KnownOf[],
): Promise<Came> {
  const found = await store.listSurelySame(tx, known, ctx.now);
  if (found.length === 0) return { joined: 0, linked: 0, entries: [], events: [] };
  await store.lockMerges(tx);
  const decided = await store.listDecidedBefore(tx, found);
  const entries: EntryDraft[] = [];
  const events: OutboxEvent[] = [];
  let [joined, linked] = [0, 0];
  for (const one of listClear(found.filter((same) => !decided.has(same)))) {
    const { is } = one;
    const did =
      'record' in is
        ? await joinTwo(store, tx, ctx, one.person, is.record)
        : await linkOne(store, tx, ctx, is.mention, one.person);
    if (!did) continue;
    if ('record' in is) joined += 1;
    else linked += 1;
    entries.push(...did.entries);
    events.push(...did.events);
  }
  return { joined, linked, entries, events };
}
