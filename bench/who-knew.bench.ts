/**
 * Who knew what, when, of a child with 200 entries, over HTTP from the request to the whole page, in a log of 1,000,000 entries
 * with a front-door post that met a duty for every ten of them; and of a tenth for the growth. As of now, and as of an
 * instant in the past. `HEED_BENCH_ENTRIES` sets another number.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { toMillis } from '../src/kernel/clock.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.ts';
import { fillHistory } from '../test/support/fill-history.ts';
import { playKnownStory } from '../test/support/known-story.ts';
import { percentile, report, reportGrowth } from './support/figure.ts';

const MOST = Number(process.env.HEED_BENCH_ENTRIES ?? 1_000_000);
const OF_THE_CHILD = 200;
const ROUNDS = 300;
const WARM_UP = 30;
const BENCH = 'who-knew';

const folder = mkdtempSync(join(tmpdir(), 'heed-bench-who-knew-'));
const postgres = await startEmbeddedPostgres({
  dataDir: folder,
  log: () => undefined,
  fsync: true,
  purpose: 'heed bench',
});
const superuser = new pg.Client({ connectionString: postgres.urls.superuser });
try {
  await migrate({ ownerUrl: postgres.urls.owner, now: toMillis(Temporal.Now.instant()) });
  await superuser.connect();
  const story = await playKnownStory({ urls: postgres.urls, name: 'bench', drop: async () => undefined });
  /** Entries on the child's record and its concerns: what a reading is made from. */
  async function countOfTheChild(): Promise<number> {
    const { rows } = await superuser.query<{ n: number }>(
      `select count(*)::int as n from ledger.entries e join ledger.refs r on r.ref = e.subject_ref
       where r.id = $1 or r.id in (select m.concern_id::text from people.links l join people.mentions m on m.id = l.mention_id
         where l.record_id = $1::uuid and l.status = 'confirmed')`,
      [story.person],
    );
    return rows[0]?.n ?? 0;
  }
  let ofTheChild = await countOfTheChild();
  for (; ofTheChild < OF_THE_CHILD; ofTheChild = await countOfTheChild()) await story.anotherAboutTheChild();
  await story.number();
  const visitor = story.visitorAs('scrutineer');
  const past = '?date-day=16&date-month=11&date-year=2026&time=12:00';
  const owner = story.area.posts.get(story.owner)?.post ?? '';

  async function timed(query: string): Promise<readonly number[]> {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
      const began = performance.now();
      const answer = await visitor.send('GET', `/who-knew/person/${story.person}${query}`);
      const took = performance.now() - began;
      if (answer.status !== 200) throw new Error(`the page answered ${answer.status}`);
      if (round >= WARM_UP) times.push(took);
    }
    return times;
  }

  async function measure(entries: number) {
    const there = await fillHistory(superuser, { entries, post: owner, until: story.at.earlier });
    const measured = { now: await timed(''), past: await timed(past) };
    for (const [what, times] of [
      ['as of now', measured.now],
      ['as of an instant in the past', measured.past],
    ] as const)
      for (const [name, share, target] of [
        ['p50', 0.5, null],
        ['p95', 0.95, { atMost: 150 }],
      ] as const)
        report({
          bench: BENCH,
          what: `who knew what of a child, the whole page, ${what}, ${name}`,
          value: percentile(times, share),
          unit: 'ms',
          target,
          under: { entries: there, ofTheChild, rounds: ROUNDS },
        });
    return { there, ...measured };
  }

  const small = await measure(Math.round(MOST / 10));
  const large = await measure(MOST);
  for (const [what, part] of [
    ['as of now', 'now'],
    ['as of an instant in the past', 'past'],
  ] as const)
    for (const [name, share] of [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const)
      reportGrowth({
        bench: BENCH,
        what: `who knew what of a child, ${what}, ${name}`,
        small: percentile(small[part], share),
        large: percentile(large[part], share),
        of: 'entries',
        from: small.there,
        to: large.there,
        informs: name === 'p95',
      });
  await story.close();
} finally {
  await superuser.end();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
