/** Fills the people module's tables with an invented population, straight by COPY: only their number matters. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import type { createKeyHasher } from '../../src/modules/people/index.ts';
import { COLUMNS, packKeys } from '../../src/modules/people/store/key-rows.store.ts';
import { GIVEN } from '../../src/modules/people/store/save-mentions.store.ts';
import { deriveKey, sealBytes } from '../../src/platform/crypto.ts';
import { dropKeyIndexes } from './fill-country.ts';
import { FILLER } from './filler.ts';
import type { Population } from './population.ts';

export interface Filled {
  readonly mentions: number;
  readonly concerns: number;
}

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
  await pipeline(Readable.from(rows), superuser.query(copyFrom(`copy ${into} from stdin`)));
}

const hex = (bytes: Uint8Array) => `\\\\x${Buffer.from(bytes).toString('hex')}`;

/** How the words of mentions are written, and what the ledger keeps so that they can be opened. */
interface Words {
  /** Rows of `ledger.refs` and `ledger.body_keys` for one concern. */
  keysOf(concern: string): { readonly refs: string; readonly keys: string } | null;
  given(mention: MentionAsGiven): string;
}

const unopened: Words = { keysOf: () => null, given: () => hex(FILLER) };

/**
 * Words that Heed can open: sealed as the vault seals them. All concerns share one key, each wrapped for itself, which
 * costs a reader exactly what keys of their own would.
 */
function sealWith(wrappingKey: Uint8Array): Words {
  const key = randomBytes(32);
  const givenKey = deriveKey(key, GIVEN);
  return {
    keysOf(concern) {
      const ref = randomUUID();
      return {
        refs: `concern\t${concern}\t${ref}\n`,
        keys: `${ref}\t${hex(sealBytes(wrappingKey, key, ref))}\n`,
      };
    },
    given: (mention) => hex(sealBytes(givenKey, Buffer.from(JSON.stringify(mention)), GIVEN)),
  };
}

export interface FillWith {
  readonly hashKeys: ReturnType<typeof createKeyHasher>;
  readonly population: Population;
  /** The ledger's key: words are then sealed under it and pages can show them. Without it they can't be opened. */
  readonly wrappingKey?: Uint8Array;
}

/** Adds concerns until there are `upTo` mentions, straight into the tables. */
export async function fillPeople(
  superuser: pg.Client,
  { hashKeys, population, wrappingKey }: FillWith,
  have: Filled,
  upTo: number,
): Promise<Filled> {
  const words = wrappingKey ? sealWith(wrappingKey) : unopened;
  /** Names that are in the vocabulary. */
  const seen = new Set<string>();
  let { mentions, concerns } = have;
  const indexes = await dropKeyIndexes(superuser);
  while (mentions < upTo) {
    const keyRows: string[] = [];
    const mentionRows: string[] = [];
    const wordRows: string[] = [];
    const ledgerRows: { readonly refs: string; readonly keys: string }[] = [];
    while (mentions < upTo && mentionRows.length < BATCH) {
      concerns += 1;
      const concern = idAt(concerns * 8);
      const kept = words.keysOf(concern);
      if (kept) ledgerRows.push(kept);
      for (const [number, mention] of population.concern().entries()) {
        const id = idAt(concerns * 8 + number + 1);
        const keys = hashKeys.ofMention(mention, AT);
        for (const row of packKeys(id, keys))
          keyRows.push(`${[row.owner, ...COLUMNS.map((column) => row[column] ?? '\\N')].join('\t')}\n`);
        for (const { word, near } of hashKeys.wordsOf(mention))
          if (!seen.has(`${near[0]} ${word}`)) {
            seen.add(`${near[0]} ${word}`);
            for (const hash of near) wordRows.push(`${hash}\t${word}\n`);
          }
        const hashes = keys.map(({ key }) => key).join(',');
        const codes = keys.map(({ code }) => code).join(',');
        mentions += 1;
        mentionRows.push(
          `${id}\t${concern}\t${number + 1}\t${AT}\t${mention.kind}\t${words.given(mention)}\t{${hashes}}\t{${codes}}\n`,
        );
      }
    }
    await copy(
      superuser,
      'people.mentions (id, concern_id, number, at, kind, given, keys, key_kinds)',
      mentionRows,
    );
    await copy(superuser, 'people.key_rows (owner, pair, part, birth, place, other)', keyRows);
    await superuser.query('create temp table if not exists words (near bigint, word bigint)');
    await copy(superuser, 'words (near, word)', wordRows);
    await superuser.query(
      'insert into people.name_words (near, word) select w.near, w.word from words w where not exists (select from people.name_words k where k.near = w.near and k.word = w.word)',
    );
    await superuser.query('truncate words');
    await copy(
      superuser,
      'ledger.refs (kind, id, ref)',
      ledgerRows.map(({ refs }) => refs),
    );
    await copy(
      superuser,
      'ledger.body_keys (ref, wrapped)',
      ledgerRows.map(({ keys }) => keys),
    );
  }
  await superuser.query("set maintenance_work_mem = '256MB'");
  for (const index of indexes) await superuser.query(index);
  await superuser.query(
    'vacuum (analyze) people.mentions, people.key_rows, people.name_words, ledger.refs, ledger.body_keys',
  );
  return { mentions, concerns };
}
