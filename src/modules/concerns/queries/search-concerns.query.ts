import { createHmac } from 'node:crypto';
import type { CommandContext, Query } from '../../../kernel/command.ts';
import type { AccountId, ConcernId } from '../../../kernel/ids.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { concernRef, type Standing } from '../domain/concern.ts';
import type { Colour, ReporterKind } from '../domain/vocabulary.ts';
import type { ConcernsPorts, FoundRecord, NamedRecord, WhyFound } from '../ports/outside.ports.ts';
import { describeMentions } from './describe-subjects.query.ts';

/** One concern found, for somebody who may see it. */
export interface Hit {
  readonly id: ConcernId;
  readonly reference: string;
  readonly receivedAt: Temporal.Instant;
  readonly standing: Standing;
  readonly colour: Colour;
  readonly reporterKind: ReporterKind;
  readonly line: string;
  /** Why it was found; `null` where it stands under its record, or was found by its reference. */
  readonly found: WhyFound | null;
}

/** Somebody or something on record with the concerns about them; or a concern that names somebody who is not on record yet. */
export interface Group {
  readonly record: FoundRecord | null;
  /** Newest first. */
  readonly concerns: readonly Hit[];
  /** Concerns about them that may be seen and are not listed here. */
  readonly more: number;
}

/** What a search came to. */
export interface Found {
  /** Names the search in the ledger, so that what is opened from it can say so; null where nothing was searched for. */
  readonly search: string | null;
  readonly groups: readonly Group[];
  /** All concerns in the groups of this page. */
  readonly hits: readonly Hit[];
  /** Which page this is, from 1, and of how many. */
  readonly page: number;
  readonly pages: number;
  /** How many groups there are on all pages. */
  readonly total: number;
  /** Something was found that the viewer may not see: "a record may exist: ask", never a name or a number. */
  readonly hidden: boolean;
}

/** What is searched for, and which page of it. */
export interface SearchFor {
  readonly text: string;
  readonly page?: number;
}

/** Most that is looked at, groups on a page, and concerns listed under one record. */
const MOST = 400;
const PER_PAGE = 20;
const PER_RECORD = 5;

export const NOTHING_FOUND: Found = {
  search: null,
  groups: [],
  hits: [],
  page: 1,
  pages: 1,
  total: 0,
  hidden: false,
};

/** Something found, before it is cut to a page: a record, or a concern that stands by itself. */
interface Lead {
  readonly record: NamedRecord | null;
  readonly concern: ConcernId | null;
}

interface Leads {
  readonly leads: readonly Lead[];
  readonly visible: ReadonlySet<ConcernId>;
  readonly kept: ReadonlySet<ConcernId>;
  readonly hidden: boolean;
  /** How much was found, seen or not. */
  readonly found: number;
}

type Named = Awaited<ReturnType<ConcernsPorts['people']['findNamed']>>;

/** What was found that the viewer may see, a record before its concerns; whoever is kept away is not told that there is more. */
async function listLeads(ports: ConcernsPorts, tx: Tx, viewer: AccountId, named: Named): Promise<Leads> {
  const concerns = [...new Set(named.flatMap(({ concern }) => concern ?? []))];
  const standing = await ports.store.listStanding(tx, concerns, viewer);
  const [visible, kept] = [new Set(standing.visible), new Set(standing.kept)];
  const records = new Map(named.flatMap(({ record }) => (record ? [[record.id, record] as const] : [])));
  const stands = await ports.store.listRecordStanding(tx, [...records.keys()], viewer);
  const seen = new Set<string>();
  const leads = named.flatMap(({ record, concern }): Lead[] => {
    const open = record && stands.visible.has(record.id);
    const lead = open ? { record, concern: null } : { record: null, concern };
    const key = lead.record?.id ?? lead.concern;
    if (key === null || seen.has(key) || (!open && !(concern && visible.has(concern)))) return [];
    seen.add(key);
    return [lead];
  });
  const isUntold = (id: string) => !stands.visible.has(id) && !stands.kept.has(id);
  const hidden =
    concerns.some((id) => !visible.has(id) && !kept.has(id)) || [...records.keys()].some(isUntold);
  return { leads, visible, kept, hidden, found: concerns.length + records.size };
}

interface Page {
  readonly term: string;
  readonly viewer: AccountId;
  readonly at: Temporal.Instant;
}

async function readHits(
  ports: ConcernsPorts,
  tx: Tx,
  ids: readonly ConcernId[],
  explain: (hit: {
    readonly at: Temporal.Instant;
    readonly mentions: readonly MentionAsGiven[];
  }) => WhyFound | null,
): Promise<ReadonlyMap<ConcernId, Hit>> {
  const rows = await ports.store.listRows(tx, ids);
  await ports.vault.warm(
    tx,
    rows.map((row) => concernRef(row.id)),
  );
  const hits = new Map<ConcernId, Hit>();
  for (const row of rows) {
    const told = await ports.store.openTold(tx, ports.vault, row);
    hits.set(row.id, {
      id: row.id,
      reference: row.reference,
      receivedAt: row.received_at,
      standing: row.standing,
      colour: row.colour,
      reporterKind: row.reporter_kind,
      line: told ? describeMentions(told.mentions) : 'Erased by law',
      found: told ? explain({ at: row.received_at, mentions: told.mentions }) : null,
    });
  }
  return hits;
}

