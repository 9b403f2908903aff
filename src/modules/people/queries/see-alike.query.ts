import type { Query } from '../../../kernel/command.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { describeKnown } from '../domain/known-person.ts';
import type { PairScore } from '../domain/matching/index.ts';
import { decideNewRecord, listTerms, type NewRecordAsTyped } from '../domain/new-record.ts';
import { type KnownRecord, recordIn } from '../domain/record.ts';
import { type Said, scoreProposal } from '../domain/score-proposal.ts';
import type { TieStore } from '../ports/ties.ports.ts';
import type { RecordStore, RecordsOutside } from '../ports.ts';
import { describeFound, type FoundLine } from './describe-found.query.ts';
import { OPEN_RECORD } from './load-record.query.ts';

/** Somebody or something on record that a new record may be. */
export interface MayBe {
  readonly line: FoundLine;
  /** Of people: field by field; `null` of things. */
  readonly score: PairScore | null;
}

/** What is known already that a new record may be. */
export interface Alike {
  readonly records: readonly MayBe[];
  /** References of concerns that name somebody like it who is not on record, by id. */
  readonly concerns: ReadonlyMap<ConcernId, string>;
}

/** How to look. */
export interface AlikeStore extends RecordStore, Pick<TieStore, 'listKnown'> {
  findNamed(
    tx: Tx,
    term: string,
    most: number,
    at: Temporal.Instant,
  ): Promise<readonly { readonly concern: ConcernId | null; readonly record: KnownRecord | null }[]>;
}

/** Most that is looked at for each term, and most that is shown. */
const MOST = 30;
const MOST_SHOWN = 8;

/**
 * Who or what a new record may be already, likeliest first, cut to what the viewer may see: so that nobody is put on record twice.
 * It is a search, and entered as one. Refuses what `decideNewRecord` refuses.
 */
export function seeAlike(
  store: AlikeStore,
  outside: RecordsOutside,
  readPhone: (text: string) => string | null,
): Query<NewRecordAsTyped, Alike> {
  const describe = describeFound(store, readPhone);
  return async (tx, ctx, input) => {
    const today = ctx.now.toZonedDateTimeISO('Europe/London').toPlainDate();
    const facts = decideNewRecord(input, today);
    if (!facts.ok) return facts;
    const terms = listTerms(facts.value);
    const records = new Map<string, { record: KnownRecord; term: string }>();
    const named = new Set<ConcernId>();
    for (const term of terms)
      for (const { record, concern } of await store.findNamed(tx, term, MOST, ctx.now)) {
        if (record && !records.has(record.id)) records.set(record.id, { record, term });
        if (!record && concern) named.add(concern);
      }
    const isPerson = input.kind === 'child' || input.kind === 'adult';
    const mine: readonly Said[] = isPerson
      ? describeKnown(
          input.kind,
          facts.value.map((value) => ({ at: ctx.now, value })),
          [],
        )
      : [];
    const found: MayBe[] = [];
    for (const { record, term } of [...records.values()].slice(0, MOST)) {
      if ((record.kind === 'person') !== isPerson) continue;
      if (!(await outside.decide(tx, ctx.actor, OPEN_RECORD, record, ctx.now)).allowed) continue;
      const known = (await store.listKnown(tx, [record])).get(record.id) ?? [];
      const [said] = mine;
      const score = said ? scoreProposal(said, known, readPhone) : null;
      // A name that is somewhere near is not enough to be asked about, where more is known of both and speaks against it.
      if (score && score.band === 'none' && score.reasons.some(({ bits }) => bits < 0)) continue;
      const about = (await outside.seeConcerns(tx, ctx, await listConcerns(store, tx, record))).visible;
      const [line] = await describe(tx, {
        records: [recordIn(record)],
        visible: new Set(about.keys()),
        term,
        at: ctx.now,
      });
      if (line?.found) found.push({ line, score });
    }
    const { visible } = await outside.seeConcerns(tx, ctx, [...named].slice(0, MOST));
    const shown = found.toSorted((a, b) => (b.score?.bits ?? 0) - (a.score?.bits ?? 0)).slice(0, MOST_SHOWN);
    const search = ctx.ids.next<'search'>();
    return {
      ok: true,
      value: { records: shown, concerns: new Map([...visible].slice(0, MOST_SHOWN)) },
      entries: [
        {
          act: 'people.looked-alike',
          subject: { kind: 'search', id: search },
          body: { kind: input.kind, found: found.length, shown: shown.length },
        },
      ],
    };
  };
}

async function listConcerns(store: RecordStore, tx: Tx, record: KnownRecord): Promise<readonly ConcernId[]> {
  return (await store.listLinks(tx, await store.listMembers(tx, record))).map(({ concern }) => concern);
}
