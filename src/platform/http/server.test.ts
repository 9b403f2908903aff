import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AccessCheck, Caller } from '../../kernel/access-check.ts';
import type { EntryDraft } from '../../kernel/entry.ts';
import { asId } from '../../kernel/ids.ts';
import { createLog, silentLog } from '../log.ts';
import { limitTo } from './limit-rates.ts';
import { renderPlainError } from './plain-error-page.ts';
import { RefusedRequest } from './refusals.ts';
import { buildServer, type ServerOptions } from './server.ts';

const ID = '01900000-0000-7000-8000-000000000001';
const SCREENER: Caller = {
  actor: { kind: 'account', account: asId(ID), post: asId(ID), agency: asId(ID) },
  session: { id: 'session', csrf: 'token', name: 'Ada Fernsby', hats: [], functions: [] },
};
const SYSTEM: Caller = {
  actor: { kind: 'client', client: asId(ID), agency: asId(ID) },
  session: null,
};

const onlyInbox: AccessCheck = {
  decide: async (_actor, action) =>
    action === 'duties.list-duties'
      ? { allowed: true, basis: 'own-duties' }
      : { allowed: false, basis: 'named-in-it' },
};

const open = { access: { public: 'a test' }, records: { nothing: 'a test' } } as const;

async function build(
  routes: (app: FastifyInstance) => void,
  over: Partial<ServerOptions> = {},
): Promise<{ app: FastifyInstance; refusals: EntryDraft[]; lines: string[] }> {
  const refusals: EntryDraft[] = [];
  const lines: string[] = [];
  const { app } = await buildServer({
    log: createLog((line) => lines.push(line)),
    secure: true,
    trustedProxies: 1,
    isReady: async () => true,
    identify: {
      identify: async ({ sessionCookie, bearer }) =>
        sessionCookie === 'good' ? SCREENER : bearer === 'good' ? SYSTEM : null,
    },
    access: onlyInbox,
    recordRefusal: async (_who, entry) => {
      refusals.push(entry);
    },
    sessionCookie: '__Host-heed',
    origin: 'https://heed.example.org',
    catalogue: { 'concerns.moved-on': { sentence: 'Somebody decided this first.', status: 409 } },
    renderError: renderPlainError,
    routes,
    ...over,
  });
  after(() => app.close());
  return { app, refusals, lines };
}

const SIGNED_IN = { cookie: '__Host-heed=good' };

describe('a route that declares nothing', () => {
  const build1 = (config: object) => build((app) => void app.get('/x', { config }, async () => 'x'));
  test('stops the server from starting', async () => {
    await assert.rejects(build1({}), /GET \/x does not say who may use it/);
    await assert.rejects(build1({ access: { public: ' ' }, records: 'a.b' }), /public without a reason/);
    await assert.rejects(build1({ access: { public: 'why' } }), /does not say what it records/);
    await assert.rejects(
      build1({ access: { action: 'a.b' }, records: { nothing: '' } }),
      /records nothing without a reason/,
    );
  });
});

