/** A ledger of many entries, and what is asked of it, for benchmarks. */
import type pg from 'pg';
import { runCommand } from '../../src/platform/run-command.ts';
import type { Spine } from '../../src/platform/transaction.ts';

/** Entries inserted by one statement. */
const AT_ONCE = 100_000;

/** Fills the ledger up to `size` entries in their one form, with nothing behind them. They wait for their numbers. */
export async function fillEntries(superuser: pg.Client, size: number): Promise<void> {
  const { rows } = await superuser.query<{ n: number }>('select count(*)::int as n from ledger.entries');
  for (let left = size - (rows[0]?.n ?? 0); left > 0; left -= AT_ONCE)
    await superuser.query(
      `insert into ledger.entries (id, entry, at, act, subject_ref, about, body)
       select id, '{"about":["' || subject || '"],"act":"bench.something-happened","at":"2026-11-16T10:00:00.000Z",'
         || '"basis":"front-door-opens","body":"hmac-sha256:' || encode(sha256(uuid_send(id)), 'hex') || '","by":"' || subject
         || '","id":"' || id || '","post":"' || subject || '","v":1}',
         '2026-11-16T10:00:00Z', 'bench.something-happened', subject, array[subject], decode(repeat('00', 200), 'hex')
       from (select uuidv7() as id, gen_random_uuid() as subject from generate_series(1, $1::int)) as made`,
      [Math.min(left, AT_ONCE)],
    );
  await superuser.query('vacuum (analyze) ledger.entries');
}

export interface Appended {
  readonly perSecond: number;
  /** Milliseconds each. */
  readonly times: readonly number[];
}

/** Commands that each do nothing but enter that they did, by `clients` that never rest. */
export async function appendFor(spine: Spine, clients: number, seconds: number): Promise<Appended> {
  const times: number[] = [];
  const began = performance.now();
  const until = began + seconds * 1_000;
  const client = async () => {
    while (performance.now() < until) {
      const from = performance.now();
      await runCommand(spine, { actor: { kind: 'engine' }, basis: null }, async () => ({
        ok: true,
        value: null,
        entries: [
          {
            act: 'bench.something-happened',
            subject: { kind: 'configuration', id: `bench-${times.length % 500}` },
            body: { what: 'a benchmark' },
          },
        ],
        events: [],
      }));
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { perSecond: (times.length * 1_000) / (performance.now() - began), times };
}
