/** The plain form where something is in the way: no channel, a roster that can't be used or has changed, a second sending. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import { makeChannelKeys } from '../../demo/disclosures/channel-keys.ts';
import { signDemoRoster } from '../../demo/disclosures/sign-roster.ts';
import { decodeReport, showId } from '../../src/modules/disclosures/domain/sealed-report.ts';
import {
  type PlainPages,
  parseRoster,
  registerPlainTell,
  type VerifiedRoster,
} from '../../src/modules/disclosures/index.ts';
import { hiddenFields } from '../support/form-client.ts';

const TODAY = '2026-11-26';
const { payload, hash } = signDemoRoster(await makeChannelKeys(), {
  area: 'Wrenfold',
  version: 1,
  previous: null,
  from: TODAY,
  issued: TODAY,
  expires: '2027-02-26',
});
const read = parseRoster(payload);
assert.ok(read.ok);
const good: VerifiedRoster = { ok: true, roster: read.value, version: 1, hash };
const FIELDS = { employer: 'council', category: 'other', danger: 'no', seen: 'Something.' };
const assets = new Proxy({}, { get: () => '/asset' }) as Parameters<typeof registerPlainTell>[1]['assets'];

let app: FastifyInstance;
afterEach(() => app.close());

async function open(pages: Partial<PlainPages> | null): Promise<void> {
  app = Fastify();
  await app.register(formbody);
  const rest: PlainPages = { roster: async () => good, today: () => TODAY, take: async () => null };
  registerPlainTell(app, { assets, receiptDeployment: 'heed' }, pages && { ...rest, ...pages });
}

async function post(fields: Readonly<Record<string, string>>) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const payload = new URLSearchParams(fields).toString();
  return app.inject({ method: 'POST', url: '/tell/plain', headers, payload });
}

async function ready(): Promise<Readonly<Record<string, string>>> {
  const { body } = await post({ ...FIELDS, go: 'check' });
  return { ...hiddenFields(body, '/tell/plain'), go: 'send' };
}

describe('the plain form', () => {
  it('says so where the area has no sealed channel, and takes nothing', async () => {
    await open(null);
    assert.match((await app.inject('/tell/plain')).body, /not set up in this area yet/);
    assert.equal((await post(FIELDS)).statusCode, 404);
  });

  it('takes nothing while the roster can’t be used, says why, and gives the words back', async () => {
    const expired: VerifiedRoster = { ok: false, why: 'expired', plain: 'It is not meant for today.' };
    await open({ roster: async () => expired, take: async () => assert.fail('it was taken') });
    for (const answer of [await app.inject('/tell/plain'), await post({ ...FIELDS, go: 'send' })]) {
      assert.equal(answer.statusCode, 503);
      assert.match(answer.body, /Nothing can be sent: It is not meant for today\./);
    }
    assert.match((await post(FIELDS)).body, /was not sent\. Copy it.*>Something\.</);
  });

  it('shows who will read it again when the roster has changed since, and sends nothing', async () => {
    let now = good;
    await open({ roster: async () => now, take: async () => assert.fail('it was taken') });
    const fields = await ready();
    now = { ...good, hash: 'A'.repeat(43) };
    const answer = await post(fields);
    assert.equal(answer.statusCode, 409);
    assert.match(answer.body, /has changed since you saw it/);
    assert.equal(hiddenFields(answer.body, '/tell/plain').roster, now.hash);
  });

  it('sends to those who were shown, whichever process takes the second page', async () => {
    const taken: (readonly string[])[] = [];
    const ids = new Set<string>();
    const take: PlainPages['take'] = async (bytes) => {
      const report = decodeReport(bytes);
      assert.ok(report);
      ids.add(showId(report.report));
      taken.push(
        report.readers.map(({ keyId, role }) => `${role} ${Buffer.from(keyId).toString('base64url')}`),
      );
      return null;
    };
    await open({ take });
    const fields = await ready();
    assert.equal((await post(fields)).statusCode, 200);
    await app.close();
    await open({ take });
    assert.equal((await post(fields)).statusCode, 200);
    assert.deepEqual(taken[0], taken[1]);
    assert.equal(ids.size, 1, 'two disclosures were made of one');
  });

  it('says that it was sent before where another process took it, and shows no receipt', async () => {
    await open({ take: async () => 'disclosures.id-used' });
    const answer = await post(await ready());
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /It was sent already/);
    assert.doesNotMatch(answer.body, /heed-receipt__word/);
  });

  it('what was refused can be sent again from the same page', async () => {
    const answers = ['disclosures.event-meanwhile', null];
    await open({ take: async () => answers.shift() ?? null });
    const fields = await ready();
    const refused = await post(fields);
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /Everything you wrote is still here/);
    assert.deepEqual({ ...hiddenFields(refused.body, '/tell/plain'), go: 'send' }, fields);
    assert.match((await post(fields)).body, /heed-receipt__word/);
  });
});
