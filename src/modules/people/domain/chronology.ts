/**
 * One chronology for each child: what every module has of them, by date, with the stretches in which nothing was written
 * marked. Source: 20-domain.md ("one chronology per child: everything from every module by date, filterable, printable, with
 * gaps marked"); reviews after deaths, in which silence was read as safety.
 */

/** The kinds of line that a reader may choose among; stored nowhere. */
export const LINE_KINDS = {
  concern: 'Concerns received',
  decision: 'Decisions',
  answer: 'Answers and challenges',
  message: 'Messages with the person who told us',
  request: 'Requests to agencies',
  late: 'Duties missed',
  pattern: 'Patterns',
  network: 'Networks',
  link: 'Links',
  fact: 'Facts put on record',
  relationship: 'Relationships',
  record: 'Records joined, taken apart or protected',
} as const;

export type LineKind = keyof typeof LINE_KINDS;

/** Which part of Heed a kind of line comes from, as it is called on the page. */
export const LINE_FROM: Readonly<Record<LineKind, string>> = {
  concern: 'concerns',
  decision: 'concerns',
  answer: 'concerns',
  message: 'concerns',
  request: 'concerns',
  late: 'duties',
  pattern: 'patterns',
  network: 'networks',
  link: 'people and things',
  fact: 'people and things',
  relationship: 'people and things',
  record: 'people and things',
};

/** One thing that happened. */
export interface ChronologyLine {
  readonly at: Temporal.Instant;
  readonly kind: LineKind;
  readonly text: string;
  /** Where it can be read, and what it is called there. */
  readonly link?: { readonly href: string; readonly text: string };
}

/** What a reader chose; empty: everything. Days are inclusive, in London. */
export interface ChronologyFilter {
  readonly kinds: readonly LineKind[];
  readonly from: Temporal.PlainDate | null;
  readonly until: Temporal.PlainDate | null;
}

/** A line, or a stretch in which there is nothing. */
export type ChronologyRow =
  | { readonly row: 'line'; readonly line: ChronologyLine }
  | {
      readonly row: 'gap';
      readonly from: Temporal.Instant;
      readonly until: Temporal.Instant;
      readonly days: number;
    };

/** Days without anything from which a gap is marked. */
export const GAP_DAYS = 90;

const DAY = 86_400_000;
const LONDON = 'Europe/London';

const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(LONDON).toPlainDate();

function passes({ kinds, from, until }: ChronologyFilter, line: ChronologyLine): boolean {
  const day = dayOf(line.at);
  if (kinds.length > 0 && !kinds.includes(line.kind)) return false;
  if (from && Temporal.PlainDate.compare(day, from) < 0) return false;
  return !(until && Temporal.PlainDate.compare(day, until) > 0);
}

/**
 * The lines that pass, oldest first, with every gap of more than ninety days marked: between two lines, and from the last to
 * `now` where the reader did not stop before. Gaps are of everything there is, not of what passed: choosing one kind of line
 * must not make silence out of what was left out.
 */
export function deriveChronology(
  lines: readonly ChronologyLine[],
  filter: ChronologyFilter,
  now: Temporal.Instant,
): readonly ChronologyRow[] {
  const all = lines.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  const rows: ChronologyRow[] = [];
  all.forEach((line, index) => {
    const next = all[index + 1]?.at ?? now;
    if (passes(filter, line)) rows.push({ row: 'line', line });
    const days = Math.floor((next.epochMilliseconds - line.at.epochMilliseconds) / DAY);
    const within =
      !(filter.from && Temporal.PlainDate.compare(dayOf(next), filter.from) < 0) &&
      !(filter.until && Temporal.PlainDate.compare(dayOf(line.at), filter.until) > 0);
    if (days > GAP_DAYS && within) rows.push({ row: 'gap', from: line.at, until: next, days });
  });
  return rows;
}
