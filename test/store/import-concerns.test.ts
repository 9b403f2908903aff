/**
 * A council's earlier system comes in: what it decided is kept and owed nothing, what nobody had decided is owed from now,
 * and the next warning about a child meets the warnings of years ago.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import writeWorkbook from 'write-excel-file/node';
import type { ConcernId } from '../../src/kernel/ids.ts';
import { getConcern } from '../../src/modules/concerns/index.ts';
import { importConcerns } from '../../src/operate/import/import-concerns.ts';
import type { ConcernMapping } from '../../src/operate/import/read-mapping.ts';
import { SSD_CONTACTS } from '../../src/operate/import/ready-mappings.ts';
import { openConcernWorld } from '../support/concern-world.ts';

const world = await openConcernWorld();
const folder = mkdtempSync(join(tmpdir(), 'heed-import-'));
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

let source = 0;
let fileNumber = 0;
beforeEach(() => {
  source += 1;
});

const mapping = (): ConcernMapping => ({
  source: `Old system ${source}`,
  id: 'ref',
  receivedAt: 'date',
  worry: 'details',
  reporterKind: { column: 'from', values: { School: 'teacher', GP: 'health' }, otherwise: 'other' },
  outcome: { column: 'result', values: { NFA: 'no-further-action', Assessed: 'assessment' } },
  decidedAt: 'decided',
  children: [{ name: ['first', 'last'], dateOfBirth: 'dob' }],
  vehicles: [{ registration: 'car' }],
});

const NAMES = 'ref,date,details,from,result,decided,first,last,dob,car';
const NFA_ROW =
  'A1,03/02/2025,"Late to school, ""tired"" again",School,NFA,05/02/2025,Merrin,Tolliver,2012-05-01,WR12 ABC';

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

interface Over {
  readonly dryRun?: boolean;
  readonly stopAfter?: number;
  readonly owedFrom?: Temporal.Instant;
  readonly mapping?: ConcernMapping;
  readonly mend?: string;
}

async function bring(file: string, over: Over = {}) {
  const stop = new AbortController();
  let batches = 0;
  const mend = over.mend ?? join(folder, `mend-${source}-${fileNumber++}.csv`);
  const came = await importConcerns(world, world.ports, {
    file,
    mapping: over.mapping ?? mapping(),
    mend,
    dryRun: over.dryRun ?? false,
    owedFrom: over.owedFrom ?? null,
    signal: stop.signal,
    onProgress: () => {
      batches += 1;
      if (batches === over.stopAfter) stop.abort();
    },
  });
  return { ...came, mend };
}

const countConcerns = async () => {
  const [row] = await world.rows<{ n: number }>('select count(*)::int as n from concerns.concerns');
  return row?.n ?? 0;
};
const newestEntry = async () => {
  const [row] = await world.rows<{ n: number }>('select count(*)::int as n from ledger.entries');
  return row?.n ?? 0;
};

test('what was decided there is owed nothing, what was not is owed by the front door, and the next warning meets both', async () => {
  const open =
    'A2,10/11/2026 21:40,Collected by a man in a grey car,GP,,,Merrin,Tolliver,01/05/2012,WR12 ABC';
  const came = await bring(fileOf('two.csv', `\uFEFF${NAMES}\r\n${NFA_ROW}\r\n${open}\r\n`));
  assert.deepEqual(
    { kept: came.kept, open: came.open, already: came.already, toMend: came.toMend },
    { kept: 1, open: 1, already: 0, toMend: 0 },
  );
  const [kept] = await world.rows<{ id: string; at: Temporal.Instant; standing: string }>(
    `select id, received_at as at, standing from concerns.concerns where channel = 'earlier-system' and standing = 'answered'`,
  );
  assert.ok(kept);
  assert.deepEqual(await world.owed(kept.id), [], 'decided there: nobody is asked to decide it again');
  const [waiting] = await world.rows<{ id: string }>(
    `select id from concerns.concerns where channel = 'earlier-system' and standing <> 'answered'`,
  );
  assert.ok((await world.owed(waiting?.id ?? '')).some(([rule]) => rule === 'front-door.decide'));

  const fresh = await world.raise({
    mentions: [
      { kind: 'child', name: 'Merin Toliver', dateOfBirth: '2012-05-01' },
      { kind: 'vehicle', registration: 'WR12ABC' },
    ],
  });
  const owner = await world.openIt(fresh.id);
  const shown = await world.ask(owner, getConcern(world.ports), { concern: fresh.id });
  const related = shown.bundle.map((one) => one.id as string);
  assert.ok(related.includes(kept.id), 'the warning of last year is laid beside today’s');
  assert.ok(related.includes(waiting?.id ?? ''));
});

test('it is kept word for word, every column of it, with the day it was received there', async () => {
  await bring(fileOf('words.csv', `${NAMES}\n${NFA_ROW.replace('03/02/2025', '02/07/2019')}\n`));
  const [row] = await world.rows<{ id: ConcernId; day: string }>(
    `select id, to_char(received_at at time zone 'Europe/London', 'YYYY-MM-DD') as day from concerns.concerns
     order by received_at limit 1`,
  );
  assert.equal(row?.day, '2019-07-02');
  const told = await world.spine.db.transaction().execute(async (tx) => {
    const found = await world.ports.store.findConcern(tx, row.id);
    return found ? world.ports.store.openTold(tx, world.ports.vault, found.row) : null;
  });
  const said = Object.fromEntries((told?.told.answers ?? []).map(({ asked, answer }) => [asked, answer]));
  assert.equal(said.details, 'Late to school, "tired" again');
  assert.equal(said.result, 'NFA', 'also what we have no place for, in that system’s own words');
  assert.equal(said.decided, '05/02/2025');
});

test('run again, nothing comes twice and the ledger says nothing new', async () => {
  const file = fileOf('again.csv', `${NAMES}\n${NFA_ROW}\n`);
  assert.equal((await bring(file)).kept, 1);
  const concerns = await countConcerns();
  const entries = await newestEntry();
  const again = await bring(file);
  assert.deepEqual([again.kept, again.open, again.already], [0, 0, 1]);
  assert.equal(await countConcerns(), concerns);
  assert.equal(await newestEntry(), entries);
});

test('a dry run says what would happen and writes nothing', async () => {
  const concerns = await countConcerns();
  const came = await bring(fileOf('dry.csv', `${NAMES}\n${NFA_ROW}\n`), { dryRun: true });
  assert.equal(came.kept, 1);
  assert.equal(await countConcerns(), concerns);
});

test('rows that can’t be taken say what to mend, the rest goes on, and the mended file is taken', async () => {
  const bad = [
    'B1,31/02/2025,Words,School,NFA,,A,B,,',
    ',01/02/2025,Words,School,NFA,,A,B,,',
    'B3,01/02/2031,Words,School,NFA,,A,B,,',
    'B4,01/02/2025,Words,School,Shrugged,,A,B,,',
    'B5,01/02/2025,,School,NFA,,,,,',
    'B6,01/02/2025,"=HYPERLINK(""x"")",School,Shrugged,,A,B,,',
  ];
  const came = await bring(fileOf('bad.csv', `${NAMES}\n${NFA_ROW}\n${bad.join('\n')}\n`));
  assert.deepEqual([came.kept, came.toMend], [1, 6]);
  const mended = readFileSync(came.mend, 'utf8');
  for (const said of [
    /Line 3: .*31\/02\/2025.* is not a date/,
    /Line 4: .*own number is missing/,
    /Line 5: .*is in the future/,
    /Line 6: .*Shrugged.* is not among the values/,
    /Line 7: .*says nothing/,
  ])
    assert.match(mended, said);
  assert.doesNotMatch(mended, /(^|,)"=/m, 'no cell that a spreadsheet would run');
  const put = mended.replaceAll('Shrugged', 'NFA').replaceAll('31/02/2025', '28/02/2025');
  const again = await bring(fileOf('mended.csv', put));
  assert.deepEqual([again.kept, again.toMend], [3, 3]);
});

test('what somebody is mending is never written over', async () => {
  const file = fileOf('mending.csv', `${NAMES}\n,01/02/2025,Words,School,NFA,,A,B,,\n`);
  const mend = fileOf('mending-by-hand.csv', 'half mended');
  await assert.rejects(bring(file, { mend }), /is there already, and somebody may be mending it/);
  assert.equal(readFileSync(mend, 'utf8'), 'half mended');
});

test('stopped or killed in the middle, it goes on where it was', async () => {
  const rows = Array.from(
    { length: 450 },
    (_, i) => `K${i},01/03/2024,Words ${i},School,NFA,,Child,Number${i},,`,
  );
  const file = fileOf('long.csv', `${NAMES}\n${rows.join('\n')}\n`);
  const first = await bring(file, { stopAfter: 1 });
  assert.equal(first.kept, 200);
  const second = await bring(file);
  assert.deepEqual([second.kept, second.already], [250, 200]);
});

test('two imports of one file at once keep each row once', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `T${i},01/03/2024,Words ${i},School,NFA,,Child,Twin${i},,`,
  );
  const file = fileOf('twice.csv', `${NAMES}\n${rows.join('\n')}\n`);
  const both = await Promise.all([bring(file), bring(file)]);
  assert.equal(
    both.reduce((sum, came) => sum + came.kept, 0),
    60,
  );
});

test('a spreadsheet and JSON lines say the same as CSV', async () => {
  const path = join(folder, 'sheet.xlsx');
  const cell = (value: string | Date) =>
    value instanceof Date ? { value, type: Date, format: 'dd/mm/yyyy' } : { value, type: String };
  await writeWorkbook([
    NAMES.split(',').map(cell),
    ['X1', new Date('2024-03-01'), 'Words', 'School', 'NFA', '', 'Ash', 'Penrose', '2011-01-02', ''].map(
      cell,
    ),
  ]).toFile(path);
  const sheet = await bring(path);
  assert.deepEqual([sheet.kept, sheet.toMend], [1, 0]);
  const line = {
    ref: 'J1',
    date: '2024-03-01',
    details: 'Words',
    from: 'School',
    result: 'NFA',
    first: 'Ash',
    last: 'Penrose',
  };
  const lines = await bring(fileOf('rows.jsonl', `${JSON.stringify(line)}\n\n`));
  assert.deepEqual([lines.kept, lines.toMend], [1, 0]);
});

test('contacts as every council can write them come in as they are', async () => {
  const names =
    'cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code,cont_contact_source_desc,cont_contact_outcome_json';
  const rows = [
    'C1,PERSON-77,2023-04-02T00:00:00,2A: Schools,Schools,"{""NFA_FLAG"":""Y"",""ADVICE_FLAG"":""N""}"',
    'C2,PERSON-77,2024-04-02T00:00:00,6,Police,"{""NFA_FLAG"":""N"",""CP_ENQUIRY_FLAG"":""Y""}"',
    'C3,PERSON-77,2022-01-02T00:00:00,1B,Individual,',
  ];
  const file = fileOf('contacts.csv', `${names}\n${rows.join('\n')}\n`);
  const owedFrom = Temporal.Instant.from('2026-01-01T00:00:00Z');
  const came = await bring(file, { mapping: SSD_CONTACTS, owedFrom });
  assert.deepEqual([came.kept, came.open, came.toMend], [3, 0, 0]);
  const kept = await world.rows<{ kind: string; outcome: string | null }>(
    `select c.reporter_kind as kind, s.outcome from concerns.concerns c join concerns.subjects s on s.concern_id = c.id
     where c.received_at in ('2023-04-02T11:00:00Z', '2024-04-02T11:00:00Z', '2022-01-02T12:00:00Z',
       '2023-04-01T23:00:00Z', '2024-04-01T23:00:00Z', '2022-01-02T00:00:00Z') order by c.received_at`,
  );
  assert.deepEqual(
    kept.map(({ kind, outcome }) => [kind, outcome]),
    [
      ['neighbour', null],
      ['teacher', 'no-further-action'],
      ['police', 'immediate-protection'],
    ],
  );
});

test('a concern about somebody who uses Heed is hidden from them from the start', async () => {
  const about = { ...mapping(), aboutWorker: { always: 'yes' } };
  const [holder] = await world.rows<{ id: string; name: string }>(
    'select id, name from access.accounts where id = $1',
    [world.postOf('screener-1').account],
  );
  const row = NFA_ROW.replace('Late to school, ""tired"" again', `${holder?.name} shouted at her`);
  await bring(fileOf('worker.csv', `${NAMES}\n${row}\n`), { mapping: about });
  const hidden = await world.rows('select concern_id from concerns.named_people where account_id = $1', [
    holder?.id,
  ]);
  assert.equal(hidden.length, 1);
});

test('a column misnamed in the mapping is told before a row is taken', async () => {
  const file = fileOf('misnamed.csv', `${NAMES}\n${NFA_ROW}\n`);
  const misnamed = { ...mapping(), worry: 'detials' };
  await assert.rejects(bring(file, { mapping: misnamed }), /the file has not: detials/);
});

test('a file that is broken is refused with a sentence that says where', async () => {
  await assert.rejects(
    bring(fileOf('quote.csv', `${NAMES}\nQ1,"01/02/2025,never closed`)),
    /not well-formed CSV near line/,
  );
  await assert.rejects(bring(fileOf('twice-named.csv', 'ref,ref\n1,2\n')), /Two columns are called "ref"/);
  await assert.rejects(bring(fileOf('no.jsonl', '{"ref":\n')), /Line 1 is not JSON/);
  await assert.rejects(bring(fileOf('no.xlsx', 'not a workbook')), /can’t be read. Save it again/);
  await assert.rejects(bring(join(folder, 'absent.csv')), /There is no file/);
  await assert.rejects(bring(fileOf('file.txt', '')), /must end in .csv/);
});
