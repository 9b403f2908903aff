/**
 * A disclosure opens in two steps, to those it was sealed to and to nobody else. Source: 70-disclosures.md 9.7, 10.8, 10.9, 10.11;
 * GlobaLeaks GL#3182 (the last recipient stepped back). What would be lost: the words of whoever spoke, read by whom they are about.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { encodeParts } from '../../src/modules/disclosures/domain/encode.ts';
import { decodeReport, idFrom, showId } from '../../src/modules/disclosures/domain/sealed-report.ts';
import { readBase64url, takePart } from '../../src/modules/disclosures/index.ts';
import { openBody, openBodyKeys, openHeader } from '../../src/modules/disclosures/sealing/open-report.ts';
import { sealFile } from '../../src/modules/disclosures/sealing/seal-file.ts';
import { makeReportKeys } from '../../src/modules/disclosures/sealing/seal-report.ts';
import { randomBytes } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import {
  BODY,
  HEADER,
  makeRecipient,
  openRecipientSite,
  type RecipientClient,
  type RecipientSite,
  rosterWith,
  type SealedFor,
  type TestRecipient,
} from '../support/recipient-site.ts';
import { hashOf } from '../support/rosters.ts';
import { clear, sayFor, writeFor } from '../support/sign-for.ts';

let on: RecipientSite;
let people: readonly TestRecipient[];
let clients: readonly RecipientClient[];
const bytes = (text: string) => readBase64url(text) ?? new Uint8Array();
const at = <T>(list: readonly T[], place: number): T => {
  const one = list[place];
  assert.ok(one);
  return one;
};

before(async () => {
  on = await openRecipientSite();
  people = await Promise.all([
    makeRecipient('rae', 'council'),
    makeRecipient('sol', 'police'),
    makeRecipient('tam', 'health'),
    makeRecipient('una', 'charity'),
    makeRecipient('vic', 'regulator', { kind: 'escalation' }),
    makeRecipient('wyn', 'council'),
  ]);
  for (const one of people) await on.enrol(one);
  await on.publish(rosterWith(people));
  const signed: RecipientClient[] = [];
  for (const one of people) signed.push(await on.signIn(one));
  clients = signed;
});
after(() => on?.close());

/** Sealed to rae, sol and tam; una in reserve; vic outside. wyn is nobody to it. */
const disclose = (more: Parameters<RecipientSite['disclose']>[1] = {}) =>
  on.disclose(
    [
      [at(people, 0), 'recipient'],
      [at(people, 1), 'recipient'],
      [at(people, 2), 'recipient'],
      [at(people, 3), 'reserve'],
      [at(people, 4), 'escalation'],
    ],
    more,
  );

const statusOf = async (place: number, path: string) => (await at(clients, place).get(path)).status;
const eventsOf = async (id: string) =>
  (
    await on.site.rows('select kind, key_id from disclosure.events where report_id = $1 order by seq', [id])
  ).map(({ kind }) => kind);
const standings = async (id: string) =>
  (
    await on.site.rows('select standing from disclosure.readers where report_id = $1 order by place', [id])
  ).map(({ standing }) => standing);

