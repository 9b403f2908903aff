/**
 * What those who receive disclosures see: the list, one of them by its header, and, once they said that they have no part in it, all of
 * it. Source: 70-disclosures.md 9.7. Everything is ciphertext; what is given out is decided by the row of their standing, read in the
 * same transaction.
 */
import type { Query } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { type ByReader, eventBy, findReader } from '../commands/find-reader.command.ts';
import { dayOf } from '../domain/day.ts';
import type { Reader } from '../domain/standing.ts';
import type { Lane } from '../domain/thread.ts';
import type { ListedReport, ReadingPorts, RemovalAsk, SealedBody } from '../ports/reading.ports.ts';
import type { KeptItem } from '../ports.ts';

/** Disclosures in one answer: some 600 kB of ciphertext. */
export const LIST_PAGE = 100;
/** Items in one answer: each is up to 64 kB. */
export const ITEM_PAGE = 50;

export interface OwnList {
  /** The day that words are signed for. */
  readonly today: string;
  readonly reports: readonly ListedReport[];
  /** There are older ones. */
  readonly more: boolean;
}

/** Those they are asked about or may read, newest first. An inbox: what is opened from it is recorded, not that it was looked at. */
export function listDisclosures(
  ports: ReadingPorts,
): Query<{ keyId: Uint8Array; before: { day: string; id: string } | null }, OwnList> {
  return async (tx, ctx, { keyId, before }) => {
    const today = dayOf(ctx.now);
    if (!(await ports.findListed(tx, keyId, today))) return refuse('disclosures.not-in-roster');
    const found = await ports.reading.listReports(tx, keyId, before, LIST_PAGE + 1);
    const value = { today, reports: found.slice(0, LIST_PAGE), more: found.length > LIST_PAGE };
    return { ok: true, value, entries: [] };
  };
}

export interface SeenHeader {
  readonly today: string;
  readonly report: ListedReport;
  readonly readers: readonly Reader[];
  readonly removals: readonly RemovalAsk[];
}

/** One of them by its header: who and what it is about, who else it was sealed to, and how it stands. */
export function openDisclosure(ports: ReadingPorts): Query<ByReader, SeenHeader> {
  return async (tx, ctx, by) => {
    const today = dayOf(ctx.now);
    const found = await findReader(ports, tx, by, today);
    if (!found.ok) return found;
    const { id } = found.value.kept;
    const report = await ports.reading.findReport(tx, by.keyId, id);
    if (!report) return refuse('disclosures.unknown');
    const removals = await ports.reading.listRemovals(tx, id);
    const value = { today, report, readers: found.value.kept.standing.readers, removals };
    // Once they are cleared, opening the body is the event.
    const isFirst = report.standing === 'asked';
    return { ok: true, value, entries: isFirst ? [eventBy('disclosures.header-opened', by)] : [] };
  };
}

/** All that was told, to one who is cleared; to everybody else as though it were not there. */
export function openDisclosureBody(ports: ReadingPorts): Query<ByReader, SealedBody> {
  return async (tx, ctx, by) => {
    const found = await findReader(ports, tx, by, dayOf(ctx.now));
    if (!found.ok) return found;
    const body = await ports.reading.findBody(tx, by.keyId, found.value.kept.id);
    if (!body) return refuse('disclosures.unknown');
    return { ok: true, value: body, entries: [eventBy('disclosures.body-opened', by)] };
  };
}

export interface SeenItems {
  readonly items: readonly (KeptItem & { readonly envelope: Uint8Array | null })[];
  readonly more: boolean;
}

/** What was written in a lane, from a place on. That they read it is in the event of opening what it is about. */
export function listDisclosureItems(
  ports: ReadingPorts,
): Query<ByReader & { readonly lane: Lane; readonly from: number }, SeenItems> {
  return async (tx, ctx, given) => {
    const found = await findReader(ports, tx, given, dayOf(ctx.now));
    if (!found.ok) return found;
    const { kept, reader } = found.value;
    if (reader.standing !== 'cleared') return refuse('disclosures.unknown');
    const { lane, from } = given;
    const all = await ports.store.listItems(tx, kept.id, lane, from, ITEM_PAGE + 1);
    const own =
      lane === 'notes' ? await ports.reading.listNoteEnvelopes(tx, given.keyId, kept.id) : new Map();
    const items = all.slice(0, ITEM_PAGE).map((item) => ({ ...item, envelope: own.get(item.seq) ?? null }));
    return { ok: true, value: { items, more: all.length > ITEM_PAGE }, entries: [] };
  };
}

/** A sealed part of a file, to one who is cleared. */
export function openFilePart(
  ports: ReadingPorts,
): Query<ByReader & { readonly file: string; readonly part: number }, Uint8Array> {
  return async (tx, ctx, given) => {
    const found = await findReader(ports, tx, given, dayOf(ctx.now));
    if (!found.ok) return found;
    if (found.value.reader.standing !== 'cleared') return refuse('disclosures.unknown');
    const part = await ports.reading.findPart(tx, found.value.kept.id, given.file, given.part);
    if (!part) return refuse('disclosures.unknown');
    const entries = given.part === 0 ? [eventBy('disclosures.file-opened', given)] : [];
    return { ok: true, value: part, entries };
  };
}
