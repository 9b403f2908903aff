import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import { createLedger } from '../../src/modules/ledger/index.ts';
import { machineClock } from '../../src/platform/clock.ts';
import { type Db, openDb, openPool } from '../../src/platform/db.ts';
import { createIntake } from '../../src/platform/files/intake.ts';
import { createKeptFiles } from '../../src/platform/files/kept-files.ts';
import { LARGEST_FILE } from '../../src/platform/files/take-in.ts';
import { renderPlainError } from '../../src/platform/http/plain-error-page.ts';
import { readFiles, takeFiles } from '../../src/platform/http/read-files.ts';
import { buildServer } from '../../src/platform/http/server.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const fileKey = new Uint8Array(randomBytes(32));
const CONCERN = '01900000-0000-7000-8000-0000000000c1';
let database: TestDatabase;
let pool: pg.Pool;
let db: Db;
const { vault } = createLedger(new Uint8Array(randomBytes(32)));

before(async () => {
  database = await createTestDatabase();
  pool = openPool({ url: database.urls.app, name: 'files test' });
  db = openDb(pool);
});
after(async () => {
  await pool.end();
  await database.drop();
});

const intakeWith = (clamd: string | null) =>
  createIntake({ db, clock: machineClock, ids: machineIds, fileKey, clamd });
const kept = () => createKeptFiles({ db, vault, fileKey });

async function* inPieces(content: Uint8Array, piece = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += piece) yield content.subarray(at, at + piece);
}
const file = (content: Uint8Array, name = 'note.txt') => ({
  name,
  stream: inPieces(content),
  cutShort: () => false,
});
const TEXT = Buffer.from('canary words in a note. '.repeat(60_000));

async function countRows(): Promise<{ files: number; parts: number }> {
  const { rows } = await sql<{ files: number; parts: number }>`
    select (select count(*)::int from files.attachments) files, (select count(*)::int from files.parts) parts`.execute(
    db,
  );
  return rows[0] ?? { files: -1, parts: -1 };
}

describe('taking a file in', () => {
  test('what went in comes out, and nothing of it can be read in the database', async () => {
    const intake = intakeWith(null);
    const taken = await intake.take('draft-1', file(TEXT, '../My note.exe'));
    assert.ok(taken.ok);
    assert.deepEqual([taken.value.name, taken.value.scan], ['My note.txt', 'not-scanned']);
    const ids = [taken.value.id];
    const content = await db.transaction().execute(async (tx) => {
      assert.equal(await kept().keep(tx, CONCERN, ids, 'somebody else'), null);
      assert.equal((await kept().keep(tx, CONCERN, ids, 'draft-1'))?.length, 1);
      assert.equal(await kept().keep(tx, CONCERN, ids, 'draft-1'), null);
      return kept().find(tx, CONCERN, taken.value.id);
    });
    assert.ok(content);
    const out: Uint8Array[] = [];
    for await (const part of content.content()) out.push(part);
    assert.ok(Buffer.concat(out).equals(TEXT));
    const { rows } = await sql<{ sealed: Buffer }>`
      select sealed from files.parts union all select sealed from files.attachments`.execute(db);
    assert.ok(rows.length >= 4);
    for (const { sealed } of rows) assert.doesNotMatch(sealed.toString('latin1'), /canary|My note/);
  });

  test('a file of a concern can’t be deleted by the role that serves', async () => {
    await assert.rejects(sql`delete from files.attachments where state = 'kept'`.execute(db), /not deleted/);
    await assert.rejects(sql`update files.parts set sealed = ''`.execute(db), /permission denied/);
  });

  test('refused files leave nothing: too large, empty, of no kind taken, broken off, an eleventh', async () => {
    const intake = intakeWith(null);
    const before = await countRows();
    const codes: string[] = [];
    const large = Buffer.alloc(LARGEST_FILE + 1, 'a');
    for (const content of [large, Buffer.alloc(0), Buffer.from('MZ\x90\0\x03\0', 'latin1')]) {
      const outcome = await intake.take('draft-2', file(content));
      codes.push(outcome.ok ? 'taken' : outcome.refusal.code);
    }
    assert.deepEqual(codes, ['files.too-big', 'files.empty', 'files.unknown-kind']);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield TEXT;
      throw new Error('the phone lost its signal');
    }
    const stream = broken();
    await assert.rejects(intake.take('draft-2', { name: 'a', stream, cutShort: () => false }), /signal/);
    assert.deepEqual(await countRows(), before);
    for (let count = 0; count < 10; count += 1) await intake.take('draft-3', file(Buffer.from('a note')));
    const eleventh = await intake.take('draft-3', file(Buffer.from('a note')));
    assert.equal(eleventh.ok ? '' : eleventh.refusal.code, 'files.too-many');
    await intake.discardAll('draft-3');
    assert.deepEqual(await countRows(), before);
  });

  test('files nobody sent are forgotten within the day, those of concerns never', async () => {
    const later = { ...machineClock, wall: () => machineClock.wall().add({ hours: 13 }) };
    const intake = createIntake({ db, clock: later, ids: machineIds, fileKey, clamd: null });
    await intakeWith(null).take('draft-4', file(Buffer.from('a note')));
    assert.equal(await intake.sweep(), 1);
    assert.equal((await countRows()).files, 1);
  });
});