describe('the two steps', () => {
  test('the header opens first; the body is not to be had before a signed word, and then it is', async () => {
    const made = await disclose();
    const [rae, client] = [at(people, 0), at(clients, 0)];
    const opener = { keyId: rae.keyId, secret: rae.secrets.seal, open: rae.seal };
    const { report } = (await client.get(`reports/${made.id}`)).body as {
      report: { envelope: string; header: string };
    };
    const header = await openHeader(made.sealed, opener, bytes(report.envelope), bytes(report.header));
    assert.deepEqual(header, { ok: true, value: HEADER });
    for (const path of ['body', 'items?lane=thread&from=0', 'items?lane=notes&from=0', `files/${made.id}/0`])
      assert.equal(await statusOf(0, `reports/${made.id}/${path}`), 404, path);
    assert.equal(await clear(client, rae, made), 200);
    const sent = (await client.get(`reports/${made.id}/body`)).body as {
      envelope: string;
      unsigned: string;
      signature: string;
    };
    const whole = decodeReport(encodeParts(bytes(sent.unsigned), bytes(sent.signature)));
    assert.ok(whole);
    const keys = await openBodyKeys(made.sealed, opener, bytes(sent.envelope));
    assert.ok(keys.ok);
    assert.deepEqual(await openBody(made.sealed, keys.value.body, whole.body), { ok: true, value: BODY });
    assert.deepEqual(await eventsOf(made.id), [
      'disclosures.report-received',
      'disclosures.header-opened',
      'disclosures.declared-no-part',
      'disclosures.body-opened',
    ]);
    assert.equal(await statusOf(1, `reports/${made.id}/body`), 404, 'one’s word clears nobody else');
  });

  test('a word that is forged, of another, for another disclosure, another day or another meaning clears nobody', async () => {
    const [made, other] = [await disclose(), await disclose()];
    const [rae, sol, client] = [at(people, 0), at(people, 1), at(clients, 0)];
    const right = await sayFor(rae, made, 'no-part');
    const wrong = [
      { ...right, signature: `A${right.signature.slice(1)}` },
      await sayFor(sol, made, 'no-part'),
      await sayFor(rae, other, 'no-part'),
      await sayFor(rae, made, 'no-part', '2026-11-01'),
      { ...(await sayFor(rae, made, 'no-part', '2026-11-01')), day: '2026-11-02' },
      { ...(await sayFor(rae, made, 'keep')), word: 'no-part' },
      { ...(await sayFor(rae, made, 'has-part')), word: 'no-part' },
    ];
    for (const [which, body] of wrong.entries()) {
      const answer = await client.post(`reports/${made.id}/declare`, body);
      assert.ok([409, 422].includes(answer.status), `${which} answered ${answer.status}`);
      assert.equal(await statusOf(0, `reports/${made.id}/body`), 404, `${which}`);
    }
    // Sol may not send Rae's word in Sol's session, nor the other way round.
    assert.equal((await at(clients, 1).post(`reports/${made.id}/declare`, right)).status, 422);
    assert.deepEqual((await standings(made.id)).slice(0, 2), ['asked', 'asked']);
  });

  test('said many times at once it is one word; said again after stepping back it is worth nothing', async () => {
    const made = await disclose();
    const [rae, client] = [at(people, 0), at(clients, 0)];
    const word = await sayFor(rae, made, 'no-part');
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => client.post(`reports/${made.id}/declare`, word)),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409]);
    assert.equal(
      (await client.post(`reports/${made.id}/declare`, await sayFor(rae, made, 'has-part'))).status,
      200,
    );
    for (const path of ['', '/body', '/items?lane=thread&from=0'])
      assert.equal(await statusOf(0, `reports/${made.id}${path}`), 404, path);
    assert.equal((await client.post(`reports/${made.id}/declare`, word)).status, 404);
    assert.equal((await standings(made.id))[0], 'recused');
  });

  test('the body asked for while the word is on its way is given only after it', async () => {
    for (let round = 0; round < 8; round += 1) {
      const made = await disclose();
      const asked = await Promise.all([
        at(clients, 0).get(`reports/${made.id}/body`),
        clear(at(clients, 0), at(people, 0), made),
        at(clients, 0).get(`reports/${made.id}/body`),
      ]);
      const events = await eventsOf(made.id);
      const opened = events.indexOf('disclosures.body-opened');
      if (asked[0].status === 200 || asked[2].status === 200)
        assert.ok(opened > events.indexOf('disclosures.declared-no-part'), events.join());
      else assert.equal(opened, -1);
    }
  });
});

