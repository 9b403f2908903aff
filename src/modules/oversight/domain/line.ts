/**
 * A line of "who knew what, when": one thing that the ledger says happened, with where it says so. Source: 40-ledger.md
 * ("Every line cites its ledger index and can be checked from the export"). What a line may say is chosen here, act by act;
 * an act that is not listed is not shown, so that nothing new appears before somebody has thought about who reads it.
 * Left out on purpose: who in the organisation was named, which words were hidden, looks at who the reporter is.
 */
import type { RecordRef } from '../../../kernel/entry.ts';
import type { JsonObject } from '../../../kernel/json.ts';

/** An entry of the ledger, pseudonyms resolved and body opened, as the ledger's reader gives it. */
export interface ReadEntry {
  readonly id: string;
  readonly index: number | null;
  /** The name of its log, where the ledger has several. */
  readonly log?: string | null;
  readonly at: Temporal.Instant;
  readonly act: string;
  readonly by: RecordRef | null;
  readonly post: string | null;
  readonly subject: RecordRef;
  readonly about: readonly RecordRef[];
  readonly body: JsonObject | null;
}

/** Where a line can be checked: the entry's number in the log (`null` until it has one), its id and its act. */
export interface Cite {
  readonly entry: string;
  readonly index: number | null;
  /** Of which log, where the ledger has several. */
  readonly log?: string;
  readonly act: string;
}

/** What sort of thing a line says. */
export type LineKind =
  | 'warning'
  | 'again'
  | 'told'
  | 'sent'
  | 'not-sent'
  | 'notice-opened'
  | 'opened'
  | 'did'
  | 'asked'
  | 'answered'
  | 'missed'
  | 'climbed'
  | 'met'
  | 'counted';

/** One thing that happened. */
export interface Line {
  readonly kind: LineKind;
  readonly cite: Cite;
  /** When it happened, or, of a clock missed and a rung reached, when it should have. */
  readonly at: Temporal.Instant;
  /** When the ledger was told. Later than `at` where the clock was kept late. */
  readonly recorded: Temporal.Instant;
  /** The concern or pattern that it is about. */
  readonly record: RecordRef;
  /** The post that did it, or that was told. */
  readonly post: string | null;
  /** The person who did it; `null` for the engine, the public and notices to a post. */
  readonly account: string | null;
  /** What ties an answer to what it answers: `request:`, `ask:`, `notice:`, `duty:` or `count:` and an id. */
  readonly key: string | null;
  /** The facts that may be shown, by act. */
  readonly detail: JsonObject;
  /** What somebody wrote with it, in their own words; it may name people. */
  readonly words: JsonObject;
}

const NOTHING: JsonObject = {};

