import type { Actor } from '../../../kernel/actor.ts';
import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import { type ConcernId, dateId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { type CarriedConcern, type CarriedOver, deriveCarriedAct } from '../domain/carry-over.ts';
import { type Concern, concernRef } from '../domain/concern.ts';
import { beginConcern } from '../domain/fold.ts';
import { deriveWindowStart } from '../domain/pattern.ts';
import type { RaiseConcern } from '../domain/raise-input.ts';
import { deriveOwner, type RouteFacts } from '../domain/route.ts';
import type { NamedHere } from '../ports/networks.ports.ts';
import type { ConcernsPorts, Effects } from '../ports/outside.ports.ts';
import type { NewConcern } from '../ports/store.ports.ts';
import { relateBeside } from './lay-beside.command.ts';
import {
  entriesOfNamed,
  findNamed,
  hashesOf,
  LONGEST_REFERENCE_ATTEMPT,
  sourceOf,
} from './raise-concern.command.ts';
import { loadRouteFacts } from './record-act.command.ts';

/** A concern made ready to be saved: everything but its reference. */
interface Ready {
  readonly carried: CarriedConcern;
  readonly concern: Concern;
  readonly mentions: readonly string[];
  readonly fresh: Omit<NewConcern, 'reference'>;
}

/** What all concerns of one batch have in common. */
interface Batch {
  readonly ports: ConcernsPorts;
  readonly tx: Tx;
  readonly ctx: CommandContext;
  readonly route: RouteFacts;
}

function makeReady({ ports, ctx, route }: Batch, carried: CarriedConcern): Ready {
  const { told, receivedAt } = carried;
  const id = dateId(ctx.ids.next<'concern'>(), receivedAt);
  const mentions = told.mentions.map(() => dateId(ctx.ids.next<'mention'>(), receivedAt));
  const subjects = told.mentions.flatMap((m, i) => (m.kind === 'child' ? (mentions[i] ?? []) : []));
  const act = deriveCarriedAct(carried, subjects);
  const concern = beginConcern(id, act, receivedAt);
  const owner = deriveOwner(route, false);
  if (!owner) throw new Error('no post in this area can receive a concern: run heed doctor');
  const fresh = {
    concern,
    act,
    ...hashesOf(ports, ctx.actor, told),
    receiptLookup: null,
    owner,
    agency: null,
    recordedBy: null,
    input: told,
  };
  return { carried, concern, mentions, fresh };
}

/**
 * Those of these concerns that were not sent before under their key, by the same sender; of two under one key, the first.
 * Others who ask meanwhile wait for the transaction's end: two imports of one file keep each row once.
 */
export async function listNotSent(
  ports: ConcernsPorts,
  tx: Tx,
  actor: Actor,
  all: readonly RaiseConcern[],
): Promise<ReadonlySet<RaiseConcern>> {
  const bySent = new Map<string, RaiseConcern>();
  for (const told of all) {
    const sent = hashesOf(ports, actor, told).sentHash.toString('hex');
    if (!bySent.has(sent)) bySent.set(sent, told);
  }
  const hashes = [...bySent.keys()].map((hex) => Buffer.from(hex, 'hex'));
  for (const sent of await ports.store.listSent(tx, hashes)) bySent.delete(Buffer.from(sent).toString('hex'));
  return new Set(bySent.values());
}

/** Saves each under a reference nobody has. Gives the references. */
async function saveReady({ ports, tx }: Batch, ready: readonly Ready[]) {
  const references = new Map<ConcernId, string>();
  for (let attempt = 1; references.size < ready.length; attempt += 1) {
    if (attempt > LONGEST_REFERENCE_ATTEMPT) throw new Error('no free reference was found');
    const tried = ready
      .filter(({ concern }) => !references.has(concern.id))
      .map(({ fresh }) => ({ ...fresh, reference: ports.makeReference(ports.randomBytes(8), attempt) }));
    const saved = new Set(await ports.store.saveNewConcerns(tx, ports.vault, tried));
    for (const { concern, reference } of tried)
      if (saved.has(concern.id)) references.set(concern.id, reference);
  }
  return references;
}

function entryOf({ concern, fresh, mentions, carried }: Ready, reference: string): EntryDraft {
  const { act: _, ...body } = JSON.parse(JSON.stringify(fresh.act));
  return {
    act: 'concerns.concern-received',
    subject: concernRef(concern.id),
    body: {
      ...body,
      reference,
      mentions: [...mentions],
      earlier: 0,
      receivedAt: carried.receivedAt.toString(),
    },
  };
}

/** Hides each that is about a worker from whoever of Heed's own users it names, from the start. */
async function hideFromNamed({ ports, tx }: Batch, ready: readonly Ready[]): Promise<readonly EntryDraft[]> {
  const entries: EntryDraft[] = [];
  for (const { carried, concern } of ready) {
    const named = await findNamed(ports, tx, carried.told);
    for (const account of named)
      await ports.store.saveNamedPerson(tx, concern.id, account, carried.receivedAt);
    entries.push(...entriesOfNamed(concern.id, named));
  }
  return entries;
}

/** Those of the last months, of which patterns are made now. Older ones are found when the next warning comes. */
function chooseRecent({ ports, ctx }: Batch, ready: readonly Ready[]): readonly Ready[] {
  const from = deriveWindowStart(ctx.now, ports.patternThreshold.months);
  return ready.filter(({ carried }) => Temporal.Instant.compare(carried.receivedAt, from) >= 0);
}

/** Counts what was told before each recent one, whom it names weighed, and has all of them judged together once this transaction is kept. */
async function layRecent(
  batch: Batch,
  ready: readonly Ready[],
  named: readonly NamedHere[],
): Promise<Effects> {
  const { ports, tx, ctx } = batch;
  const earlier = new Map<ConcernId, number>();
  const entries: EntryDraft[] = [];
  const events: OutboxEvent[] = [];
  for (const { concern } of chooseRecent(batch, ready)) {
    const { beside, ...linked } = await relateBeside(ports, tx, ctx, concern.id);
    entries.push(...linked.entries);
    events.push(...linked.events);
    const before = beside.filter((one) => Temporal.Instant.compare(one.receivedAt, concern.receivedAt) < 0);
    earlier.set(concern.id, before.length);
    if (before.length > 0) await ports.store.saveEarlier(tx, concern.id, before.length);
  }
  await ports.networks.recordNew(
    tx,
    ready.map(({ concern, carried }) => ({
      concern: concern.id,
      source: sourceOf(ctx.actor, carried.told),
      watchFrom: earlier.has(concern.id) ? ctx.now : null,
      related: (earlier.get(concern.id) ?? 0) > 0,
    })),
    named,
  );
  return { entries, events };
}

/**
 * Carries concerns over from an earlier system, many at once: each is kept word for word with what it names, is found by
 * every later concern about the same child, adult or thing, and is owed nothing, because it was decided there. One sent
 * before under the same key is left alone, so that a broken-off import is simply run again. Refuses nothing.
 */
export function carryOver(ports: ConcernsPorts): Command<readonly CarriedConcern[], CarriedOver> {
  return async (tx, ctx, carried) => {
    const fresh = await listNotSent(
      ports,
      tx,
      ctx.actor,
      carried.map(({ told }) => told),
    );
    const nobody = { named: [], apart: [], only: null };
    const route = await loadRouteFacts(ports, tx, ctx.now, { owner: null, ...nobody, spread: 0 });
    const batch: Batch = { ports, tx, ctx, route };
    const ready = carried.filter(({ told }) => fresh.has(told)).map((one) => makeReady(batch, one));
    const references = await saveReady(batch, ready);
    const mentioned = await ports.people.saveManyMentions(
      tx,
      ready.map(({ concern, carried: { told, receivedAt }, mentions }) => ({
        concern: concern.id,
        at: receivedAt,
        mentions: told.mentions,
        ids: mentions,
      })),
    );
    const named = await hideFromNamed(batch, ready);
    const laid = await layRecent(batch, ready, mentioned);
    const ids = new Map(ready.map((one) => [one.carried, one.concern.id]));
    return {
      ok: true,
      value: { concerns: carried.map((one) => ids.get(one) ?? null) },
      entries: [
        {
          act: 'concerns.carried-over',
          subject: { kind: 'configuration', id: 'concerns.earlier-system' },
          body: { given: carried.length, kept: ready.length },
        },
        ...ready.map((one) => entryOf(one, references.get(one.concern.id) ?? '')),
        ...named,
        ...laid.entries,
      ],
      events: laid.events,
    };
  };
}
