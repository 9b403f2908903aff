/**
 * Strings nobody else would write, in everything that a disclosure holds and in everything that its sender's browser tells of itself:
 * afterwards they are in no table, no log, no backup, no file of the database. Source: 70-disclosures.md 10.4, 10.5, 9.13.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { formatReceiptWords } from '../../src/kernel/receipt/receipt.ts';
import { writeBackup } from '../../src/platform/backup/write-backup.ts';
import { disclose } from '../support/disclose.ts';
import { hiddenFields } from '../support/form-client.ts';
import { openSealedArea } from '../support/sealed-area.ts';
import { fillWrenfold } from '../support/wrenfold.ts';

const area = await openSealedArea({
  env: { HEED_LOG_LEVEL: 'debug', HEED_TRUSTED_PROXIES: '1' },
  fill: async ({ urls }, secrets, clock) => {
    await fillWrenfold({ urls, secrets, clock });
  },
});
const folder = mkdtempSync(join(tmpdir(), 'heed-canary-'));
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await area.close();
});

const CANARY = {
  words: 'zqheronwords',
  about: 'zqheronabout',
  unit: 'zqheronunit',
  name: 'zqheronname',
  reach: 'zqheronreach',
  file: 'zqheronfile.jpg',
  agent: 'zqheronagent',
  referer: 'zqheronreferer',
  query: 'zqheronquery',
};
const ADDRESS = '203.0.113.77';
const CARRIED = {
  'user-agent': CANARY.agent,
  referer: `https://intranet.example/${CANARY.referer}`,
  'x-forwarded-for': ADDRESS,
  forwarded: `for=${ADDRESS}`,
  'accept-language': 'cy-GB-zqheron',
};

/** Each as it is, and as hexadecimal digits, in which PostgreSQL prints bytes. */
const needles = [...Object.values(CANARY), ADDRESS, 'cy-GB-zqheron'].flatMap((text) => [
  text,
  Buffer.from(text).toString('hex'),
]);
const findIn = (text: string) => needles.filter((needle) => text.includes(needle));

async function dump(): Promise<string> {
  const client = new pg.Client({ connectionString: area.heed.database.urls.superuser });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  assert.ok(
    tables.some(({ name }) => name === 'disclosure.reports') && tables.length > 80,
    `${tables.length} tables`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    texts.push(...rows.map(({ row }) => row));
  }
  await client.end();
  return texts.join('\n');
}

test('send it, come back, and provoke every refusal, with canaries in all of it', async () => {
  const sent = await disclose(area, {
    words: CANARY.words,
    header: { about: [CANARY.about], unit: CANARY.unit },
    identity: { name: CANARY.name, post: 'Nurse', reach: CANARY.reach },
    files: [{ file: '0'.repeat(32), name: CANARY.file, type: 'image/jpeg', bytes: 1, parts: 1 }],
    headers: CARRIED,
  });
  assert.equal(sent.answer.status, 200, sent.page.slice(0, 300));
  assert.match(sent.page, /data-answer="/);
  const receipt = formatReceiptWords(sent.secret).join(' ');
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, type: string) =>
    fetch(`${area.heed.url}${path}`, { method: 'POST', body, headers: { ...CARRIED, 'content-type': type } });
  const form = 'application/x-www-form-urlencoded';
  const answers = [
    await post('/return', new URLSearchParams({ receipt }).toString(), form),
    await post('/return', `receipt=${CANARY.words}`, form),
    await post('/tell/check', `sealed=${CANARY.words}`, form),
    await post('/tell/check', 'sealed=AAAA', form),
    await post('/tell/sealed/part', Uint8Array.from(Buffer.from(CANARY.words)), 'application/octet-stream'),
    await post('/tell/sealed/part', CANARY.words, 'application/json'),
    await post('/tell/check', `--x\r\n${CANARY.words}`, 'multipart/form-data; boundary=x'),
    await fetch(`${area.heed.url}/tell/sealed?${CANARY.query}`, { headers: CARRIED }),
    await fetch(`${area.heed.url}/tell/roster?receipt=${CANARY.query}`, { headers: CARRIED }),
    await fetch(`${area.heed.url}/tell/${CANARY.query}`, { headers: CARRIED }),
  ];
  for (const answer of answers) assert.ok(answer.status < 500, `${answer.url} ${answer.status}`);
  assert.ok(answers.filter(({ status }) => status >= 400).length >= 6);
});

