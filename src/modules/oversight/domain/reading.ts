/**
 * The reading of a concern, child, adult, thing or pattern as of an instant, twice: what was recorded by then, and what is
 * known now about the time up to then. Source: 40-ledger.md (Who knew what, when). Pure: lines in, rows out.
 * The one promise that everything else stands on: what is in the first reading was in the ledger at that instant.
 */
import type { Cite, Line } from './line.ts';
import { findMembership, type Membership } from './membership.ts';

/** A line in either reading or both. */
export interface Row {
  readonly line: Line;
  /** Recorded by the instant asked about. */
  readonly recorded: boolean;
  /** Known now, of the time up to then. False for a concern since unlinked. */
  readonly known: boolean;
  /** Where it is known only since: since when, and which entry brought it. */
  readonly since: { readonly at: Temporal.Instant; readonly cite: Cite; readonly linked: boolean } | null;
  /** Where it was in the first reading and no longer belongs: which entry took it out. */
  readonly gone: { readonly at: Temporal.Instant; readonly cite: Cite } | null;
  /** What answers it (a reply, a delivery, an opening, the act that met it): recorded by then, and later. */
  readonly answeredThen: readonly Line[];
  readonly answeredLater: readonly Line[];
}

/** Times one person opened one record. */
export interface Opening {
  readonly row: Row;
  /** How many times by the instant asked about, the first included; 0 where none was recorded by then. */
  readonly timesThen: number;
}

/** What one post was told, opened, did and asked. */
export interface PostReading {
  readonly post: string;
  readonly told: readonly Row[];
  readonly opened: readonly Opening[];
  readonly did: readonly Row[];
  readonly asked: readonly Row[];
}

export interface Reading {
  readonly warnings: readonly Row[];
  readonly posts: readonly PostReading[];
  /** Clocks missed and rungs reached, by when they should have been. */
  readonly clocks: readonly Row[];
}

/** What a reading is made from. */
export interface ReadingInput {
  readonly lines: readonly Line[];
  readonly memberships: readonly Membership[];
  readonly asOf: Temporal.Instant;
  readonly now: Temporal.Instant;
}

const before = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) <= 0;
/** Lines that tell of an answer to another: shown with what they answer. */
const ANSWERS = new Set(['answered', 'sent', 'not-sent', 'notice-opened', 'met', 'counted']);

/** Of what happened at one instant: a clock passes before it climbs, and a post is told before it acts. */
const ORDER: readonly Line['kind'][] = [
  'warning',
  'again',
  'missed',
  'climbed',
  'told',
  'opened',
  'did',
  'asked',
];

/** By when it happened, when it was recorded, and what comes first. */
export function compareLines(a: Line, b: Line): number {
  return (
    Temporal.Instant.compare(a.at, b.at) ||
    Temporal.Instant.compare(a.recorded, b.recorded) ||
    ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
    (a.cite.entry < b.cite.entry ? -1 : 1)
  );
}

/** Concerns belong by stretches; a pattern, asked about itself, always does. */
function belongs(memberships: readonly Membership[], line: Line, at: Temporal.Instant) {
  return findMembership(memberships, line.record.id, at);
}

function toRow(line: Line, input: ReadingInput, answers: readonly Line[]): Row | null {
  const { memberships, asOf, now } = input;
  const spanThen = belongs(memberships, line, asOf);
  const spanNow = belongs(memberships, line, now);
  const then = spanThen !== undefined && before(line.recorded, asOf);
  const isNow = spanNow !== undefined && before(line.at, asOf);
  if (!then && !isNow) return null;
  const linkedLater = spanNow?.joined && !before(spanNow.from, line.recorded) && !before(spanNow.from, asOf);
  const since = linkedLater
    ? { at: spanNow.from, cite: spanNow.joined, linked: true }
    : { at: line.recorded, cite: line.cite, linked: false };
  return {
    line,
    recorded: then,
    known: isNow,
    since: then ? null : since,
    gone: then && !spanNow && spanThen.to && spanThen.left ? { at: spanThen.to, cite: spanThen.left } : null,
    answeredThen: then ? answers.filter((one) => before(one.recorded, asOf)) : [],
    answeredLater: isNow ? answers.filter((one) => !then || !before(one.recorded, asOf)) : [],
  };
}

/** First opening of each record by each person, with how often they came back. */
function collapse(rows: readonly Row[]): readonly Opening[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.line.account} ${row.line.record.id}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    // One visit may be entered more than once (seen, then first opened): visits are told apart by the instant's minute.
    const visits = new Set(
      group
        .filter(({ recorded }) => recorded)
        .map(({ line }) => Math.floor(line.at.epochMilliseconds / 60_000)),
    );
    return first ? [{ row: first, timesThen: visits.size }] : [];
  });
}

/** Both readings. Rows are in the order of time; posts in the order in which they first come up. */
export function deriveReading(input: ReadingInput): Reading {
  const sorted = [...input.lines].sort(compareLines);
  const answers = new Map<string, Line[]>();
  for (const line of sorted) {
    if (line.key === null || !ANSWERS.has(line.kind)) continue;
    const known = answers.get(line.key);
    if (known) known.push(line);
    else answers.set(line.key, [line]);
  }
  const rows = sorted
    .filter((line) => !ANSWERS.has(line.kind))
    .flatMap((line) => toRow(line, input, (line.key === null ? null : answers.get(line.key)) ?? []) ?? []);
  const of = (...kinds: readonly Line['kind'][]) => rows.filter(({ line }) => kinds.includes(line.kind));
  const perPost = of('told', 'opened', 'did', 'asked');
  const posts = [...new Set(perPost.flatMap(({ line }) => line.post ?? []))];
  return {
    warnings: of('warning', 'again'),
    clocks: of('missed', 'climbed'),
    posts: posts.map((post) => {
      const own = perPost.filter(({ line }) => line.post === post);
      const kind = (wanted: Line['kind']) => own.filter(({ line }) => line.kind === wanted);
      return {
        post,
        told: kind('told'),
        opened: collapse(kind('opened')),
        did: kind('did'),
        asked: kind('asked'),
      };
    }),
  };
}

/** What the person who did `did` had opened before it, latest opening of each record: what they could have known. */
export function listOpenedBefore(lines: readonly Line[], did: Line): readonly Line[] {
  const latest = new Map<string, Line>();
  for (const line of [...lines].sort(compareLines)) {
    const theirs = line.kind === 'opened' && line.account !== null && line.account === did.account;
    if (theirs && Temporal.Instant.compare(line.at, did.at) < 0) latest.set(line.record.id, line);
  }
  return [...latest.values()];
}
