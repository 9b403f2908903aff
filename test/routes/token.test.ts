import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { runCommand } from '../../src/platform/run-command.ts';
import { openAccessServer } from '../builders/access-server.ts';
import { OPERATOR } from '../builders/small-area.ts';

const server = await openAccessServer();
after(() => server.close());

const school = await server.agency('Wrenfold Academy', 'school');
const added = await runCommand(server.spine, OPERATOR, (tx, ctx) =>
  server.access.commands.addApiClient(tx, ctx, {
    agency: school,
    name: 'Pupil records',
    scopes: ['concerns:raise', 'concerns:read'],
    thumbprint: null,
  }),
);
assert.ok(added.ok);
const { client, secret } = added.value;

function ask(fields: Record<string, string>, authorization?: string) {
  return server.app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(authorization ? { authorization } : {}),
    },
    payload: new URLSearchParams(fields).toString(),
  });
}
const basic = (id: string, word: string) =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(word)}`).toString('base64')}`;
const GRANT = { grant_type: 'client_credentials' };

describe('a token for an agency’s system', () => {
  test('is given for its secret, in the header or in the form', async () => {
    for (const answer of [
      await ask(GRANT, basic(client, secret)),
      await ask({ ...GRANT, client_id: client, client_secret: secret }),
    ]) {
      assert.equal(answer.statusCode, 200);
      const body = answer.json();
      assert.equal(body.token_type, 'Bearer');
      assert.equal(body.expires_in, 1800);
      assert.equal(body.scope, 'concerns:raise concerns:read');
      assert.equal(answer.headers['cache-control'], 'no-store');
    }
  });

  test('is recognised until it runs out, or its system is shut out', async () => {
    const token = (await ask(GRANT, basic(client, secret))).json().access_token;
    const who = async () => server.access.callers.identify({ sessionCookie: null, bearer: token });
    const caller = await who();
    assert.ok(caller?.actor.kind === 'client');
    assert.equal(caller.actor.agency, school);
    server.clock.move({ minutes: 30 });
    assert.equal(await who(), null);
  });

  test('is never kept as it was given, nor is the secret', async () => {
    const token = (await ask(GRANT, basic(client, secret))).json().access_token;
    const tables = await Promise.all(
      ['api_tokens', 'api_clients'].map((name) => server.pool.query(`select * from access.${name}`)),
    );
    const text = JSON.stringify(tables.map((table) => table.rows));
    assert.ok(!text.includes(token) && !text.includes(secret));
    const logged = server.lines.join('\n');
    assert.ok(!logged.includes(token) && !logged.includes(secret));
  });

  test('may be asked for less than the system may do, and never for more', async () => {
    const less = await ask({ ...GRANT, scope: 'concerns:read' }, basic(client, secret));
    assert.equal(less.json().scope, 'concerns:read');
    const bearer = less.json().access_token;
    const caller = await server.access.callers.identify({ sessionCookie: null, bearer });
    assert.ok(caller);
    const may = await server.access.access.decide(caller.actor, 'concerns.raise-concern', null);
    assert.equal(may.allowed, false);
    const more = await ask({ ...GRANT, scope: 'concerns:message' }, basic(client, secret));
    assert.equal(more.statusCode, 400);
    assert.equal(more.json().error, 'invalid_scope');
  });

  test('is refused in the words of RFC 6749', async () => {
    const nobody = '019a0000-0000-7000-8000-000000000001';
    const cases = [
      [await ask(GRANT, basic(client, 'guess')), 401, 'invalid_client'],
      [await ask(GRANT, basic(nobody, secret)), 401, 'invalid_client'],
      [await ask(GRANT), 401, 'invalid_client'],
      [await ask(GRANT, 'Basic %%%'), 401, 'invalid_client'],
      [await ask({}, basic(client, secret)), 400, 'invalid_request'],
      [await ask({ ...GRANT, client_secret: secret }, basic(client, secret)), 400, 'invalid_request'],
      [await ask({ grant_type: 'password' }, basic(client, secret)), 400, 'unsupported_grant_type'],
    ] as const;
    for (const [answer, status, error] of cases) {
      assert.equal(answer.statusCode, status);
      assert.equal(answer.json().error, error);
      assert.equal('access_token' in answer.json(), false);
    }
    assert.match(String(cases[0][0].headers['www-authenticate']), /^Basic/);
  });

  test('ends with the system', async () => {
    const bearer = (await ask(GRANT, basic(client, secret))).json().access_token;
    const revoked = await runCommand(server.spine, OPERATOR, (tx, ctx) =>
      server.access.commands.revokeApiClient(tx, ctx, { client }),
    );
    assert.ok(revoked.ok);
    assert.equal(await server.access.callers.identify({ sessionCookie: null, bearer }), null);
    assert.equal((await ask(GRANT, basic(client, secret))).statusCode, 401);
  });

  test('is not given without end: a flood is told to wait, and how long', async () => {
    let answer = await ask(GRANT, basic(client, 'guess'));
    for (let n = 0; n < 100 && answer.statusCode !== 429; n += 1)
      answer = await ask(GRANT, basic(client, 'guess'));
    assert.equal(answer.statusCode, 429);
    assert.ok(Number(answer.headers['retry-after']) > 0);
  });
});
