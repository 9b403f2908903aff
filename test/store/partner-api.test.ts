import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Caller } from '../../src/kernel/access-check.ts';
import { asId } from '../../src/kernel/ids.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import {
  CONCERN_REFUSALS,
  type PartnerApiPorts,
  registerPartnerApi,
} from '../../src/modules/concerns/index.ts';
import { createLedger } from '../../src/modules/ledger/index.ts';
import { machineClock } from '../../src/platform/clock.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { renderPlainError } from '../../src/platform/http/plain-error-page.ts';
import { buildServer } from '../../src/platform/http/server.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log.ts';
import { drawUpOpenApi, OPENAPI_FILE } from '../../tools/generate-openapi.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const system = (digit: string): Caller => ({
  actor: {
    kind: 'client',
    client: asId(`01900000-0000-7000-8000-00000000000${digit}`),
    agency: asId(`01900000-0000-7000-8000-0000000000a${digit}`),
  },
  session: null,
});
const CALLERS: Readonly<Record<string, Caller>> = { school: system('1'), clinic: system('2') };
const AT = Temporal.Instant.from('2026-05-04T10:00:00Z');

/** How often the command itself ran, and what it was given. */
const raised: string[] = [];
let hold: Promise<void> = Promise.resolve();

const ports: PartnerApiPorts = {
  raise: async (_tx, _ctx, input) => {
    raised.push(JSON.stringify(input));
    await hold;
    if (input.worry === 'refuse me') return refuse('concerns.unknown-attachment', 'worry');
    const value = {
      reference: 'HD-7K2M-94',
      receipt: {
        words: ['one', 'two', 'six', 'ten', 'oak', 'elm', 'ash', 'fir'],
        digits: String(raised.length),
      },
      receivedAt: AT,
      openedBy: AT,
      answeredBy: AT,
      repeated: false,
    };
    const subject = { kind: 'concern', id: '01900000-0000-7000-8000-0000000000c1' } as const;
    const entries = [{ act: 'concerns.concern-received', subject, body: {} }] as const;
    return { ok: true, value, entries, events: [] };
  },
  follow: async () => refuse('concerns.not-found'),
  add: async () => refuse('concerns.not-found'),
};

