/**
 * Concerns raised over HTTP by an agency's system while something breaks, and what must be so afterwards: whoever was
 * told "received" finds it there with its ledger entry, its duties and their notices, once each.
 */
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { makeRaiseBody } from '../builders/raise-bodies.ts';

export interface Raised {
  readonly reference: string;
}

export interface LoadOptions {
  /** Where Heed is at this moment: it may move between two requests. */
  readonly url: () => string;
  readonly token: string;
  /** Begins every idempotency key, so that two loads on one database don't meet. */
  readonly key: string;
  readonly clients?: number;
}

/** How one request ended: taken, told "not now", or no answer at all. */
export type RaiseAnswer = { readonly raised: Raised } | { readonly raised: null; readonly told: boolean };

/** Sends one concern, waiting when asked to. Fails on any other answer than "received" and "not now". */
export async function raiseOne(options: LoadOptions, n: number): Promise<RaiseAnswer> {
  const nothing = { raised: null, told: false } as const;
  const answer = await fetch(`${options.url()}/api/v1/concerns`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${options.token}`,
      'content-type': 'application/json',
      'idempotency-key': `${options.key}-${n}`,
    },
    body: JSON.stringify(makeRaiseBody(n)),
  }).catch(() => null);
  const text = await answer?.text().catch(() => null);
  if (!answer || typeof text !== 'string') return nothing;
  if (answer.status === 429) {
    await delay(Number(answer.headers.get('retry-after') ?? '1') * 1000);
    return raiseOne(options, n);
  }
  assert.ok([200, 201, 503].includes(answer.status), `${answer.status}: ${text.slice(0, 300)}`);
  if (answer.status !== 503) return { raised: JSON.parse(text) as Raised };
  assert.match(text, /can’t save anything just now, and nothing was saved/);
  return { raised: null, told: true };
}

/** Sends every number not yet acknowledged once, several at a time; `each` hears of every answer. */
export async function raiseAll(
  options: LoadOptions,
  numbers: readonly number[],
  acknowledged: Map<number, Raised>,
  each: (answer: RaiseAnswer) => void = () => undefined,
): Promise<void> {
  const waiting = numbers.filter((n) => !acknowledged.has(n));
  const client = async () => {
    for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) {
      const answer = await raiseOne(options, n);
      if (answer.raised) acknowledged.set(n, answer.raised);
      each(answer);
    }
  };
  await Promise.all(Array.from({ length: options.clients ?? 20 }, client));
}

/**
 * Sends again, with the same keys, whatever nobody said was received, until all of it is; whoever was told before is
 * told the same reference.
 */
export async function raiseRest(
  options: LoadOptions,
  numbers: readonly number[],
  acknowledged: Map<number, Raised>,
): Promise<void> {
  const told = new Map(acknowledged);
  for (let turn = 0; turn < 5 && acknowledged.size < numbers.length; turn += 1)
    await raiseAll(options, numbers, acknowledged);
  assert.equal(acknowledged.size, numbers.length, 'some were never taken');
  const again = new Map<number, Raised>();
  await raiseAll(options, [...told.keys()].slice(0, 20), again);
  for (const [n, { reference }] of again) assert.equal(told.get(n)?.reference, reference);
}

/** Looks until `holds` is true; fails after `seconds`. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  seconds = 30,
): Promise<void> {
  const limit = performance.now() + seconds * 1000;
  while (!(await holds())) {
    assert.ok(performance.now() < limit, `after ${seconds} s it is still not so: ${what}`);
    await delay(20);
  }
}

/** True when Heed and its database answer. */
export async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  );
}

interface Row {
  readonly reference: string;
  readonly entries: number;
  readonly opens: number;
  readonly decides: number;
  readonly notices: number;
}

/** Every acknowledged concern is in the database whole and once, and the database holds `total` and no more. */
export async function checkExactlyOnce(
  database: pg.Pool | pg.Client,
  acknowledged: ReadonlyMap<number, Raised>,
  total: number,
): Promise<void> {
  const references = [...acknowledged.values()].map(({ reference }) => reference);
  assert.equal(new Set(references).size, acknowledged.size, 'two concerns were given one reference');
  const { rows } = await database.query<Row>(
    `select c.reference,
      (select count(*)::int from ledger.entries e join ledger.refs r on r.ref = e.subject_ref
        where r.kind = 'concern' and r.id = c.id::text and e.act = 'concerns.concern-received') as entries,
      (select count(*)::int from duties.duties d where d.about_id = c.id and d.rule_id like 'front-door.open%') as opens,
      (select count(*)::int from duties.duties d where d.about_id = c.id and d.rule_id like 'front-door.decide%') as decides,
      (select count(*)::int from duties.notices n join duties.duties d on d.id = n.duty_id
        where d.about_id = c.id and d.rule_id like 'front-door.open%' and n.kind = 'raised') as notices
    from concerns.concerns c where c.reference = any($1)`,
    [references],
  );
  assert.equal(rows.length, acknowledged.size, 'an acknowledged concern is gone, or is there twice');
  for (const row of rows)
    assert.deepEqual(
      { ...row, reference: '' },
      { reference: '', entries: 1, opens: 1, decides: 1, notices: 1 },
      `${row.reference} is not whole`,
    );
  const found = await database.query<{ n: number }>('select count(*)::int as n from concerns.concerns');
  assert.equal(found.rows[0]?.n, total, 'something is there that nobody sent, or twice');
}
