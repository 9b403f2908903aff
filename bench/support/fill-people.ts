/** Fills the people module's tables with an invented population, straight by COPY: only their number matters. */
import { createHmac, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { createKeyHasher } from '../../src/modules/people/index.ts';
import type { Population } from './population.ts';

export interface Filled {
  readonly mentions: number;
  readonly concerns: number;
}

/** What stands for the sealed words of a mention that was written straight into the tables, and its length. */
export const FILLER = randomBytes(180);

/** An id like those of a million concerns spread over the last years: their order is the order of arrival. */
function idAt(index: number): string {
  const millis = (1_600_000_000_000 + index * 100_000).toString(16).padStart(12, '0');
  const rest = createHmac('sha256', 'bench').update(String(index)).digest('hex');
  return `${millis.slice(0, 8)}-${millis.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}

/** Mentions written at once: their keys are held in memory meanwhile. */
const BATCH = 50_000;
const AT = Temporal.Instant.from('2025-06-01T09:00:00Z');

async function copy(superuser: pg.Client, into: string, rows: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(rows), superuser.query(copyFrom(`copy people.${into} from stdin`)));
}

/** Adds concerns until there are `upTo` mentions, straight into the tables. */
export async function fillPeople(
  superuser: pg.Client,
  { hashKeys, population }: { hashKeys: ReturnType<typeof createKeyHasher>; population: Population },
  have: Filled,
  upTo: number,
): Promise<Filled> {
  const given = `\\\\x${FILLER.toString('hex')}`;
  let { mentions, concerns } = have;
  await superuser.query('alter table people.match_keys drop constraint match_keys_pkey');
  while (mentions < upTo) {
    const keyRows: string[] = [];
    const mentionRows: string[] = [];
    while (mentions < upTo && mentionRows.length < BATCH) {
      concerns += 1;
      const concern = idAt(concerns * 8);
      for (const [number, mention] of population.concern().entries()) {
        const id = idAt(concerns * 8 + number + 1);
        const keys = hashKeys.ofMention(mention, AT);
        for (const { key } of keys) keyRows.push(`${key}\t${id}\tf\n`);
        const hashes = keys.map(({ key }) => key).join(',');
        const codes = keys.map(({ code }) => code).join(',');
        mentions += 1;
        mentionRows.push(
          `${id}\t${concern}\t${number + 1}\t${AT}\t${mention.kind}\t${given}\t{${hashes}}\t{${codes}}\n`,
        );
      }
    }
    await copy(superuser, 'mentions (id, concern_id, number, at, kind, given, keys, key_kinds)', mentionRows);
    await copy(superuser, 'match_keys (key, owner_id, record)', keyRows);
  }
  await superuser.query("set maintenance_work_mem = '256MB'");
  await superuser.query(
    'alter table people.match_keys add constraint match_keys_pkey primary key (key, owner_id) include (record)',
  );
  await superuser.query('vacuum (analyze) people.mentions, people.match_keys');
  return { mentions, concerns };
}