describe('the guard', () => {
  const inbox = (app: FastifyInstance) => {
    const config = { access: { action: 'duties.list-duties' }, records: 'duties.inbox-opened' } as const;
    app.get('/inbox', { config }, async (request) => request.who);
    app.post('/inbox', { config }, async () => 'done');
    app.get('/api/v1/inbox', { config }, async (request) => request.who);
    app.get(
      '/concerns/:id',
      {
        config: {
          access: { action: 'concerns.open-concern', resource: () => ({ kind: 'concern', id: ID }) },
          records: 'concerns.concern-opened',
        },
      },
      async () => 'secret',
    );
  };

  test('sends somebody who is not signed in to sign in, and back to where they were', async () => {
    const { app } = await build(inbox);
    const answer = await app.inject('/inbox?filter=red');
    assert.equal(answer.statusCode, 303);
    assert.equal(answer.headers.location, '/sign-in?next=%2Finbox%3Ffilter%3Dred');
  });

  test('answers a program without a token with a problem, not a page', async () => {
    const { app } = await build(inbox);
    const answer = await app.inject('/api/v1/inbox');
    assert.equal(answer.statusCode, 401);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
    assert.equal(answer.json().code, 'http.sign-in-first');
    assert.match(String(answer.headers['www-authenticate']), /^Bearer/);
  });

  test('hands the rule that allowed it to the handler', async () => {
    const { app } = await build(inbox);
    const answer = await app.inject({ url: '/inbox', headers: SIGNED_IN });
    assert.deepEqual(answer.json(), { actor: SCREENER.actor, basis: 'own-duties' });
  });

  test('refuses what no rule allows, and keeps that in the ledger with the record and the rule', async () => {
    const { app, refusals } = await build(inbox);
    const answer = await app.inject({ url: '/concerns/HD-1', headers: SIGNED_IN });
    assert.equal(answer.statusCode, 403);
    assert.doesNotMatch(answer.body, /secret/);
    assert.equal(refusals.length, 1);
    assert.equal(refusals[0]?.act, 'access.access-refused');
    assert.deepEqual(refusals[0]?.about, [{ kind: 'concern', id: ID }]);
    assert.deepEqual(refusals[0]?.body, { action: 'concerns.open-concern', rule: 'named-in-it' });
  });

  test('takes a change only from a form of this session, sent from our own pages', async () => {
    const { app } = await build(inbox);
    const post = (headers: Record<string, string>, payload: string) =>
      app.inject({
        method: 'POST',
        url: '/inbox',
        headers: { ...SIGNED_IN, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload,
      });
    assert.equal((await post({}, '_csrf=token')).statusCode, 200);
    assert.equal((await post({}, 'a=b')).statusCode, 403);
    assert.equal((await post({}, '_csrf=tokem')).statusCode, 403);
    assert.equal((await post({}, '_csrf=token&_csrf=token')).statusCode, 403);
    assert.equal((await post({ 'sec-fetch-site': 'cross-site' }, '_csrf=token')).statusCode, 403);
    assert.equal((await post({ origin: 'https://elsewhere.example.org' }, '_csrf=token')).statusCode, 403);
    assert.equal((await post({ origin: 'https://heed.example.org' }, '_csrf=token')).statusCode, 200);
    // An older phone, made to say nothing of where it comes from by our own referrer policy.
    assert.equal((await post({ origin: 'null' }, '_csrf=token')).statusCode, 200);
    assert.equal((await post({ origin: 'null' }, '_csrf=tokem')).statusCode, 403);
  });

  test('lets the public in without asking who they are', async () => {
    const { app } = await build((on) => void on.get('/start', { config: open }, async (r) => r.who));
    const answer = await app.inject({ url: '/start', headers: SIGNED_IN });
    assert.deepEqual(answer.json(), { actor: { kind: 'public' }, basis: null });
  });
});

describe('bad input', () => {
  const forms = (app: FastifyInstance) => {
    const body = z.object({ worry: z.string({ error: 'Say what you are worried about' }).max(20) });
    app.post('/api/v1/say', { config: open, schema: { body } }, async () => ({ ok: true }));
    app.post('/say', { config: open }, async (request) => request.body);
    app.get('/say/:id', { config: open }, async () => 'x');
  };
  const send = async (payload: string, type = 'application/json', url = '/api/v1/say') => {
    const { app } = await build(forms);
    return app.inject({ method: 'POST', url, headers: { 'content-type': type }, payload });
  };
  const cases: [string, string, number, string, string][] = [
    ['NUL', '{"worry":"a\\u0000b"}', 400, 'http.bad-text', 'worry'],
    ['a lone surrogate', '{"worry":"\\ud800"}', 400, 'http.bad-text', 'worry'],
    ['a missing field', '{}', 422, 'http.invalid-fields', 'worry'],
    ['a wrong type', '{"worry":7}', 422, 'http.invalid-fields', 'worry'],
    ['a text that is too long', `{"worry":"${'x'.repeat(21)}"}`, 422, 'http.invalid-fields', 'worry'],
  ];
  for (const [name, payload, status, code, field] of cases)
    test(`${name} is refused, naming the field`, async () => {
      const answer = await send(payload);
      assert.equal(answer.statusCode, status);
      assert.equal(answer.json().code, code);
      assert.equal(answer.json().errors[0].field, field);
    });
  const plain: [string, string, number, string][] = [
    ['broken JSON', '{"worry":', 400, 'http.bad-json'],
    ['an empty body', '', 400, 'http.bad-request'],
    ['a prototype key', '{"__proto__":{"x":1}}', 400, 'http.bad-json'],
    ['a constructor key', '{"constructor":{"prototype":{"x":1}}}', 400, 'http.bad-json'],
    ['JSON 10,000 deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400, 'http.too-deep'],
    ['a body of a megabyte', `{"worry":"${'x'.repeat(1_000_000)}"}`, 413, 'http.too-big'],
  ];
  for (const [name, payload, status, code] of plain)
    test(`${name} is refused clearly`, async () => {
      const answer = await send(payload);
      assert.equal(answer.statusCode, status);
      assert.equal(answer.json().code, code);
    });

  test('an unknown content type is refused', async () => {
    assert.equal((await send('<a/>', 'application/xml')).statusCode, 415);
    assert.equal((await send('hello', 'text/plain')).statusCode, 415);
  });

  test('a form of 10,000 parts is refused', async () => {
    const parts = Array.from({ length: 10_000 }, (_, index) => `f${index}=1`).join('&');
    const answer = await send(parts, 'application/x-www-form-urlencoded', '/say');
    assert.equal(answer.statusCode, 413);
  });

  test('a form may not name __proto__, and NUL in it is refused', async () => {
    for (const payload of ['__proto__=1', 'worry=%00', '%00=1'])
      assert.equal((await send(payload, 'application/x-www-form-urlencoded', '/say')).statusCode, 400);
  });

  test('addresses that are not addresses are refused, and nothing is said back', async () => {
    const { app } = await build(forms);
    for (const url of ['/say/%zz', '/say/%00', '/say/%ff', '/api/v1/say?x=%00']) {
      const answer = await app.inject(url);
      assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${url} gave ${answer.statusCode}`);
    }
  });

  test('the right address with the wrong method is 405 and says which would do', async () => {
    const { app } = await build(forms);
    const answer = await app.inject({ method: 'DELETE', url: '/api/v1/say' });
    assert.equal(answer.statusCode, 405);
    assert.equal(answer.headers.allow, 'POST');
    assert.equal((await app.inject('/api/v1/nothing')).statusCode, 404);
  });
});

describe('slow and broken senders', () => {
  test('a body that dribbles is ended with a clear answer', async () => {
    const { app } = await build((on) => void on.post('/say', { config: open }, async () => 'x'), {
      slowestBody: 150,
    });
    const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
    const said = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(address.port), '127.0.0.1');
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
      socket.write(
        'POST /say HTTP/1.1\r\nHost: heed\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nworry=',
      );
    });
    assert.match(said, /^HTTP\/1\.1 408/);
    assert.match(said, /took too long/);
  });

  test('an aborted body breaks nothing', async () => {
    const { app, lines } = await build((on) => void on.post('/say', { config: open }, async () => 'x'));
    const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
    await new Promise<void>((resolve) => {
      const socket = connect(Number(address.port), '127.0.0.1', () => {
        socket.write(
          'POST /say HTTP/1.1\r\nHost: heed\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
        );
        socket.destroy();
      });
      socket.on('close', () => resolve());
    });
    assert.equal((await fetch(`${address.origin}/health/live`)).status, 200);
    assert.equal(lines.filter((line) => line.includes('"broken"')).length, 0);
  });
});

describe('what a failure says', () => {
  const failing = (app: FastifyInstance) => {
    app.get('/breaks', { config: open }, async () => {
      throw new Error('canary-message');
    });
    app.get('/away', { config: open }, async () => {
      throw Object.assign(new Error('canary-message'), { code: 'ECONNREFUSED' });
    });
    app.get('/raced', { config: open }, async () => {
      throw new RefusedRequest({ code: 'concerns.moved-on' });
    });
  };

  test('a fault of ours is a 500 with a number that the log holds too', async () => {
    const { app, lines } = await build(failing);
    const answer = await app.inject('/breaks');
    assert.equal(answer.statusCode, 500);
    const incident = /number ([0-9a-f]{8})/.exec(answer.body)?.[1] ?? 'none';
    assert.ok(lines.some((line) => line.includes(incident)));
    assert.doesNotMatch(answer.body + lines.join(''), /canary/);
  });

  test('a database that is away is a 503 that says nothing was saved', async () => {
    const { app } = await build(failing);
    const answer = await app.inject('/away');
    assert.equal(answer.statusCode, 503);
    assert.match(answer.body, /nothing was saved/);
  });

  test('a refusal of a module is answered with its own sentence and status', async () => {
    const { app } = await build(failing);
    const answer = await app.inject('/raced');
    assert.equal(answer.statusCode, 409);
    assert.match(answer.body, /Somebody decided this first/);
  });
});

test('the log never holds an address, browser, query, path, cookie or body', async () => {
  const { app, lines } = await build((on) => {
    on.post('/say/:id', { config: open }, async () => {
      throw new Error('canary');
    });
  });
  const headers = {
    'user-agent': 'canary',
    referer: 'https://canary.example.org',
    'x-forwarded-for': '198.51.100.77',
    cookie: 'canary=canary',
    'content-type': 'application/json',
  };
  for (const url of ['/say/canary?q=canary', '/canary', '/say/canary%00', '/api/canary'])
    for (const payload of ['{"canary":"canary"}', '{canary', '{"canary":"\\u0000"}'])
      await app.inject({ method: 'POST', url, headers, payload, remoteAddress: '203.0.113.9' });
  assert.ok(lines.length >= 12);
  assert.doesNotMatch(lines.join(''), /canary|198\.51|203\.0/);
});

test('every answer carries the headers that keep it private and still', async () => {
  const { app } = await build((on) => void on.get('/start', { config: open }, async () => 'x'));
  for (const url of ['/start', '/nothing', '/api/nothing']) {
    const { headers } = await app.inject(url);
    assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/);
    assert.match(String(headers['content-security-policy']), /require-trusted-types-for 'script'/);
    assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.match(String(headers['x-robots-tag']), /noindex/);
    assert.match(String(headers['strict-transport-security']), /max-age/);
  }
});

test('plain HTTP (the demo) claims no HTTPS', async () => {
  const { app } = await build(() => undefined, { secure: false, log: silentLog });
  assert.equal((await app.inject('/health/live')).headers['strict-transport-security'], undefined);
});

test('too many from one household is a kind 429 with when to come back; another household is served', async () => {
  const { app } = await build((on) => {
    on.get('/api/v1/look', { config: { ...open, rateLimit: limitTo(3, 1) } }, async () => ({ ok: true }));
  });
  const look = (remoteAddress: string) => app.inject({ url: '/api/v1/look', remoteAddress });
  for (let count = 0; count < 3; count += 1) assert.equal((await look('203.0.113.9')).statusCode, 200);
  const refused = await look('203.0.113.200');
  assert.equal(refused.statusCode, 429);
  assert.equal(refused.json().code, 'http.too-many-requests');
  assert.ok(Number(refused.headers['retry-after']) > 0);
  assert.equal((await look('198.51.100.4')).statusCode, 200);
});

test('only as many proxies as are configured are believed about where a request came from', async () => {
  const { app } = await build((on) => void on.get('/who', { config: open }, async (request) => request.ip));
  const headers = { 'x-forwarded-for': '192.0.2.1, 198.51.100.4' };
  assert.equal(
    (await app.inject({ url: '/who', headers, remoteAddress: '203.0.113.9' })).body,
    '198.51.100.4',
  );
});
