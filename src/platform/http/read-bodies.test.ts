import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { ANSWER_SIZES } from '../../kernel/traffic-shape.ts';
import { silentLog } from '../log.ts';
import { BODY_LIMIT, LARGEST_FORM } from './read-bodies.ts';
import { refuseRequest } from './refusals.ts';
import { buildServer } from './server.ts';

const open = { access: { public: 'a test' }, records: { nothing: 'a test' } } as const;
const nobody = {
  identify: async () => null,
  decide: async () => ({ allowed: false as const, basis: null }),
};

async function build(routes: (app: FastifyInstance) => void): Promise<FastifyInstance> {
  const { app } = await buildServer({
    log: silentLog,
    secure: false,
    trustedProxies: 0,
    isReady: async () => true,
    identify: nobody,
    access: nobody,
    recordRefusal: async () => undefined,
    sessionCookie: 'heed',
    origin: null,
    catalogue: {},
    renderError: ({ status, untaken }) => JSON.stringify({ status, untaken }),
    routes,
  });
  after(() => app.close());
  return app;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

function sendOf(app: FastifyInstance, url: string, payload: string) {
  return app.inject({ method: 'POST', url, payload, headers: FORM });
}

test('filler is dropped as it is read, so that no page gives it back and nothing can keep it', async () => {
  const app = await build((on) => {
    on.post('/form', { config: open }, async (request) => request.body);
    on.post('/away', { config: { ...open, shaped: true } }, async () => {
      throw refuseRequest('http.unavailable');
    });
  });
  const answer = await sendOf(app, '/form', `a=1&pad=${'0'.repeat(30_000)}&b=2&pad=1`);
  assert.deepEqual(answer.json(), { a: '1', b: '2' });
  const away = await sendOf(app, '/away', `word=gate&pad=${'0'.repeat(30_000)}`);
  assert.match(away.body, /gate/);
  assert.doesNotMatch(away.body, /000/);
});

test('a page that says no is one of the sizes where the route’s own pages are', async () => {
  const app = await build((on) => {
    for (const [url, shaped] of [
      ['/shaped', true],
      ['/plain', false],
    ] as const)
      on.post(url, { config: { ...open, ...(shaped ? { shaped } : {}) } }, async () => {
        throw refuseRequest('http.too-many-requests');
      });
  });
  assert.equal(Buffer.byteLength((await sendOf(app, '/shaped', 'a=1')).body), ANSWER_SIZES[0]);
  assert.ok(Buffer.byteLength((await sendOf(app, '/plain', 'a=1')).body) < ANSWER_SIZES[0]);
});

test('a form may be as large as its route says, exactly, and no other form may', async () => {
  const app = await build((on) => {
    on.post('/large', { bodyLimit: LARGEST_FORM, config: open }, async () => ({ ok: true }));
    on.post('/form', { config: open }, async () => ({ ok: true }));
  });
  const of = (bytes: number) => `a=${'0'.repeat(bytes - 2)}`;
  assert.equal((await sendOf(app, '/large', of(LARGEST_FORM))).statusCode, 200);
  assert.equal((await sendOf(app, '/large', of(LARGEST_FORM + 1))).statusCode, 413);
  assert.equal((await sendOf(app, '/form', of(BODY_LIMIT))).statusCode, 200);
  assert.equal((await sendOf(app, '/form', of(BODY_LIMIT + 1))).statusCode, 413);
});

test('large forms are held sixteen at once; smaller ones are always read, and large ones again once those are gone', async () => {
  const app = await build((on) => {
    on.post('/large', { bodyLimit: LARGEST_FORM, config: open }, async () => ({ ok: true }));
  });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  /** Begins a form of that length and gives the first line of what comes back. */
  const begin = async (
    length: number,
    body: string,
    more = '',
  ): Promise<{ socket: Socket; said: string }> => {
    const socket = connect(Number(port), '127.0.0.1').setEncoding('latin1');
    const type = 'content-type: application/x-www-form-urlencoded\r\n';
    socket.write(`POST /large HTTP/1.1\r\nhost: x\r\n${type}${more}content-length: ${length}\r\n\r\n${body}`);
    const [text] = await once(socket, 'data');
    return { socket, said: String(text).split('\r\n')[0] ?? '' };
  };
  const waiting = Array.from({ length: 16 }, () => begin(BODY_LIMIT + 1, '', 'expect: 100-continue\r\n'));
  const held = await Promise.all(waiting);
  const next = await begin(BODY_LIMIT + 1, 'a');
  assert.equal(next.said, 'HTTP/1.1 503 Service Unavailable');
  const small = await begin(3, 'a=1');
  assert.equal(small.said, 'HTTP/1.1 200 OK');
  for (const { socket } of [...held, next, small]) socket.destroy();
  let said = '';
  for (let turn = 0; turn < 200 && said !== 'HTTP/1.1 200 OK'; turn += 1) {
    const again = await begin(BODY_LIMIT + 1, `a=${'0'.repeat(BODY_LIMIT - 1)}`);
    again.socket.destroy();
    said = again.said;
  }
  assert.equal(said, 'HTTP/1.1 200 OK');
});
