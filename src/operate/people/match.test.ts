import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { COMMANDS } from '../commands.ts';
import { runCommandLine } from '../run-command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-match-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const MAP = '{"id":"id","givenName":"first","familyName":["middle","last"],"dateOfBirth":"born"}';
writeFileSync(at('map.json'), MAP);

const PEOPLE = [
  'id,first,middle,last,born',
  '1,Ola,,Nowak,2010-05-01',
  '2,Adam,,"Khan, Senior",1980-02-03',
  '3,OLA,,Novak,01/05/2010',
  '4,Tendai,,Ndlovu,2012-07-08',
].join('\n');

async function run(csv: string | Buffer, extra: readonly string[] = []) {
  writeFileSync(at('people.csv'), csv);
  const logged: string[] = [];
  const args = ['--left', at('people.csv'), '--columns', at('map.json'), '--out', at('out.csv'), ...extra];
  const code = await runCommandLine(COMMANDS, ['people', 'match', ...args], {
    env: {},
    say: (line) => logged.push(line),
    log: (line) => logged.push(line),
  });
  return { code, logged: logged.join('\n'), out: () => readFileSync(at('out.csv'), 'utf8') };
}

describe('heed people match', () => {
  test('writes pairs and groups', async () => {
    const { code, out } = await run(PEOPLE, ['--clusters', at('groups.csv')]);
    assert.equal(code, 0);
    const [head, ...lines] = out().trim().split('\n');
    assert.equal(head, 'left,right,weight,probability');
    assert.deepEqual(
      lines.map((line) => line.split(',').slice(0, 2)),
      [['1', '3']],
    );
    assert.deepEqual(readFileSync(at('groups.csv'), 'utf8').trim().split('\n'), [
      'id,cluster',
      '1,1',
      '2,2',
      '3,1',
      '4,4',
    ]);
  });

  test('a byte-order mark, Windows line ends and quotes are read', async () => {
    const { code, out } = await run(`\ufeff${PEOPLE.replaceAll('\n', '\r\n')}\r\n`);
    assert.equal(code, 0);
    assert.match(out(), /^1,3,/m);
  });

  test('files of old machines are read: carriage returns alone, or another alphabet where that is said', async () => {
    assert.equal((await run(PEOPLE.replaceAll('\n', '\r'))).code, 0);
    const polish = Buffer.from(PEOPLE.replace('2,Adam', '2,Pawe\u00b3'), 'latin1');
    const { code, logged } = await run(polish);
    assert.equal(code, 1);
    assert.match(logged, /Line 3 of .* is not UTF-8\. .*--encoding/);
    assert.equal((await run(polish, ['--encoding', 'windows-1250'])).code, 0);
    assert.match((await run(polish, ['--encoding', 'utf-16le'])).logged, /utf-16le are not read/);
    assert.match((await run(polish, ['--encoding', 'klingon'])).logged, /"klingon" is no encoding/);
  });

  test('what a spreadsheet calls Unicode text is refused, and said how to save it', async () => {
    const { code, logged } = await run(Buffer.from(`\ufeff${PEOPLE}`, 'utf16le'));
    assert.equal(code, 1);
    assert.match(logged, /looks like UTF-16.*Save it as CSV in UTF-8/);
  });

  test('an id with a comma, a quote or a letter of another alphabet comes back as it was', async () => {
    const { out } = await run(PEOPLE.replace('\n1,', '\n"a ""1"", ż",').replace('\n3,', '\n  ż3 ,'));
    assert.match(out(), /^"a ""1"", ż",ż3,/m);
  });

  test('semicolons between cells are read', async () => {
    assert.equal((await run(PEOPLE.replace('"Khan, Senior"', 'Khan').replaceAll(',', ';'))).code, 0);
  });

  const faults: readonly (readonly [string, string, RegExp])[] = [
    ['an empty file', '', /is empty/],
    ['nobody in it', 'id,first,middle,last,born\n', /nobody under them/],
    ['a missing column', 'id,first,middle,last\n1,Ola,,Nowak\n', /no column called "born"/],
    ['too few cells', `${PEOPLE}\n5,Ola\n`, /Line 6 of .* has 2 cells/],
    [
      'a quote that never ends',
      `${PEOPLE}\n5,"Ola,,Nowak,2010-05-01\n6,x,,y,2010\n`,
      /Line 6 of .* is not CSV/,
    ],
    ['two records with one id', `${PEOPLE}\n1,Ola,,Nowak,2010\n`, /id "1" of line 6 .* that of line 2/],
    [
      'what follows a closing quote',
      `${PEOPLE}\n5,"Ola"x,,Nowak,2010\n`,
      /Line 6 of .* a quote stands where none may/,
    ],
    ['a line without an id', `${PEOPLE}\n,Ola,,Nowak,2010\n`, /Line 6 of .* has no id/],
  ];
  for (const [what, csv, says] of faults)
    test(`${what} is refused, and said where`, async () => {
      const { code, logged } = await run(csv);
      assert.equal(code, 1);
      assert.match(logged, says);
      assert.doesNotMatch(logged, /Heed failed/);
    });

  test('a cell over two lines counts for the line numbers after it', async () => {
    const { logged } = await run(`${PEOPLE}\n5,"O\nla",,Nowak,2010\n6,x\n`);
    assert.match(logged, /Line 8 of/);
  });

  test('names of 10,000 letters, invisible and right-to-left characters are taken', async () => {
    const { code } = await run(`${PEOPLE}\n5,${'a'.repeat(10_000)},,\u202eNow\u200bak,1/1/1900\n`);
    assert.equal(code, 0);
  });

  test('no file is written over that is read', async () => {
    const { code, logged } = await run(PEOPLE, ['--clusters', at('people.csv')]);
    assert.equal(code, 1);
    assert.match(logged, /would be written over/);
  });

  test('weights that were learned are kept and taken', async () => {
    writeFileSync(at('people.csv'), PEOPLE);
    const say = { env: {}, say: () => undefined, log: () => undefined };
    const args = ['--left', at('people.csv'), '--columns', at('map.json'), '--out', at('weights.json')];
    assert.equal(await runCommandLine(COMMANDS, ['people', 'estimate-weights', ...args], say), 0);
    const { code, out } = await run(PEOPLE, ['--weights', at('weights.json')]);
    assert.equal(code, 0);
    assert.match(out(), /^1,3,/m);
    writeFileSync(at('weights.json'), '{"bits":[]}');
    assert.match((await run(PEOPLE, ['--weights', at('weights.json')])).logged, /holds no weights of Heed/);
  });
});
