/** Files of an earlier system's people, brought into Wrenfold, and what came of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { listOutside } from '../../src/compose/records.ts';
import type { PersonId, PostId } from '../../src/kernel/ids.ts';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import type { Proposal } from '../../src/modules/people/index.ts';
import { importPeople } from '../../src/operate/import/import-people.ts';
import type { PersonMapping } from '../../src/operate/import/read-person-mapping.ts';
import { runQuery } from '../../src/platform/run-query.ts';
import { openConcernWorld } from './concern-world.ts';

/** The columns of a file that `mapping` of the world reads. */
export const NAMES =
  'no,first,last,known_as,dob,ethnicity,nhs,address,postcode,since,school,mother_no,protected';

interface Over {
  readonly dryRun?: boolean;
  readonly stopAfter?: number;
  readonly mapping?: PersonMapping | null;
  readonly seenBy?: readonly PostId[];
}

/** The records among what somebody is shown. */
export const recordsIn = (proposals: readonly Proposal[]) =>
  proposals.flatMap(({ is }) => (is.what === 'record' ? [is.record.id as string] : []));

/** A world to bring files into. `nextSystem` before each test: its numbers are nobody else's. */
export async function openImportWorld() {
  const world = await openConcernWorld();
  const folder = mkdtempSync(join(tmpdir(), 'heed-import-'));
  let run = 0;
  let files = 0;
  let serial = 0;

  const mapping = (): PersonMapping => ({
    source: 'Old system',
    system: `old-${run}`,
    number: 'no',
    names: [['first', 'last'], 'known_as'],
    dateOfBirth: 'dob',
    ethnicity: 'ethnicity',
    identifiers: { nhs: 'nhs' },
    addresses: [{ address: 'address', postcode: 'postcode', from: 'since' }],
    school: 'school',
    relationships: [{ to: 'mother_no', is: { always: 'mother' }, reversed: true }],
    protection: { kind: { column: 'protected', values: { ADOPTED: 'adoption', N: '' } } },
  });

  /** An NHS number nobody has had in these tests: 999 begins those that are for tests only. */
  function freshNhs(): string {
    for (;;) {
      serial += 1;
      const nine = `999${String(serial).padStart(6, '0')}`;
      const sum = [...nine].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
      const check = (11 - (sum % 11)) % 11;
      if (check < 10) return `${nine}${check}`;
    }
  }

  function fileOf(text: string, name = `people-${files}.csv`): string {
    files += 1;
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  async function bring(file: string, over: Over = {}) {
    const stop = new AbortController();
    let batches = 0;
    files += 1;
    const mend = join(folder, `mend-${files}.csv`);
    const came = await importPeople(
      world,
      { people: world.people, listOutside },
      {
        file,
        mapping: over.mapping === undefined ? mapping() : over.mapping,
        mend,
        dryRun: over.dryRun ?? false,
        seenBy: over.seenBy ?? [],
        signal: stop.signal,
        onProgress: () => {
          batches += 1;
          if (batches === over.stopAfter) stop.abort();
        },
      },
    );
    return { ...came, mend };
  }

  /** As whoever owns the tables: what a serving Heed may not do. */
  async function asOwner(text: string, values: readonly unknown[]): Promise<void> {
    const client = new pg.Client({ connectionString: world.database.urls.owner });
    await client.connect();
    try {
      await client.query(text, [...values]);
    } finally {
      await client.end();
    }
  }

  const count = async (table: string) => {
    const [row] = await world.rows<{ n: number }>(`select count(*)::int as n from ${table}`);
    return row?.n ?? 0;
  };
  const countAll = async () =>
    Promise.all(
      ['people.persons', 'people.details', 'people.relationships', 'people.match_keys', 'ledger.entries'].map(
        count,
      ),
    );
  const newest = async (n = 1): Promise<readonly PersonId[]> =>
    (await world.rows<{ id: PersonId }>('select id from people.persons order by id desc limit $1', [n]))
      .map(({ id }) => id)
      .toReversed();

  async function standing(person: PersonId) {
    const read = await runQuery(world.spine, { actor: { kind: 'operator' }, basis: null }, async (tx) => {
      const root = await world.people.records.findRoot(tx, { kind: 'person', id: person });
      const members = await world.people.records.listMembers(tx, root);
      const details = await world.people.records.listDetails(tx, members);
      const relationships = await world.people.records.listRelationships(tx, members);
      return {
        ok: true,
        value: { details: details.filter(({ ended }) => !ended), relationships },
        entries: [],
      };
    });
    if (!read.ok) throw new Error(read.refusal.code);
    return {
      relationships: read.value.relationships,
      facts: read.value.details.map(({ kind, value }) => [kind, value?.value ?? null]),
      values: read.value.details.flatMap(({ value }) => value ?? []),
    };
  }

  /** The newest of these records with this number. */
  async function byNumber(number: string): Promise<PersonId> {
    for (const person of (await newest(300)).toReversed())
      if ((await standing(person)).facts.some(([, value]) => String(value).endsWith(`: ${number}`)))
        return person;
    throw new Error(`nobody has number ${number}`);
  }

  /** Whom and what somebody at the front door is shown that a mention may be. */
  async function proposed(mention: MentionAsGiven) {
    const raised = await world.raise({ mentions: [mention] });
    const owner = await world.openIt(raised.id);
    return world.ask(
      owner,
      async (tx) => {
        const [named] = await world.people.listWhoAndWhat(tx, raised.id);
        return { ok: true, value: named?.proposals ?? [], entries: [] };
      },
      null,
    );
  }

  return {
    world,
    folder,
    mapping,
    freshNhs,
    fileOf,
    bring,
    asOwner,
    count,
    countAll,
    newest,
    standing,
    byNumber,
    proposed,
    system: () => `old-${run}`,
    nextSystem: () => {
      run += 1;
    },
    async close() {
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
