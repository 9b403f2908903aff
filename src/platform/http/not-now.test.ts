import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { silentLog } from '../log.ts';
import { isNotNow, type UntakenForm } from './not-now.ts';
import { buildServer } from './server.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

test('a database that is full, away, starting or busy is "not now"; one that says we are wrong is not', () => {
  for (const code of ['53100', '53300', '57P01', '57P03', '08006', 'ECONNREFUSED', '25006'])
    assert.equal(isNotNow(withCode(code)), true, code);
  for (const code of ['23505', '42703', '0A000', '22001'])
    assert.equal(isNotNow(withCode(code)), false, code);
});

test('a form sent while nobody can be recognised is given back whole, and nothing else is done', async () => {
  const given: (UntakenForm | null | undefined)[] = [];
  let done = false;
  const { app } = await buildServer({
    log: silentLog,
    secure: false,
    trustedProxies: 0,
    isReady: async () => true,
    identify: { identify: () => Promise.reject(withCode('57P03')) },
    access: { decide: async () => ({ allowed: true, basis: 'test' }) },
    recordRefusal: async () => undefined,
    sessionCookie: 'heed',
    origin: null,
    catalogue: {},
    renderError: (answer) => {
      given.push(answer.untaken);
      return '';
    },
    routes: (on) => {
      const access = { action: 'duties.list-duties' } as const;
      on.post('/decide', { config: { access, records: { nothing: 'a test' } } }, async () => {
        done = true;
        return 'decided';
      });
    },
  });
  after(() => app.close());
  const send = (payload: string, type = 'application/x-www-form-urlencoded') =>
    app.inject({ method: 'POST', url: '/decide?x=1', headers: { 'content-type': type }, payload });
  assert.equal((await send('_csrf=t&reason=two%0Alines&tick=a&tick=b')).statusCode, 503);
  assert.equal((await send('name=Ada&password=canary')).statusCode, 503);
  assert.equal((await send('{"reason":"x"}', 'application/json')).statusCode, 503);
  assert.equal(done, false);
  const fields = [
    { name: '_csrf', value: 't' },
    { name: 'reason', value: 'two\nlines' },
    { name: 'tick', value: 'a' },
    { name: 'tick', value: 'b' },
  ];
  assert.deepEqual(given, [{ action: '/decide?x=1', fields }, null, null]);
});
