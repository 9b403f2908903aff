import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionAsGiven, MentionKind } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { deriveCalled } from '../domain/called.ts';
import { type FactValue, readDay } from '../domain/decide-fact.ts';
import { type Fact, recordIn } from '../domain/record.ts';
import { listDerivable } from '../domain/record-keys.ts';
import { readPartialMark } from '../domain/registration.ts';
import { sayIsoDay } from '../domain/say-day.ts';
import type { Said } from '../domain/score-proposal.ts';
import { explainFound, type WhyFound } from '../domain/why-found.ts';
import type { RecordStore } from '../ports.ts';

/** Which records to describe, to whom, and what was searched for. */
export interface DescribeFound {
  readonly records: readonly { readonly kind: 'person' | 'thing'; readonly id: string }[];
  /** The concerns that the reader may see: what others gave is left out. */
  readonly visible: ReadonlySet<ConcernId>;
  readonly term: string;
  readonly at: Temporal.Instant;
}

/** A record in one line. */
export interface FoundLine {
  readonly record: DescribeFound['records'][number];
  readonly kind: MentionKind;
  readonly called: string | null;
  readonly born: string | null;
  /** `null` where a mark was asked for that it cannot be. */
  readonly found: WhyFound | null;
}

type ReadPhone = (text: string) => string | null;

const markOf = (given: MentionAsGiven | null) => (given?.kind === 'vehicle' ? given.registration : undefined);

/** Why `term` finds one of these; `null` where it tells the beginning and the end of a mark, and none of them can be it. */
export const explainIfFits =
  (readPhone: ReadPhone) =>
  (term: string, at: Temporal.Instant, known: readonly Said[]): WhyFound | null => {
    const fits = readPartialMark(term);
    if (!fits) return explainFound(term, at, known, readPhone);
    const mark = known.map(({ given }) => markOf(given)).find((one) => one !== undefined && fits(one));
    return mark === undefined
      ? null
      : { why: 'the beginning and the end of the registration mark', as: null };
  };

const BIRTH_SORTS: Readonly<Record<string, string>> = { estimated: ' (estimated)', expected: ' (expected)' };

/** When they were born, as far as it is known: what was put on record before what concerns gave. */
function sayBorn(standing: readonly FactValue[], facts: readonly Fact[]): string | null {
  const put = standing.findLast(({ kind }) => kind === 'birth');
  if (put) return `${sayIsoDay(put.value)}${BIRTH_SORTS[put.sort ?? ''] ?? ''}`;
  const people = facts.flatMap(({ given, at }) =>
    given.kind === 'child' || given.kind === 'adult' ? [{ given, at }] : [],
  );
  const dated = people.findLast(({ given }) => given.dateOfBirth);
  if (dated?.given.dateOfBirth) return sayIsoDay(readDay(dated.given.dateOfBirth) ?? dated.given.dateOfBirth);
  const aged = people.findLast(({ given }) => given.age);
  return aged?.given.age
    ? `age ${aged.given.age} in ${aged.at.toZonedDateTimeISO('Europe/London').year}`
    : null;
}

/** Describes records that a search found: three statements, and three for each. */
export const describeFound =
  (
    store: Pick<RecordStore, 'findRecord' | 'listMembers' | 'listFacts' | 'listDetails'>,
    readPhone: ReadPhone,
  ) =>
  async (tx: Tx, { records, visible, term, at }: DescribeFound): Promise<readonly FoundLine[]> => {
    const explain = explainIfFits(readPhone);
    const known = records.map(recordIn);
    const given = await store.listFacts(tx, known);
    const lines: FoundLine[] = [];
    for (const record of known) {
      const found = await store.findRecord(tx, record);
      if (!found) continue;
      const details = (await store.listDetails(tx, await store.listMembers(tx, record))).flatMap((one) =>
        one.value && !one.ended ? [{ at: one.at, value: one.value }] : [],
      );
      const facts = (given.get(record.id) ?? []).filter(({ concern }) => !concern || visible.has(concern));
      const standing = details.map(({ value }) => value);
      const said: readonly Said[] = [...facts, ...listDerivable({ kind: found.kind, details, facts })];
      lines.push({
        record,
        kind: found.kind,
        called: deriveCalled(standing, facts, record.kind === 'person'),
        born: record.kind === 'person' ? sayBorn(standing, facts) : null,
        found: explain(term, at, said),
      });
    }
    return lines;
  };
