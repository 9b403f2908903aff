/**
 * An earlier system's records of people come in: each person once, each fact with its source and dates, and the concerns that
 * name that system's numbers find them.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import type { PersonId } from '../../src/kernel/ids.ts';
import type { ListOutside } from '../../src/modules/people/index.ts';
import { importConcerns } from '../../src/operate/import/import-concerns.ts';
import { SSD_CONTACTS } from '../../src/operate/import/ready-mappings.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { runQuery } from '../../src/platform/run-query.ts';
import { NAMES, openImportWorld, recordsIn } from '../support/people-to-import.ts';

const made = await openImportWorld();
after(() => made.close());
beforeEach(() => made.nextSystem());
const {
  world,
  folder,
  mapping,
  freshNhs,
  fileOf,
  bring,
  count,
  countAll,
  newest,
  standing,
  byNumber,
  proposed,
  system,
  nextSystem,
} = made;

test('a person comes in once with all that is known, each fact with its source and dates, and the next warning finds them', async () => {
  const file = fileOf(
    `${NAMES}\nP1001,Merrin,Tolliver,Mez,01/05/2014,WBRI,${freshNhs()},12 Mill Street,ZE1 2AB,2019-03-01 00:00:00.000,Hollow Lane Primary,,\n`,
  );
  const came = await bring(file);
  assert.deepEqual([came.added, came.toMend], [1, 0]);
  const [person] = await newest();
  assert.ok(person);
  const { facts, values } = await standing(person);
  for (const fact of [
    ['name', 'Merrin Tolliver'],
    ['name', 'Mez'],
    ['birth', '2014-05-01'],
    ['address', '12 Mill Street, ZE1 2AB'],
    ['school', 'Hollow Lane Primary'],
    ['own-reference', `${system()}: P1001`],
  ])
    assert.ok(
      facts.some(([kind, value]) => kind === fact[0] && value === fact[1]),
      fact.join(' '),
    );
  assert.ok(values.every(({ source }) => source === 'Old system'));
  assert.equal(values.find(({ kind }) => kind === 'address')?.from, '2019-03-01');
  const [kept] = await world.rows<{ kind: string }>('select kind from people.persons where id = $1', [
    person,
  ]);
  assert.equal(kept?.kind, 'child');

  const proposals = await proposed({ kind: 'child', name: 'Merin Toliver', dateOfBirth: '2014-05-01' });
  assert.ok(recordsIn(proposals).includes(person), 'a misspelt warning tomorrow finds the record');
  const shown = proposals.find(({ is }) => is.what === 'record')?.is;
  assert.ok(shown?.what === 'record');
  const given = shown.facts.map((fact) => (fact.given.kind === 'child' ? fact.given : null));
  assert.deepEqual(
    given.map((one) => [one?.name, one?.dateOfBirth, one?.address, one?.school]),
    [
      ['Merrin Tolliver', '2014-05-01', undefined, undefined],
      ['Mez', '2014-05-01', undefined, undefined],
    ],
    'who it is is shown beside the proposal, and not where they are',
  );
});

test('the same file again changes nothing, also not the ledger; a changed row adds a fact beside the old one', async () => {
  const row = 'P2001,Ash,Penrose,,2011-01-02,,,4 Quay Row,ZE2 3CD,,,,';
  const file = fileOf(`${NAMES}\n${row}\n`);
  await bring(file);
  const [person] = await newest();
  const before = await countAll();
  const again = await bring(file);
  assert.deepEqual([again.added, again.changed, again.already], [0, 0, 1]);
  assert.deepEqual(await countAll(), before);

  const moved = await bring(
    fileOf(`${NAMES}\n${row.replace('4 Quay Row,ZE2 3CD,', '9 Fell View,ZE2 4EF,2026-01-05')}\n`),
  );
  assert.deepEqual([moved.added, moved.changed], [0, 1]);
  const { values } = await standing(person ?? ('' as PersonId));
  assert.deepEqual(
    values.filter(({ kind }) => kind === 'address').map(({ value, from }) => [value, from]),
    [
      ['4 Quay Row, ZE2 3CD', undefined],
      ['9 Fell View, ZE2 4EF', '2026-01-05'],
    ],
  );
  const found = await proposed({ kind: 'child', name: 'Ash Penrose', postcode: 'ZE2 4EF' });
  assert.ok(person && recordsIn(found).includes(person), 'found by where they live now');
});

test('a dry run says what would happen and writes nothing', async () => {
  const before = await countAll();
  const rows = Array.from(
    { length: 250 },
    (_, i) => `P3${i},Child,Number${i},,2012-02-0${1 + (i % 9)},,,,,,,,`,
  );
  const file = fileOf(
    `${NAMES}\n${[...rows, rows[0], 'P3999,Kid,One,,2013-01-01,,,,,,,P3001,'].join('\n')}\n`,
  );
  const came = await bring(file, { dryRun: true });
  assert.deepEqual(
    [came.added, came.already, came.toMend],
    [251, 1, 1],
    'one is named twice, one mother is not there',
  );
  assert.deepEqual(await countAll(), before);
});

test('stopped or killed in the middle, it goes on where it was; two imports at once keep each person once', async () => {
  const rows = Array.from({ length: 450 }, (_, i) => `P4${i},Child,Number${i},,,,,,,,,,`);
  const file = fileOf(`${NAMES}\n${rows.join('\n')}\n`);
  assert.equal((await bring(file, { stopAfter: 1 })).added, 200);
  const second = await bring(file);
  assert.deepEqual([second.added, second.already], [250, 200]);

  nextSystem();
  const people = await count('people.persons');
  const both = await Promise.all([bring(file), bring(file)]);
  assert.equal(
    both.reduce((sum, came) => sum + came.added, 0),
    450,
  );
  assert.equal(await count('people.persons'), people + 450);
});

test('a wrong number does not lose the child the rest: it is left out, said, and added when mended', async () => {
  const nhs = freshNhs();
  const wrong = `${nhs.slice(0, 9)}${(Number(nhs[9]) + 1) % 10}`;
  const bad = [
    `P5001,Wren,Alder,,2013-04-05,,${wrong},,,,,,`,
    'P5002,Wren,Alder,,31/02/2013,,,,,,,,',
    ',Nobody,Known,,2013-04-05,,,,,,,,',
    'P5003,Robin,Alder,,2013-04-05,,,,,,,,PERHAPS',
  ];
  const came = await bring(fileOf(`${NAMES}\n${bad.join('\n')}\n`));
  assert.deepEqual([came.added, came.part, came.toMend], [2, 2, 4]);
  const mend = readFileSync(came.mend, 'utf8');
  for (const said of [
    /Line 2: taken, except for this; NHS number "".*no NHS number/,
    /Line 3: taken, except for this; Birth ""31\/02\/2013""/,
    /Line 4: .*own number is missing/,
    /Line 5: .*PERHAPS.*; what protects this person is not understood, so nothing was taken/,
  ])
    assert.match(mend, said);
  const put = mend
    .replaceAll(wrong, nhs)
    .replaceAll('31/02/2013', '28/02/2013')
    .replaceAll('PERHAPS', 'ADOPTED');
  const again = await bring(fileOf(put));
  assert.deepEqual([again.added, again.changed, again.toMend], [1, 2, 1]);
});

test('what rows are to each other is put on record, also to rows that come later; the unknown is said', async () => {
  const rows = [
    'P8001,Kit,Marlow,,2014-01-01,,,,,,,P8300,',
    ...Array.from({ length: 250 }, (_, i) => `P81${String(i).padStart(3, '0')},Other,Number${i},,,,,,,,,,`),
    'P8300,Joan,Marlow,,1985-01-01,,,,,,,P9999,',
  ];
  const file = fileOf(`${NAMES}\n${rows.join('\n')}\n`);
  const came = await bring(file);
  assert.deepEqual([came.added, came.toMend], [252, 1]);
  assert.match(readFileSync(came.mend, 'utf8'), /Line 253: taken, except for this; .*number P9999/);
  const mother = await byNumber('P8300');
  const { relationships } = await standing(mother);
  assert.deepEqual(
    relationships.map(({ kind, record }) => [kind, record.id]),
    [['mother', mother]],
  );
  const before = await countAll();
  await bring(file);
  assert.deepEqual(await countAll(), before, 'again, it says it once');
});

test('the tables of the Standard Safeguarding Dataset come in as they are, and contacts that name the number find the person', async () => {
  const person =
    'pers_legacy_id,pers_person_id,pers_upn,pers_forename,pers_surname,pers_sex,pers_gender,pers_ethnicity,pers_dob,pers_single_unique_id,pers_upn_unknown,pers_send_flag,pers_expected_dob,pers_death_date,pers_is_mother,pers_nationality';
  const before = await count('people.persons');
  const contact =
    'cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code,cont_contact_source_desc,cont_contact_outcome_json';
  const contacts = fileOf(
    `${contact}\nC1,SSD-9001,2023-04-02T00:00:00,2A,Schools,"{""NFA_FLAG"":""Y""}"\n`,
    'c.csv',
  );
  await importConcerns(world, world.ports, {
    file: contacts,
    mapping: SSD_CONTACTS,
    mend: join(folder, 'c-mend.csv'),
    dryRun: false,
    owedFrom: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  const tables = [
    `${person}\nOLD-1,SSD-9001,,Perran,Tregear,M,SSD_PH,WBRI,2012-05-01 00:00:00.000,,UN4,N,,,N,British\n,SSD-9002,,Loveday,Tregear,F,,NOBT,1988-02-03T00:00:00,,,,,,Y,\n,SSD-9003,,,,U,,,,,,,2027-02-01,,,\n`,
    'addr_table_id,addr_person_id,addr_address_type,addr_address_start_date,addr_address_end_date,addr_address_postcode,addr_address_json\nA1,SSD-9001,HOME,2015-01-01,2018-06-30,ZE9 1AA,"{""HOUSE"":""7"",""STREET"":""Rope Walk"",""TOWN"":""Wrenfold"",""UPRN"":""1001""}"\nA2,SSD-9002,HOME,2020-01-01,,CON,"{""HOUSE"":"""",""STREET"":""""}"\nA3,SSD-0000,HOME,2020-01-01,,ZE9 1AA,{}\n',
    'fami_table_id,fami_family_id,fami_person_id\nF1,FAM1,SSD-9001\nF2,FAM1,SSD-9002\nF3,FAM1,SSD-9003\n',
    'moth_table_id,moth_person_id,moth_childs_person_id,moth_childs_dob\nM1,SSD-9002,SSD-9001,2012-05-01\n',
    'disa_table_id,disa_person_id,disa_disability_code\nD1,SSD-9001,HEAR\nD2,SSD-9002,NONE\n',
    'immi_immigration_status_id,immi_person_id,immi_immigration_status_start_date,immi_immigration_status_end_date,immi_immigration_status\nI1,SSD-9002,2010-01-01,,Indefinite leave\n',
    'lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date\nL1,SSD-9001,C2,2019-01-01,\n',
  ];
  const came = [];
  for (const text of tables) came.push(await bring(fileOf(text), { mapping: null }));
  assert.deepEqual(
    came.map(({ added, changed, toMend }) => [added, changed, toMend]),
    [
      [3, 0, 0],
      [0, 2, 1],
      [0, 2, 0],
      [0, 1, 0],
      [0, 1, 1],
      [0, 1, 0],
      [0, 1, 0],
    ],
  );
  assert.equal(await count('people.persons'), before + 3);
  const [perran, loveday, unborn] = [
    await byNumber('SSD-9001'),
    await byNumber('SSD-9002'),
    await byNumber('SSD-9003'),
  ];
  const child = await standing(perran);
  for (const fact of [
    ['address', '7, Rope Walk, Wrenfold, ZE9 1AA (UPRN 000000001001)'],
    ['disability', 'Hearing'],
    ['legal-status', 'Full care order'],
    ['ethnicity', 'White British'],
  ])
    assert.ok(
      child.facts.some(([kind, value]) => kind === fact[0] && value === fact[1]),
      `${fact} in ${child.facts.join(' | ')}`,
    );
  assert.ok(!child.facts.some(([, value]) => String(value).includes('SSD_PH')));
  assert.deepEqual(child.relationships.map(({ kind }) => kind).toSorted(), ['family', 'family', 'mother']);
  assert.ok((await standing(unborn)).values.some(({ sort }) => sort === 'expected'));
  const kinds = await world.rows<{ kind: string }>(
    'select kind from people.persons where id = any($1) order by kind',
    [[perran, loveday]],
  );
  assert.deepEqual(
    kinds.map(({ kind }) => kind),
    ['adult', 'child'],
  );
  const confidential = await world.rows<{ covers: string }>(
    'select covers from people.protections where record_id = $1',
    [loveday],
  );
  assert.deepEqual(confidential, [{ covers: 'address' }], 'a postcode CON is a confidential address');

  const [concern] = await world.rows<{ id: never }>(
    `select id from concerns.concerns where channel = 'earlier-system' order by id desc limit 1`,
  );
  const read = await runQuery(world.spine, { actor: { kind: 'operator' }, basis: null }, async (tx) => ({
    ok: true,
    value: concern ? await world.people.listWhoAndWhat(tx, concern.id) : [],
    entries: [],
  }));
  assert.ok(read.ok && recordsIn(read.value[0]?.proposals ?? []).includes(perran));
});

test('an unknown layout, and a column misnamed in the mapping, are told before a row is taken', async () => {
  const file = fileOf('a,b\n1,2\n');
  await assert.rejects(bring(file, { mapping: null }), /not the columns of a table of the Standard/);
  await assert.rejects(
    bring(fileOf(`${NAMES}\nP1,A,B,,,,,,,,,,\n`), { mapping: { ...mapping(), gp: 'docter' } }),
    /the file has not: docter/,
  );
});

const nobody: ListOutside = async () => [];
test('a batch is whole or not at all: what is refused leaves nothing', async () => {
  const before = await countAll();
  const failing = world.people.carryOverPeople(nobody);
  await assert.rejects(
    runCommand(world.spine, { actor: { kind: 'operator' }, basis: null }, async (tx, ctx) => {
      const done = await failing(tx, ctx, {
        seenBy: [],
        people: [
          {
            system: 'old',
            number: 'Z1',
            kind: 'child',
            mayBeNew: true,
            ties: [],
            family: '',
            protection: null,
            source: 'Old',
            facts: [{ kind: 'name', sort: 'legal', value: 'Jory Pender', source: 'Old' }],
          },
        ],
      });
      assert.ok(done.ok);
      throw new Error('killed here');
    }),
    /killed here/,
  );
  assert.deepEqual(await countAll(), before);
});
