import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { OUTCOMES } from '../domain/outcomes.ts';
import type { ReporterKind } from '../domain/vocabulary.ts';

/** Something that happened to a concern, for a chronology: no words of anybody's, no names. */
export interface Happened {
  readonly concern: ConcernId;
  readonly at: Temporal.Instant;
  readonly kind: 'concern' | 'decision' | 'answer' | 'message' | 'request' | 'pattern' | 'network';
  readonly text: string;
  readonly reporter: ReporterKind;
}

type Kind = Happened['kind'];

/** The acts that a chronology tells of, and how. What only moved paper about is left out. */
const TOLD: Readonly<Record<string, readonly [kind: Kind, text: string]>> = {
  'concern-received': ['concern', 'A concern was received'],
  'child-added': ['concern', 'A child was added to a concern'],
  'reporter-not-safe': ['concern', 'The person who told us said that they are not safe'],
  'concern-decided': ['decision', 'Decided'],
  'decision-confirmed': ['decision', 'The second person agreed with the decision'],
  'confirmation-refused': ['decision', 'The second person did not agree with the decision'],
  'handover-accepted': ['decision', 'Another post took the work on'],
  'handover-refused': ['decision', 'Another post sent the work back'],
  'reporter-answered': ['answer', 'The person who told us was answered'],
  'concern-challenged': ['answer', 'The person who told us challenged the answer'],
  'challenge-answered': ['answer', 'The challenge was answered'],
  'message-received': ['message', 'The person who told us wrote again'],
  'message-sent': ['message', 'The person who told us was written to'],
  'safety-taken-up': ['concern', 'Somebody took up that they are not safe'],
  'allegation-considered': [
    'decision',
    'The allegation about somebody who works with children was considered',
  ],
  'agency-asked': ['request', 'Another agency was asked'],
  'request-answered': ['request', 'The other agency replied'],
  'request-declined': ['request', 'The other agency declined'],
};

/** Most acts read, newest first. */
const MOST = 3_000;

interface Row {
  readonly concern_id: ConcernId;
  readonly at: Temporal.Instant;
  readonly act: string;
  readonly data: JsonObject;
  readonly reporter_kind: ReporterKind;
}

/** "Early help; No further action": what was decided, each once, and whether it waits. */
function sayOutcomes(data: JsonObject): string {
  const outcomes = Array.isArray(data.outcomes) ? data.outcomes : [];
  const said = outcomes.flatMap((one) => {
    if (typeof one !== 'object' || one === null || !('outcome' in one)) return [];
    const kind = String(one.outcome);
    const words = Object.hasOwn(OUTCOMES, kind) ? OUTCOMES[kind as keyof typeof OUTCOMES].words : kind;
    return [one.status === 'held' ? `${words} (waits for a second person)` : words];
  });
  return [...new Set(said)].join('; ');
}

function toHappened({ concern_id, at, act, data, reporter_kind }: Row): readonly Happened[] {
  const told = TOLD[act];
  if (!told) return [];
  const [kind, words] = told;
  const text = act === 'concern-decided' ? `${words}: ${sayOutcomes(data)}` : words;
  return [{ concern: concern_id, at, kind, text, reporter: reporter_kind }];
}

/**
 * What happened to these concerns, and the patterns they are in, oldest first. Asks nothing about who reads: whoever asks
 * names only concerns that the reader may see. Two statements.
 */
export async function listHappened(tx: Tx, concerns: readonly ConcernId[]): Promise<readonly Happened[]> {
  if (concerns.length === 0) return [];
  const { rows } = await sql<Row>`
    select a.concern_id, a.at, a.act, a.data, c.reporter_kind
    from concerns.acts a join concerns.concerns c on c.id = a.concern_id
    where a.concern_id = any(${[...concerns]}::uuid[]) and a.act = any(${Object.keys(TOLD)}::text[])
    order by a.at desc, a.number desc limit ${sql.lit(MOST)}`.execute(tx);
  const patterns = await sql<{
    concern_id: ConcernId;
    reference: string;
    raised_at: Temporal.Instant;
    reviewed_at: Temporal.Instant | null;
    network: boolean;
    reporter_kind: ReporterKind;
  }>`
    select distinct on (p.id) pc.concern_id, p.reference, p.raised_at, p.reviewed_at,
      p.figures ? 'network' as network, c.reporter_kind
    from concerns.pattern_concerns pc join concerns.patterns p on p.id = pc.pattern_id
    join concerns.concerns c on c.id = pc.concern_id
    where pc.concern_id = any(${[...concerns]}::uuid[]) order by p.id, pc.concern_id desc`.execute(tx);
  const raised = patterns.rows.flatMap((row): Happened[] => {
    const kind = row.network ? ('network' as const) : ('pattern' as const);
    const base = { concern: row.concern_id, kind, reporter: row.reporter_kind };
    const name = `${row.network ? 'Network' : 'Pattern'} ${row.reference}`;
    const why = row.network
      ? 'children of different homes were named with the same people or things'
      : 'several warnings speak of the same people or things';
    const said = { ...base, at: row.raised_at, text: `${name}: ${why}` };
    return row.reviewed_at ? [said, { ...base, at: row.reviewed_at, text: `${name} was reviewed` }] : [said];
  });
  return [...rows.flatMap(toHappened).reverse(), ...raised];
}