/** A stand-in for clamd that speaks INSTREAM and finds whatever holds "EICAR". */
function standIn(
  answer: (content: Buffer) => string | null,
): Promise<{ path: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-clamd-'));
  const path = join(folder, 'clamd.sock');
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let got = Buffer.alloc(0);
    socket.on('error', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      got = Buffer.concat([got, chunk]);
      if (!got.subarray(-4).equals(Buffer.alloc(4))) return;
      const said = answer(got);
      if (said === null) socket.destroy();
      else socket.end(said);
    });
  });
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
    rmSync(folder, { recursive: true, force: true });
  };
  return new Promise((resolve) => server.listen(path, () => resolve({ path, stop })));
}

describe('the scanner', () => {
  const scanner = (content: Buffer) =>
    content.includes('EICAR') ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0';

  test('clean files are marked clean, harmful ones are refused and leave nothing', async () => {
    const clamd = await standIn(scanner);
    const intake = intakeWith(clamd.path);
    const before = await countRows();
    const clean = await intake.take('draft-5', file(TEXT));
    assert.equal(clean.ok && clean.value.scan, 'clean');
    await intake.discardAll('draft-5');
    const harmful = await intake.take('draft-5', file(Buffer.from('a EICAR test')));
    assert.equal(harmful.ok ? '' : harmful.refusal.code, 'files.infected');
    assert.deepEqual(await countRows(), before);
    await clamd.stop();
  });

  test('a scanner that is away or breaks off costs no file: it is marked as not scanned', async () => {
    const broken = await standIn(() => null);
    for (const path of [broken.path, '/nowhere/clamd.sock']) {
      const taken = await intakeWith(path).take('draft-6', file(TEXT));
      assert.equal(taken.ok && taken.value.scan, 'not-scanned');
    }
    await intakeWith(null).discardAll('draft-6');
    await broken.stop();
  });
});

describe('a form with files', () => {
  const build = async () => {
    const intake = intakeWith(null);
    const { app } = await buildServer({
      log: silentLog,
      secure: false,
      trustedProxies: 0,
      origin: null,
      sessionCookie: 'heed',
      identify: { identify: async () => null },
      access: { decide: async () => ({ allowed: false, basis: null }) },
      recordRefusal: async () => undefined,
      catalogue: {},
      renderError: renderPlainError,
      isReady: async () => true,
      routes: async (on) => {
        await readFiles(on);
        const config = { access: { public: 'a test' }, records: { nothing: 'a test' } } as const;
        on.post('/files', { config }, (request) => takeFiles(request, intake, 'form'));
      },
    });
    return { app, intake };
  };

  test('brings its fields and its files, each refused or taken by itself', async () => {
    const { app, intake } = await build();
    const form = new FormData();
    form.append('worry', 'a worry');
    form.append('file', new Blob(['a note']), 'note.txt');
    form.append('file', new Blob([Buffer.from('MZ\x90\0')]), 'photo.jpg');
    form.append('file', new Blob([]), '');
    const sent = new Response(form);
    const answer = await app.inject({
      method: 'POST',
      url: '/files',
      headers: { 'content-type': sent.headers.get('content-type') ?? '' },
      payload: Buffer.from(await sent.arrayBuffer()),
    });
    const { fields, taken, refused } = answer.json();
    assert.equal(fields.worry, 'a worry');
    assert.deepEqual([taken.length, taken[0].name, refused[0].code], [1, 'note.txt', 'files.unknown-kind']);
    assert.equal((await intake.list('form')).length, 1);
    await intake.discardAll('form');
    await app.close();
  });

  test('what is not a form of files is refused, and a form that breaks off leaves nothing', async () => {
    const { app } = await build();
    const before = await countRows();
    for (const [type, payload] of [
      ['multipart/form-data', 'x'],
      ['multipart/form-data; boundary=b', 'nothing'],
      ['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n'],
      ['application/json', '{}'],
    ] as const) {
      const answer = await app.inject({
        method: 'POST',
        url: '/files',
        headers: { 'content-type': type },
        payload,
      });
      assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${type}: ${answer.statusCode}`);
    }
    const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
    const socket = dial(Number(address.port), '127.0.0.1');
    const half = `--b\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\n${'a'.repeat(700_000)}`;
    socket.write(
      `POST /files HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n${half}`,
    );
    for (let turn = 0; turn < 100 && (await countRows()).parts === before.parts; turn += 1) await wait(20);
    assert.ok((await countRows()).parts > before.parts, 'the first part was never kept');
    socket.destroy();
    for (let turn = 0; turn < 100 && (await countRows()).files > before.files; turn += 1) await wait(20);
    assert.deepEqual(await countRows(), before);
    await app.close();
  });
});
