import { createHash, createHmac } from 'node:crypto';
import type { Actor } from '../../../kernel/actor.ts';
import type { Command, CommandContext, CommandResult } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import type { AccountId, ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { ConcernAct } from '../domain/acts.ts';
import type { Concern } from '../domain/concern.ts';
import { concernRef } from '../domain/concern.ts';
import { beginConcern } from '../domain/fold.ts';
import { deriveArrivalColour } from '../domain/follow-concern.ts';
import { findNamedWorkers } from '../domain/named-worker.ts';
import { deriveOwed } from '../domain/owed.ts';
import type { RaiseConcern, RaisedConcern } from '../domain/raise-input.ts';
import { deriveOwner } from '../domain/route.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import type { ConcernRow, NewConcern } from '../ports/store.ports.ts';
import { relateBeside } from './lay-beside.command.ts';
import { keptAwayFrom, loadRouteFacts, toDuties } from './record-act.command.ts';

/** Who sent it, for telling a repeat from somebody else's use of the same key. */
function senderOf(actor: Actor): string {
  if (actor.kind === 'account') return `account ${actor.account}`;
  if (actor.kind === 'client') return `client ${actor.client}`;
  return actor.kind;
}

/** Keyed hashes of who sent it under which key, and of what was sent. */
export function hashesOf(ports: ConcernsPorts, actor: Actor, input: RaiseConcern) {
  const keyed = (text: string) => createHmac('sha256', ports.keys.pepper).update(text).digest();
  const { idempotencyKey, ...content } = input;
  return {
    sentHash: keyed(`sent ${senderOf(actor)} ${idempotencyKey}`),
    contentHash: keyed(`content ${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`),
  };
}

/** Nobody can be answered who took no receipt, left no contact, and has no account or system to read it in. */
function isReachable(actor: Actor, input: RaiseConcern): boolean {
  const { contact } = input.reporter;
  if (!input.receiptDeclined || actor.kind === 'client') return true;
  return Boolean(contact?.email || contact?.phone);
}

/** Who told, as the watch for networks counts sources: an agency, or a kind of person where none did. */
export function sourceOf(actor: Actor, input: RaiseConcern): string {
  return actor.kind === 'account' || actor.kind === 'client' ? actor.agency : input.reporter.kind;
}

function receivedAct(actor: Actor, input: RaiseConcern, subjects: readonly string[]) {
  return {
    act: 'concern-received',
    channel: input.channel,
    reporterKind: input.reporter.kind,
    naming: input.reporter.naming,
    danger: input.danger,
    indicators: input.indicators,
    aboutWorker: input.aboutWorker.yes,
    parents: input.parents,
    reachable: isReachable(actor, input),
    colour: deriveArrivalColour(input.reporter.kind, input.danger),
    subjects,
  } as const satisfies ConcernAct;
}

/** A reference grows from four characters to eight; a fifth miss means that the random source is broken. */
export const LONGEST_REFERENCE_ATTEMPT = 8;

interface Dates {
  readonly openedBy: Temporal.Instant;
  readonly answeredBy: Temporal.Instant;
}

/** The two dates the reporter is told: computed from the duties themselves, never promised from a template. */
function datesOf(due: readonly { rule: string; dueAt: Temporal.Instant }[], now: Temporal.Instant): Dates {
  const find = (...rules: string[]) => due.find((d) => rules.includes(d.rule))?.dueAt ?? now;
  return {
    openedBy: find('front-door.open-red', 'front-door.open'),
    answeredBy: find('front-door.answer-reporter', 'front-door.decide', 'front-door.decide-red'),
  };
}

async function repeatOf(
  ports: ConcernsPorts,
  tx: Tx,
  row: ConcernRow,
  contentHash: Buffer,
): Promise<CommandResult<RaisedConcern>> {
  if (!row.content_hash.equals(contentHash)) return { ok: false, refusal: { code: 'concerns.key-reused' } };
  const due = await ports.duties.listOpenAbout(tx, concernRef(row.id));
  const value: RaisedConcern = {
    reference: row.reference,
    receipt: null,
    receivedAt: row.received_at,
    ...datesOf(due, row.received_at),
    repeated: true,
  };
  const entry: EntryDraft = { act: 'concerns.repeat-recognised', subject: concernRef(row.id), body: {} };
  return { ok: true, value, entries: [entry], events: [] };
}

/**
 * Saves it under a reference nobody has: each one found taken makes the next a character longer. Gives the reference,
 * or the row already sent under this key.
 */
async function saveUnderFreeReference(
  ports: ConcernsPorts,
  tx: Tx,
  fresh: Omit<NewConcern, 'reference'>,
): Promise<string | ConcernRow> {
  for (let attempt = 0; attempt < LONGEST_REFERENCE_ATTEMPT; attempt += 1) {
    const reference = ports.makeReference(ports.randomBytes(8), attempt);
    const saved = await ports.store.saveNewConcerns(tx, ports.vault, [{ ...fresh, reference }]);
    if (saved.length === 1) return reference;
    const already = await ports.store.findConcernSent(tx, fresh.sentHash);
    if (already) return already;
  }
  throw new Error('no free reference was found');
}

function entryOf(
  concern: Concern,
  act: ConcernAct,
  reference: string,
  mentions: readonly string[],
  earlier: number,
): EntryDraft {
  const { act: _, ...body } = JSON.parse(JSON.stringify(act));
  return {
    act: 'concerns.concern-received',
    subject: concernRef(concern.id),
    // How many earlier ones there were was known then, and is part of what was known.
    body: { ...body, reference, mentions, earlier },
  };
}

/**
 * Who among Heed's own users is named in it: an entry by itself, for the one before it goes into a proof of filing, and whoever
 * finds that must not learn that somebody who works with Heed is named, or how many are.
 */
export function entriesOfNamed(id: ConcernId, named: readonly AccountId[]): readonly EntryDraft[] {
  if (named.length === 0) return [];
  const about = named.map((account) => ({ kind: 'account' as const, id: account }));
  return [{ act: 'concerns.worker-named', subject: concernRef(id), about, body: {} }];
}

/** Tells that a concern names somebody: those who keep a protected identity may have to be told, by nobody who raises it. */
export function somebodyNamed(concern: ConcernId): OutboxEvent {
  return { name: 'concerns.somebody-named', data: { concern } };
}

/** Whose waiting files may go with this: an agency's system sends only its own; a form's files have ids nobody guesses. */
function holderOf(actor: Actor): string | null {
  return actor.kind === 'client' ? `client ${actor.client}` : null;
}

async function keepFiles(ports: ConcernsPorts, tx: Tx, actor: Actor, id: ConcernId, input: RaiseConcern) {
  if (input.attachments.length === 0) return [];
  const files = await ports.files.keep(tx, id, input.attachments, holderOf(actor));
  return (
    files?.map(
      (file): EntryDraft => ({
        act: 'concerns.attachment-kept',
        subject: concernRef(id),
        about: [{ kind: 'attachment', id: file.id }],
        body: { attachment: file.id, mediaType: file.mediaType, bytes: file.bytes, scan: file.scan },
      }),
    ) ?? null
  );
}

/** Who of the people using Heed it names, where it is about a worker: hidden from them and their line from the start. */
export async function findNamed(
  ports: ConcernsPorts,
  tx: Tx,
  input: RaiseConcern,
): Promise<readonly AccountId[]> {
  if (!input.aboutWorker.yes) return [];
  const adults = input.mentions.flatMap((m) => (m.kind === 'adult' ? (m.name ?? '') : ''));
  const said = [input.aboutWorker.who ?? '', input.worry, ...adults].join('\n');
  return findNamedWorkers(said, await ports.listWorkers(tx));
}

/**
 * Receives a concern: keeps it word for word, gives a receipt, counts what was told before, has it judged with all that, and
 * makes a post owe its opening, its deciding and its answer, all in one transaction. Never refused for what it says or leaves out;
 * refuses only `concerns.key-reused` (same key, other words) and `concerns.unknown-attachment` (a file that isn't there). The same key and words again give the first answer,
 * without the receipt, which is shown once.
 */
export function raiseConcern(ports: ConcernsPorts): Command<RaiseConcern, RaisedConcern> {
  return async (tx: Tx, ctx: CommandContext, input: RaiseConcern) => {
    const { actor, now } = ctx;
    const id = ctx.ids.next<'concern'>();
    const hashes = hashesOf(ports, actor, input);
    const receipt = input.receiptDeclined ? null : ports.receipts.make(ports.randomBytes(10));
    // Mentions get their ids here, so that the children among them can be the subjects of the first act.
    const children = input.mentions.flatMap((m, i) => (m.kind === 'child' ? [i] : []));
    const ids = input.mentions.map(() => ctx.ids.next<'mention'>());
    const act = receivedAct(
      actor,
      input,
      children.flatMap((i) => ids[i] ?? []),
    );
    const concern = beginConcern(id, act, now);
    const spread = Number.parseInt(id.slice(-6), 16);
    const named = await findNamed(ports, tx, input);
    const route = await loadRouteFacts(ports, tx, now, {
      owner: null,
      ...keptAwayFrom(named, concern),
      spread,
    });
    const owner = deriveOwner(route, concern.redOnArrival);
    if (!owner) throw new Error('no post in this area can receive a concern: run heed doctor');
    const reference = await saveUnderFreeReference(ports, tx, {
      concern,
      act,
      ...hashes,
      receiptLookup: receipt?.lookup ?? null,
      owner,
      agency: actor.kind === 'account' || actor.kind === 'client' ? actor.agency : null,
      recordedBy: actor.kind === 'account' ? actor.account : null,
      input,
    });
    if (typeof reference !== 'string') return repeatOf(ports, tx, reference, hashes.contentHash);
    for (const account of named) await ports.store.saveNamedPerson(tx, id, account, now);
    const files = await keepFiles(ports, tx, actor, id, input);
    if (!files) return { ok: false, refusal: { code: 'concerns.unknown-attachment', field: 'attachments' } };
    const kept = await ports.people.saveMentions(tx, ctx, {
      concern: id,
      at: now,
      mentions: input.mentions,
      ids,
    });
    const laid = await relateBeside(ports, tx, ctx, id);
    const earlier = laid.beside.length;
    // What follows from all of them together is judged directly after this transaction (run-watch.command.ts).
    const told = { concern: id, source: sourceOf(actor, input), watchFrom: now, related: earlier > 0 };
    const facts = { concern, reference, earlier, route: { ...route, owner } };
    const [raised] = await Promise.all([
      ports.duties.raise(tx, ctx, toDuties(deriveOwed(concern), now, facts)),
      ports.networks.recordNew(tx, [told], kept.named),
      earlier > 0 ? ports.store.saveEarlier(tx, id, earlier) : undefined,
    ]);
    if (input.when === 'now' && input.indicators.includes('missing-overnight'))
      await ports.networks.recordMissing(tx, {
        concern: id,
        mentions: children.flatMap((i) => ids[i] ?? []),
        at: input.saidAt === undefined ? now : Temporal.Instant.from(input.saidAt),
        source: sourceOf(actor, input),
      });
    // Whether or not somebody keeps a protected record like it: what a sender can measure must not depend on that.
    const events: OutboxEvent[] = [...laid.events, ...raised.events, somebodyNamed(id)];
    return {
      ok: true,
      value: {
        reference,
        receipt: receipt && { words: receipt.words, digits: receipt.digits },
        receivedAt: now,
        ...datesOf(raised.due, now),
        repeated: false,
      },
      entries: [
        entryOf(concern, act, reference, ids, earlier),
        ...entriesOfNamed(id, named),
        ...files,
        ...laid.entries,
        ...kept.entries,
        ...raised.entries,
      ],
      events,
    };
  };
}