test('the same without JavaScript, where the server reads it for a moment', async () => {
  const post = (path: string, fields: Readonly<Record<string, string>>) =>
    fetch(`${area.heed.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { ...CARRIED, 'sec-fetch-site': 'same-origin' },
    });
  const written = {
    employer: 'other',
    organisation: CANARY.unit,
    about: CANARY.about,
    category: 'other',
    danger: 'no',
    seen: CANARY.words,
    name: CANARY.name,
    reach: CANARY.reach,
    go: 'check',
  };
  assert.equal((await post('/tell/plain', { ...written, category: '' })).status, 422);
  const check = await (await post('/tell/plain', written)).text();
  const ready = hiddenFields(check, '/tell/plain');
  assert.equal(ready.seen, CANARY.words);
  assert.equal((await post('/tell/plain', { ...ready, go: 'send', roster: CANARY.query })).status, 409);
  const sent = await (await post('/tell/plain', { ...ready, go: 'send' })).text();
  const receipt = [...sent.matchAll(/heed-receipt__word">(\w+)</g)].map(([, word]) => word).join(' ');
  const opened = await (await post('/return', { receipt })).text();
  const reply = { ...hiddenFields(opened, '/return/message'), message: CANARY.words, act: CANARY.query };
  const answered = await post('/return/message', reply);
  assert.equal(answered.status, 200);
  assert.ok((await answered.text()).includes(CANARY.words));
});

test('an error of the database names nothing of what was sent', async () => {
  const client = new pg.Client({ connectionString: area.heed.database.urls.owner });
  await client.connect();
  await client.query('alter table disclosure.reports add constraint zq check (false) not valid');
  const sent = await disclose(area, { words: CANARY.words, headers: CARRIED });
  assert.equal(sent.answer.status, 500);
  const plain = { employer: 'council', category: 'other', danger: 'no', seen: CANARY.words };
  const post = (fields: Readonly<Record<string, string>>) =>
    fetch(`${area.heed.url}/tell/plain`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: CARRIED,
    });
  const check = await (await post({ ...plain, go: 'check' })).text();
  const broken = await post({ ...hiddenFields(check, '/tell/plain'), go: 'send' });
  assert.equal(broken.status, 500);
  assert.ok((await broken.text()).includes(CANARY.words), 'what was typed is not given back');
  await client.query('alter table disclosure.reports drop constraint zq');
  await client.end();
});

test('none of it is in a table', async () => {
  const text = await dump();
  assert.ok(text.includes('Wrenfold'), 'what was meant to be found is not');
  assert.deepEqual(findIn(text), []);
});

test('none of it is in the log, nor is an address or what a browser says of itself', () => {
  const log = area.heed.logLines.join('\n');
  assert.ok(log.length > 500, 'nothing was logged at all');
  assert.deepEqual(findIn(log), []);
  // That something broke is said, with the route it broke on; that somebody was answered is not.
  const answered = area.heed.logLines.filter((line) => line.includes('"event":"answered"'));
  assert.ok(answered.some((line) => line.includes('"/tell/check"')));
  assert.deepEqual(
    answered.filter((line) => /"route":"\/(recipients|tell\/(sealed|plain|roster))/.test(line)),
    [],
  );
});

test('none of it is in a backup, unpacked', async () => {
  const file = join(folder, 'backup');
  await writeBackup({
    file,
    keysFile: `${file}.keys`,
    ownerUrl: area.heed.database.urls.owner,
    now: Temporal.Now.instant(),
    heed: '0.1.0',
    secrets: {},
  });
  const { brotliDecompressSync, gunzipSync, zstdDecompressSync } = await import('node:zlib');
  const raw = readFileSync(file);
  const open = (unpack: (bytes: Buffer) => Buffer) => {
    try {
      return unpack(raw.subarray(raw.indexOf('\n') + 1)).toString('latin1');
    } catch {
      return '';
    }
  };
  const unpacked = [brotliDecompressSync, gunzipSync, zstdDecompressSync].map(open).join('');
  assert.deepEqual(findIn(raw.toString('latin1') + unpacked), []);
});

test('none of it is in the files of the database: tables, write-ahead log, temporary files, its own log', () => {
  const data = process.env.HEED_TEST_PG ?? '';
  assert.notEqual(data, '', 'the folder of the database is not known');
  const patterns = needles.flatMap((needle) => ['-e', needle]);
  const found = (() => {
    try {
      return execFileSync('grep', ['-rlaF', ...patterns, data], { encoding: 'utf8' });
    } catch (error) {
      // grep ends with 1 where it found nothing.
      if ((error as { status?: number }).status === 1) return '';
      throw error;
    }
  })();
  assert.equal(found, '');
});