/** Groups of these leads in their order: each record with the concerns about it, each other concern by itself. */
async function readGroups(
  ports: ConcernsPorts,
  tx: Tx,
  { term, viewer, at }: Page,
  leads: readonly Lead[],
): Promise<readonly Group[]> {
  const records = leads.flatMap(({ record }) => record ?? []);
  const about = await ports.people.listConcernsOf(tx, records);
  const alone = leads.flatMap(({ record, concern }) => (record ? [] : (concern ?? [])));
  const of = [...new Set([...about.values()].flat())];
  const visible = new Set((await ports.store.listStanding(tx, of, viewer)).visible);
  const lines = await ports.people.describeFound(tx, { records, visible, term, at });
  const lineOf = new Map(lines.map((line) => [line.record.id, line]));
  const seenOf = (id: string) => (about.get(id) ?? []).filter((concern) => visible.has(concern));
  const listed = records.flatMap(({ id }) => seenOf(id).slice(0, PER_RECORD));
  const hits = await readHits(ports, tx, [...new Set([...listed, ...alone])], ({ at: said, mentions }) =>
    ports.people.explainFound(
      term,
      at,
      mentions.map((given) => ({ given, at: said })),
    ),
  );
  const shown = new Set(listed);
  return leads.flatMap(({ record, concern }): Group[] => {
    if (!record) {
      const hit = concern && hits.get(concern);
      // A concern that stands under somebody on record is not listed a second time.
      return hit?.found && !shown.has(hit.id) ? [{ record: null, concerns: [hit], more: 0 }] : [];
    }
    const line = lineOf.get(record.id);
    if (!line?.found) return [];
    const seen = seenOf(record.id);
    const concerns = seen.slice(0, PER_RECORD).flatMap((id) => {
      const hit = hits.get(id);
      return hit ? [{ ...hit, found: null }] : [];
    });
    return [{ record: line, concerns, more: seen.length - concerns.length }];
  });
}

/** By its reference a concern is found alone, whatever it names. */
async function findByReference(
  ports: ConcernsPorts,
  tx: Tx,
  viewer: AccountId,
  typed: string,
): Promise<Omit<Found, 'search'> | null> {
  const reference = ports.readReference(typed);
  const found = reference === null ? null : await ports.store.findConcernByReference(tx, reference);
  if (!found) return null;
  const { visible, kept } = await ports.store.listStanding(tx, [found.row.id], viewer);
  const hits = [...(await readHits(ports, tx, visible, () => null)).values()];
  const groups = hits.map((hit) => ({ record: null, concerns: [hit], more: 0 }));
  const hidden = visible.length + kept.length === 0;
  return { groups, hits, page: 1, pages: 1, total: groups.length, hidden };
}

async function findByWords(
  ports: ConcernsPorts,
  tx: Tx,
  asked: Page & { readonly page: number },
): Promise<Omit<Found, 'search'> & { readonly found: number }> {
  const named = await ports.people.findNamed(tx, asked.term, MOST, asked.at);
  const { leads, hidden, found } = await listLeads(ports, tx, asked.viewer, named);
  // Only what was written down tells whether a mark has the end that was asked for: all are read before they are paged.
  const isPartial = ports.people.explainFound(asked.term, asked.at, []) === null;
  const all = isPartial ? await readGroups(ports, tx, asked, leads) : null;
  const total = (all ?? leads).length;
  const pages = Math.max(1, Math.ceil(total / PER_PAGE));
  const page = Math.min(Math.max(1, asked.page), pages);
  const [from, to] = [(page - 1) * PER_PAGE, page * PER_PAGE];
  const groups = all?.slice(from, to) ?? (await readGroups(ports, tx, asked, leads.slice(from, to)));
  const hits = groups.flatMap(({ concerns }) => concerns);
  return { groups, hits, page, pages, total, hidden, found };
}

/**
 * Searches records and concerns by reference, name, number, registration mark or postcode: those that agree most first, each
 * person or thing with the concerns about them. Filtered by the same relations as the pages themselves. The entry keeps a keyed
 * hash of the terms and the number of hits, never the terms.
 */
export function searchConcerns(ports: ConcernsPorts): Query<SearchFor, Found> {
  return async (tx, ctx: CommandContext, { text, page = 1 }) => {
    const term = text.trim().slice(0, 200);
    const viewer = ctx.actor.kind === 'account' ? ctx.actor.account : null;
    if (term === '' || !viewer) return { ok: true, value: NOTHING_FOUND, entries: [] };
    const referenced = await findByReference(ports, tx, viewer, term);
    const { found, ...value } = referenced
      ? { ...referenced, found: 1 }
      : await findByWords(ports, tx, { term, viewer, at: ctx.now, page });
    const terms = createHmac('sha256', ports.keys.pepper).update(term.toLowerCase()).digest('hex');
    const search = ctx.ids.next<'search'>();
    return {
      ok: true,
      value: { search, ...value },
      entries: [
        {
          act: 'concerns.searched',
          subject: { kind: 'search', id: search },
          body: { terms, found, shown: value.hits.length, page: value.page },
        },
      ],
    };
  };
}