/** Concerns that the ledger says were received: what a command did and undid is not among them. */
async function countReceived(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ledger.entries where act = 'concerns.concern-received'`.execute(
    openDb(pool),
  );
  return rows[0]?.n ?? 0;
}

let database: TestDatabase;
let pool: pg.Pool;
let app: FastifyInstance;

before(async () => {
  database = await createTestDatabase();
  pool = openPool({ url: database.urls.app, name: 'api test' });
  const ledger = createLedger(new Uint8Array(randomBytes(32)));
  const spine = {
    db: openDb(pool),
    ledger: ledger.append,
    outbox: { put: async () => undefined },
    clock: machineClock,
    ids: machineIds,
  };
  const server = await buildServer({
    log: silentLog,
    secure: true,
    trustedProxies: 0,
    origin: null,
    sessionCookie: 'heed',
    identify: { identify: async ({ bearer }) => CALLERS[bearer ?? ''] ?? null },
    access: { decide: async () => ({ allowed: true, basis: 'agency-system' }) },
    recordRefusal: async () => undefined,
    catalogue: CONCERN_REFUSALS,
    renderError: renderPlainError,
    isReady: async () => true,
    routes: (on) =>
      registerPartnerApi(on, {
        spine,
        ports,
        vault: ledger.vault,
        hashKey: randomBytes(32),
        findConcern: async () => ({ kind: 'concern', id: '01900000-0000-7000-8000-0000000000c1' }),
      }),
  });
  app = server.app;
});
after(async () => {
  await app.close();
  await pool.end();
  await database.drop();
});

const CONCERN = {
  reporter: { kind: 'teacher' },
  worry: 'Missing overnight, twice this month.',
  danger: 'no',
};

function send(key: string, over: object = {}, as = 'school') {
  return app.inject({
    method: 'POST',
    url: '/api/v1/concerns',
    headers: { authorization: `Bearer ${as}`, 'idempotency-key': key },
    payload: { ...CONCERN, ...over },
  });
}

describe('raising a concern by the API', () => {
  test('hands over what was said, and answers with the reference, the dates and the receipt', async () => {
    const answer = await send('key-first');
    assert.equal(answer.statusCode, 201);
    assert.equal(answer.headers.location, '/api/v1/concerns/HD-7K2M-94');
    assert.equal(answer.json().receipt.words.length, 8);
    const given = JSON.parse(raised.at(-1) ?? '');
    assert.equal(given.channel, 'partner-api');
    assert.equal(given.told.answers[0].answer, CONCERN.worry);
    assert.equal(given.parents, 'not-sure');
  });

  test('sent again with the same key, gives the same answer, receipt too, and raises nothing', async () => {
    const first = await send('key-again');
    const count = raised.length;
    const second = await send('key-again');
    assert.equal(second.statusCode, 201);
    assert.equal(second.body, first.body);
    assert.equal(raised.length, count);
  });

  test('the same key with other words is refused', async () => {
    await send('key-other');
    const answer = await send('key-other', { worry: 'Something else.' });
    assert.equal(answer.statusCode, 409);
    assert.equal(answer.json().code, 'concerns.key-reused');
  });

  test('another agency’s use of the same key is its own', async () => {
    const first = await send('key-shared');
    const second = await send('key-shared', {}, 'clinic');
    assert.equal(second.statusCode, 201);
    assert.notEqual(second.json().receipt.digits, first.json().receipt.digits);
  });

  test('of three at once one is kept, and the others wait for its answer', async () => {
    const before = await countReceived();
    const gate = Promise.withResolvers<void>();
    hold = gate.promise;
    const both = Promise.all([send('key-race-1'), send('key-race-1'), send('key-race-1')]);
    setImmediate(() => gate.resolve());
    const answers = await both;
    hold = Promise.resolve();
    assert.deepEqual(
      answers.map((answer) => answer.statusCode),
      [201, 201, 201],
    );
    assert.equal(new Set(answers.map((answer) => answer.body)).size, 1);
    assert.equal(await countReceived(), before + 1);
  });

  test('a refused one leaves its key free', async () => {
    const refused = await send('key-refused', { worry: 'refuse me' });
    assert.equal(refused.statusCode, 422);
    assert.equal(refused.json().code, 'concerns.unknown-attachment');
    assert.equal((await send('key-refused')).statusCode, 201);
  });

  test('what is kept of an answer can’t be read in the database', async () => {
    await send('key-sealed');
    const { rows } = await sql<{ answer: Buffer }>`select answer from concerns.api_answers`.execute(
      openDb(pool),
    );
    assert.ok(rows.length > 3);
    for (const row of rows) assert.doesNotMatch(row.answer.toString('latin1'), /HD-7K2M|words|digits/);
  });

  test('without a key, or a danger, or with a stranger’s field, it is refused by name', async () => {
    const bare = await app.inject({
      method: 'POST',
      url: '/api/v1/concerns',
      headers: { authorization: 'Bearer school' },
      payload: CONCERN,
    });
    assert.equal(bare.statusCode, 422);
    assert.equal(bare.json().errors[0].field, 'idempotency-key');
    const undangered = await send('key-no-danger', { danger: undefined });
    assert.equal(undangered.json().errors[0].field, 'danger');
    const mention = { kind: 'child', name: 'Jay', colour: 'red' };
    const stranger = await send('key-stranger', { mentions: [mention] });
    assert.equal(stranger.statusCode, 422);
    assert.equal(stranger.json().errors[0].field, 'mentions.0');
  });
});

test('another agency’s concern is not there at all', async () => {
  const headers = { authorization: 'Bearer clinic' };
  const answer = await app.inject({ url: '/api/v1/concerns/HD-7K2M-94', headers });
  assert.equal(answer.statusCode, 404);
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
});

test('openapi.json is what the routes say (if not: node tools/generate-openapi.ts)', async () => {
  assert.equal(readFileSync(OPENAPI_FILE, 'utf8'), await drawUpOpenApi());
});