describe('stepping back', () => {
  test('asks the next in reserve, and one who stepped back finds nothing of it any more', async () => {
    const made = await disclose();
    assert.equal(await statusOf(3, `reports/${made.id}`), 404, 'in reserve');
    await at(clients, 0).post(`reports/${made.id}/declare`, await sayFor(at(people, 0), made, 'has-part'));
    assert.deepEqual(await standings(made.id), ['recused', 'asked', 'asked', 'asked', 'held']);
    assert.equal(await statusOf(3, `reports/${made.id}`), 200);
    const list = (await at(clients, 0).get('reports')).body as { reports: { id: string }[] };
    assert.ok(!list.reports.some(({ id }) => id === made.id));
  });

  test('the last one who could read it can’t, until the outside body is asked; two at once do not both get away', async () => {
    const made = await disclose();
    for (const place of [0, 1])
      await at(clients, place).post(
        `reports/${made.id}/declare`,
        await sayFor(at(people, place), made, 'has-part'),
      );
    const leave = async (place: number) =>
      at(clients, place).post(
        `reports/${made.id}/declare`,
        await sayFor(at(people, place), made, 'has-part'),
      );
    const both = await Promise.all([leave(2), leave(3)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    const last = both[0].status === 409 ? 2 : 3;
    assert.equal((at(both, last - 2).body as { code: string }).code, 'disclosures.last-recipient');
    const hand = await sayFor(at(people, last), made, 'hand-outside');
    assert.equal((await at(clients, last).post(`reports/${made.id}/outside`, hand)).status, 200);
    assert.equal(await statusOf(4, `reports/${made.id}`), 200);
    assert.equal((await leave(last)).status, 200);
    assert.deepEqual(
      (await standings(made.id)).filter((one) => one !== 'recused'),
      ['asked'],
    );
  });
});

describe('whoever is nobody to a disclosure', () => {
  test('finds the same as where there is none, at every address, with every id of it', async () => {
    const file = idFrom(randomBytes(16));
    const report = idFrom(randomBytes(16));
    const keys = makeReportKeys();
    for await (const sealed of sealFile(keys.body, report, file, new Blob(['a picture'])))
      await on.site.run((tx, ctx) => takePart(on.site.ports)(tx, ctx, { report, file, part: 0, sealed }));
    const made = await disclose({ report, keys, files: [{ file, parts: 1 }] });
    await clear(at(clients, 0), at(people, 0), made);
    const paths = [
      '',
      '/body',
      '/items?lane=thread&from=0',
      '/items?lane=notes&from=0',
      `/files/${showId(file)}/0`,
    ];
    for (const path of paths) assert.equal(await statusOf(0, `reports/${made.id}${path}`), 200, path);
    const none = showId(idFrom(randomBytes(16)));
    for (const place of [3, 4, 5]) {
      const who = at(people, place);
      for (const path of paths) {
        const theirs = await at(clients, place).get(`reports/${made.id}${path}`);
        const nothing = await at(clients, place).get(`reports/${none}${path}`);
        assert.equal(theirs.status, 404, `${who.handle} ${path}`);
        assert.deepEqual(theirs.body, nothing.body);
      }
      const acts: readonly (readonly [string, object])[] = [
        ['declare', await sayFor(who, made, 'no-part')],
        ['declare', await sayFor(who, made, 'has-part')],
        ['outside', await sayFor(who, made, 'hand-outside')],
        ['removal', await sayFor(who, made, 'remove')],
        ['removal', await sayFor(who, made, 'keep')],
        ['items', await writeFor(who, made, { lane: 'thread', seq: 1, act: 'message' })],
        ['items', await writeFor(who, made, { lane: 'notes', seq: 0, act: 'note' })],
      ];
      for (const [path, body] of acts)
        assert.equal(
          (await at(clients, place).post(`reports/${made.id}/${path}`, body)).status,
          404,
          `${who.handle} ${path}`,
        );
      const list = (await at(clients, place).get('reports')).body as { reports: { id: string }[] };
      assert.ok(!list.reports.some(({ id }) => id === made.id), who.handle);
    }
    // A file under another disclosure's id is none of it.
    const other = await disclose();
    await clear(at(clients, 0), at(people, 0), other);
    assert.equal(await statusOf(0, `reports/${other.id}/files/${showId(file)}/0`), 404);
    const part = await at(clients, 0).get(`reports/${made.id}/files/${showId(file)}/0`);
    assert.equal(part.headers['content-type'], 'application/octet-stream');
    assert.match(String(part.headers['content-disposition']), /^attachment/);
    assert.equal(part.headers['x-content-type-options'], 'nosniff');
  });

  test('no envelope of somebody else is in what a recipient is given before they are cleared', async () => {
    const made = await disclose();
    const answer = await on.inject({
      method: 'GET',
      url: `/recipients/api/reports/${made.id}`,
      headers: { cookie: at(clients, 0).cookie },
    });
    const list = await on.inject({
      method: 'GET',
      url: '/recipients/api/reports',
      headers: { cookie: at(clients, 0).cookie },
    });
    for (const text of [answer.body, list.body])
      for (const [place, reader] of made.sealed.readers.entries()) {
        const body = Buffer.from(reader.body).toString('base64url');
        assert.ok(!text.includes(body), `body envelope ${place}`);
        if (place > 0)
          assert.ok(
            !text.includes(Buffer.from(reader.header).toString('base64url')),
            `header envelope ${place}`,
          );
      }
  });

  test('who has left the roster reads and does nothing, and is told so', async () => {
    const made = await disclose();
    const without = { ...rosterWith(people.slice(1)), version: 2, previous: hashOf(rosterWith(people)) };
    await on.publish(without);
    const gone = await at(clients, 0).get(`reports/${made.id}`);
    assert.equal((gone.body as { code: string }).code, 'disclosures.not-in-roster');
    assert.equal((await at(clients, 0).get('reports')).status, 403);
    assert.equal(
      (await at(clients, 0).post(`reports/${made.id}/declare`, await sayFor(at(people, 0), made, 'no-part')))
        .status,
      403,
    );
    assert.equal(await statusOf(1, `reports/${made.id}`), 200);
    await on.publish({ ...rosterWith(people), version: 3, previous: hashOf(without) });
    assert.equal(await statusOf(0, `reports/${made.id}`), 200);
  });
});

test('every disclosure of theirs is in the list, once, whatever the day: a hundred at a time', async () => {
  const before = await allOf(at(clients, 2));
  const made: SealedFor[] = [];
  for (let count = 0; count < 105; count += 1) {
    if (count === 60) on.site.moveTo('2026-11-02T10:20');
    made.push(await disclose());
  }
  const listed = await allOf(at(clients, 2));
  assert.equal(listed.length, before.length + made.length);
  assert.equal(new Set(listed).size, listed.length);
});

async function allOf(client: RecipientClient): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let query = ''; ; ) {
    const page = (await client.get(`reports${query}`)).body as {
      reports: { id: string; day: string }[];
      more: boolean;
    };
    ids.push(...page.reports.map(({ id }) => id));
    const last = page.reports.at(-1);
    if (!page.more || !last) return ids;
    query = `?day=${last.day}&id=${last.id}`;
  }
}