/** How an act becomes a line. */
interface Shape {
  readonly kind: LineKind;
  /** Fields of the body that may be shown. */
  readonly shows?: readonly string[];
  /** Fields of the body's `words` (or the body itself) in somebody's own words that may be shown. */
  readonly says?: readonly string[];
  readonly key?: (body: JsonObject, subject: RecordRef) => string | null;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : NOTHING;
const keyed = (prefix: string, field: string) => (body: JsonObject) => {
  const id = textOf(body[field]);
  return id === null ? null : `${prefix}:${id}`;
};
const asked = keyed('ask', 'proposal');
const noticed = keyed('notice', 'notice');
const owed = keyed('duty', 'duty');
const counted = (_body: JsonObject, subject: RecordRef) => `count:${subject.id}`;

const SHAPES: Readonly<Record<string, Shape>> = {
  'concerns.concern-received': {
    kind: 'warning',
    shows: ['channel', 'reporterKind', 'naming', 'danger', 'colour', 'indicators', 'reference', 'earlier'],
    key: counted,
  },
  'concerns.laid-beside-again': { kind: 'counted', shows: ['earlier'], key: counted },
  'concerns.concern-challenged': { kind: 'again' },
  'concerns.reporter-not-safe': { kind: 'again' },
  'concerns.message-received': { kind: 'again' },
  'concerns.concern-opened': { kind: 'opened' },
  'concerns.concern-seen': { kind: 'opened' },
  'concerns.pattern-seen': { kind: 'opened' },
  'concerns.attachment-opened': { kind: 'opened' },
  'duties.duty-opened': { kind: 'opened' },
  'concerns.concern-triaged': { kind: 'did', shows: ['colour'], says: ['reason'] },
  'concerns.concern-decided': {
    kind: 'did',
    shows: ['outcomes', 'answer', 'context', 'secondPerson'],
    says: ['reason', 'optionsSetAside', 'wouldReopen'],
  },
  'concerns.decision-confirmed': { kind: 'did', says: ['reason'] },
  'concerns.confirmation-refused': { kind: 'did', says: ['reason'] },
  'concerns.handover-accepted': { kind: 'did' },
  'concerns.handover-refused': { kind: 'did', says: ['reason'] },
  'concerns.reporter-answered': { kind: 'did' },
  'concerns.message-sent': { kind: 'did' },
  'concerns.safety-taken-up': { kind: 'did', says: ['what'] },
  'concerns.challenge-answered': { kind: 'did', shows: ['upheld'], says: ['reason'] },
  'concerns.allegation-considered': { kind: 'did', says: ['note'] },
  'concerns.child-added': { kind: 'did' },
  'concerns.pattern-reviewed': { kind: 'did', shows: ['outcome'], says: ['reason'] },
  'duties.rung-acknowledged': { kind: 'did', shows: ['rule'] },
  'duties.telephoned': { kind: 'did' },
  'concerns.agency-asked': {
    kind: 'asked',
    shows: ['request'],
    says: ['ask', 'purpose', 'lawfulBasis'],
    key: (body) => keyed('request', 'id')(objectOf(body.request)),
  },
  'concerns.request-answered': { kind: 'answered', says: ['reply'], key: keyed('request', 'request') },
  'concerns.request-declined': { kind: 'answered', says: ['reply'], key: keyed('request', 'request') },
  'duties.extension-asked': {
    kind: 'asked',
    shows: ['newDue', 'oldDue', 'duty'],
    says: ['reason'],
    key: asked,
  },
  'duties.withdrawal-asked': { kind: 'asked', shows: ['duty'], says: ['reason'], key: asked },
  'duties.extension-confirmed': { kind: 'answered', key: asked },
  'duties.extension-refused': { kind: 'answered', key: asked },
  'duties.withdrawal-confirmed': { kind: 'answered', key: asked },
  'duties.withdrawal-refused': { kind: 'answered', key: asked },
  'duties.notice-sent': { kind: 'sent', shows: ['means'], key: noticed },
  'duties.notice-not-sent': { kind: 'not-sent', shows: ['means', 'failure'], key: noticed },
  'duties.clock-missed': { kind: 'missed', shows: ['rule', 'duty', 'should'], key: owed },
  'duties.rung-reached': {
    kind: 'climbed',
    shows: ['rule', 'duty', 'should', 'rung', 'why', 'acts', 'informs'],
    key: owed,
  },
  'duties.nobody-left': { kind: 'climbed', shows: ['rule', 'duty', 'should', 'rung'], key: owed },
  'duties.duty-met': { kind: 'met', shows: ['rule', 'act', 'late'], key: owed },
};

/** Every act that makes a line. */
export const LINE_ACTS: readonly string[] = Object.keys(SHAPES);

function pick(from: JsonObject, fields: readonly string[] = []): JsonObject {
  const picked: Record<string, JsonObject[string]> = {};
  for (const field of fields) {
    const value = from[field];
    if (value !== undefined && value !== null) picked[field] = value;
  }
  return picked;
}

function instantOf(value: unknown): Temporal.Instant | null {
  const text = textOf(value);
  return text === null ? null : Temporal.Instant.from(text);
}

/** Where an entry can be checked. */
export function citeOf(entry: ReadEntry): Cite {
  const log = entry.log ? { log: entry.log } : {};
  return { entry: entry.id, index: entry.index, act: entry.act, ...log };
}

/** The line an entry makes; `null` for an act that this reading does not tell of. */
export function deriveLine(entry: ReadEntry): Line | null {
  const shape = SHAPES[entry.act];
  if (!shape) return null;
  const body = entry.body ?? NOTHING;
  // What was written stands under `words` in a concern's acts, beside the rest in a duty's and a pattern's.
  const written = 'words' in body ? objectOf(body.words) : body;
  const reached = shape.kind === 'missed' || shape.kind === 'climbed';
  const met = shape.kind === 'met' ? (entry.about.find(({ kind }) => kind === 'post')?.id ?? null) : null;
  return {
    kind: shape.kind,
    cite: citeOf(entry),
    at: (reached ? instantOf(body.should) : null) ?? entry.at,
    recorded: entry.at,
    record: entry.subject,
    post: met ?? entry.post,
    account: entry.by?.kind === 'account' ? entry.by.id : null,
    key: shape.key?.(body, entry.subject) ?? null,
    detail: pick(body, shape.shows),
    words: pick(written, shape.says),
  };
}
