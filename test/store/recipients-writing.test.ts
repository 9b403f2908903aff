/**
 * Those who received a disclosure write to whoever told it and to one another; no one of them removes it. Source: 70-disclosures.md 9.6,
 * 9.8, 9.9, 10.7, 10.12, 10.13; GlobaLeaks GL#3776, GL#4293.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { firstPlace, type ItemPlace } from '../../src/modules/disclosures/domain/thread.ts';
import { readBase64url, toBase64url } from '../../src/modules/disclosures/index.ts';
import { hashItem, openItem, openNote } from '../../src/modules/disclosures/sealing/seal-item.ts';
import {
  makeRecipient,
  openRecipientSite,
  type RecipientClient,
  type RecipientSite,
  rosterWith,
  type SealedFor,
  type TestRecipient,
} from '../support/recipient-site.ts';
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
    makeRecipient('sol', 'council'),
    makeRecipient('tam', 'health'),
    makeRecipient('vic', 'regulator', { kind: 'escalation' }),
  ]);
  for (const one of people) await on.enrol(one);
  await on.publish(rosterWith(people));
  const signed: RecipientClient[] = [];
  for (const one of people) signed.push(await on.signIn(one));
  clients = signed;
});
after(() => on?.close());

async function disclose(): Promise<SealedFor> {
  const made = await on.disclose([
    [at(people, 0), 'recipient'],
    [at(people, 1), 'recipient'],
    [at(people, 2), 'recipient'],
    [at(people, 3), 'escalation'],
  ]);
  for (const place of [0, 1, 2]) assert.equal(await clear(at(clients, place), at(people, place), made), 200);
  return made;
}

/** The hash that the first message names as the one before. */
const first = async (made: SealedFor) =>
  toBase64url(await hashItem(firstPlace(made.report, 1), made.sealed.body));

type Sent = Awaited<ReturnType<typeof writeFor>>;
const placeOf = (who: TestRecipient, made: SealedFor, sent: Sent): ItemPlace => ({
  ...{ report: made.report, epoch: 1, lane: sent.lane, seq: sent.seq, role: 'recipient', act: sent.act },
  ...{ keyId: who.keyId, previous: bytes(sent.previous) },
});
const hashOf = async (who: TestRecipient, made: SealedFor, sent: Sent) =>
  toBase64url(await hashItem(placeOf(who, made, sent), bytes(sent.sealed)));

const send = async (place: number, made: SealedFor, sent: object) =>
  at(clients, place).post(`reports/${made.id}/items`, sent);
const rowOf = async (made: SealedFor) =>
  at(await on.site.rows('select * from disclosure.reports where id = $1', [made.id]), 0);

describe('what is written', () => {
  test('is one however often it is sent, is what its writer signed, and meets what was owed', async () => {
    const made = await disclose();
    const rae = at(people, 0);
    const sent = await writeFor(rae, made, {
      lane: 'thread',
      seq: 1,
      act: 'acknowledge',
      previous: await first(made),
      text: 'We have read it.',
    });
    const answers = await Promise.all([send(0, made, sent), send(0, made, sent), send(0, made, sent)]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    const listed = (await at(clients, 1).get(`reports/${made.id}/items?lane=thread&from=1`)).body as {
      items: Sent[];
    };
    assert.equal(listed.items.length, 1);
    const item = {
      place: placeOf(rae, made, sent),
      sealed: bytes(at(listed.items, 0).sealed),
      signature: bytes(sent.signature),
    };
    const opened = await openItem(made.keys.body, item);
    assert.ok(opened.ok && opened.value.text === 'We have read it.');
    assert.equal(String((await rowOf(made)).acknowledged), '2026-11-02');
    const clocks = await on.site.rows(
      `select met from disclosure.clocks where report_id = $1 and kind = 'acknowledge'`,
      [made.id],
    );
    assert.equal(String(at(clocks, 0).met), '2026-11-02');
    const next = await writeFor(rae, made, {
      lane: 'thread',
      seq: 2,
      act: 'close',
      previous: await hashOf(rae, made, sent),
    });
    assert.equal((await send(0, made, next)).status, 200);
    const after = await writeFor(rae, made, {
      lane: 'thread',
      seq: 3,
      act: 'message',
      previous: await hashOf(rae, made, next),
    });
    assert.equal((await send(0, made, after)).status, 200, 'closing ends nothing');
    const kinds = (
      await on.site.rows('select kind, key_id from disclosure.events where report_id = $1 order by seq', [
        made.id,
      ])
    ).slice(-5);
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      [
        'disclosures.acknowledged',
        'disclosures.repeat-recognised',
        'disclosures.repeat-recognised',
        'disclosures.closed',
        'disclosures.wrote',
      ],
    );
  });

  test('two who write at once go one after the other: the second is told that somebody wrote meanwhile', async () => {
    const made = await disclose();
    const previous = await first(made);
    const both = await Promise.all(
      [0, 1].map(async (place) =>
        send(
          place,
          made,
          await writeFor(at(people, place), made, { lane: 'thread', seq: 1, act: 'message', previous }),
        ),
      ),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    const late = both.find(({ status }) => status === 409);
    assert.equal(
      (late?.body as unknown as { code: string } | undefined)?.code,
      'disclosures.written-meanwhile',
    );
  });

  test('of another, moved, unsigned, of no known size, or doing what recipients can’t do, is refused', async () => {
    const made = await disclose();
    const other = await disclose();
    const [rae, sol] = [at(people, 0), at(people, 1)];
    const previous = await first(made);
    const right = await writeFor(rae, made, { lane: 'thread', seq: 1, act: 'message', previous });
    const note = await writeFor(rae, made, { lane: 'notes', seq: 0, act: 'note', readers: [rae, sol] });
    const stranger = await makeRecipient('zed', 'council');
    const wrong: readonly (readonly [string, object, number])[] = [
      [
        'signed by another',
        await writeFor(sol, made, { lane: 'thread', seq: 1, act: 'message', previous }),
        422,
      ],
      [
        'for another disclosure',
        await writeFor(rae, other, { lane: 'thread', seq: 1, act: 'message', previous }),
        422,
      ],
      ['at another place', { ...right, seq: 2 }, 422],
      ['meaning something else', { ...right, act: 'close' }, 422],
      ['in the other lane', { ...right, lane: 'notes' }, 422],
      ['an act of the discloser', { ...right, act: 'withdraw' }, 422],
      ['too short', { ...right, sealed: right.sealed.slice(0, 100) }, 422],
      ['after nothing', await writeFor(rae, made, { lane: 'thread', seq: 1, act: 'message' }), 409],
      ['a message with envelopes', { ...right, envelopes: note.envelopes }, 422],
      ['a note without', { ...note, envelopes: [] }, 422],
      ['a note not for its writer', { ...note, envelopes: note.envelopes.slice(1) }, 409],
      [
        'a note for a stranger',
        await writeFor(rae, made, { lane: 'notes', seq: 0, act: 'note', readers: [rae, stranger] }),
        409,
      ],
      ['a note twice for one', { ...note, envelopes: [...note.envelopes, ...note.envelopes] }, 409],
    ];
    for (const [why, body, status] of wrong) assert.equal((await send(0, made, body)).status, status, why);
    for (const headers of [{}, { 'x-csrf-token': at(clients, 1).csrf }])
      assert.equal(
        (await at(clients, 0).post(`reports/${made.id}/items`, right, headers as Record<string, string>))
          .status,
        403,
      );
    assert.equal(
      (await on.site.rows('select 1 from disclosure.items where report_id = $1 and seq > 0', [made.id]))
        .length,
      0,
    );
    assert.equal((await send(0, made, right)).status, 200);
  });

  test('a note opens for each it was sealed to, once they are cleared, and for nobody with the keys of the disclosure', async () => {
    const made = await disclose();
    const [rae, sol, vic] = [at(people, 0), at(people, 1), at(people, 3)];
    const sent = await writeFor(rae, made, {
      lane: 'notes',
      seq: 0,
      act: 'note',
      readers: [rae, sol, vic],
      text: 'Who speaks to the team?',
    });
    assert.equal((await send(0, made, sent)).status, 200);
    const notesOf = async (place: number) =>
      (await at(clients, place).get(`reports/${made.id}/items?lane=notes&from=0`)).body as {
        items: { envelope: string | null }[];
      };
    const item = {
      place: placeOf(rae, made, sent),
      sealed: bytes(sent.sealed),
      signature: bytes(sent.signature),
    };
    const envelope = at((await notesOf(1)).items, 0).envelope ?? '';
    const opener = { keyId: sol.keyId, secret: sol.secrets.seal, open: sol.seal };
    const opened = await openNote(opener, bytes(envelope), item);
    assert.ok(opened.ok && opened.value.text === 'Who speaks to the team?');
    assert.equal(at((await notesOf(2)).items, 0).envelope, null, 'not sealed to this one');
    assert.equal((await openItem(made.keys.body, item)).ok, false);
    const outside = `reports/${made.id}/items?lane=notes&from=0`;
    assert.equal((await at(clients, 3).get(outside)).status, 404);
    await at(clients, 0).post(`reports/${made.id}/outside`, await sayFor(rae, made, 'hand-outside'));
    assert.equal((await at(clients, 3).get(outside)).status, 404, 'asked, not cleared');
    await clear(at(clients, 3), vic, made);
    assert.notEqual(at((await notesOf(3)).items, 0).envelope, null);
  });
});

describe('removal', () => {
  const ask = async (place: number, made: SealedFor, word: 'remove' | 'keep') =>
    (await at(clients, place).post(`reports/${made.id}/removal`, await sayFor(at(people, place), made, word)))
      .status;
  const goes = async (made: SealedFor, today: string) =>
    at(await on.site.rows('select disclosure.remove($1, $2::date) as why', [made.id, today]), 0).why;

  test('one can’t, two of one organisation can’t, two of two can, after thirty days in which all see it', async () => {
    const made = await disclose();
    assert.equal(await ask(0, made, 'remove'), 200);
    assert.equal(await ask(0, made, 'remove'), 409, 'asked already');
    assert.equal(await ask(1, made, 'remove'), 200);
    assert.equal(String((await rowOf(made)).asked_to_remove), 'null', 'both of the council');
    assert.equal(await goes(made, '2027-03-01'), null);
    assert.equal(await ask(2, made, 'remove'), 200);
    assert.equal(String((await rowOf(made)).asked_to_remove), '2026-11-02');
    const seen = (await at(clients, 1).get(`reports/${made.id}`)).body as {
      report: { removal: string };
      removals: unknown[];
    };
    assert.equal(seen.report.removal, '2026-11-02');
    assert.equal(seen.removals.length, 3);
    assert.equal(await goes(made, '2026-12-01'), null);
    assert.equal(await goes(made, '2026-12-02'), 'two-asked');
    assert.equal((await at(clients, 1).get(`reports/${made.id}`)).status, 404);
  });

  test('taken back by one of two it stays, and is not asked for again by the same', async () => {
    const made = await disclose();
    assert.equal(await ask(0, made, 'keep'), 409, 'never asked');
    await ask(0, made, 'remove');
    await ask(2, made, 'remove');
    assert.equal(await ask(1, made, 'keep'), 409, 'nobody takes back another’s');
    assert.equal(await ask(0, made, 'keep'), 200);
    assert.equal(String((await rowOf(made)).asked_to_remove), 'null');
    assert.equal(await goes(made, '2027-03-01'), null);
    assert.equal(await ask(0, made, 'remove'), 409);
    assert.equal(await ask(1, made, 'remove'), 200, 'another of that organisation may');
    on.site.moveTo('2026-11-02T10:05');
    assert.equal(await goes(made, '2026-12-02'), 'two-asked');
  });

  test('whoever finds that they have a part in it has no say in whether it is kept', async () => {
    const made = await disclose();
    await ask(0, made, 'remove');
    await ask(2, made, 'remove');
    assert.equal(String((await rowOf(made)).asked_to_remove), '2026-11-02');
    const back = await sayFor(at(people, 2), made, 'has-part');
    assert.equal((await at(clients, 2).post(`reports/${made.id}/declare`, back)).status, 200);
    assert.equal(String((await rowOf(made)).asked_to_remove), 'null');
    assert.equal(await goes(made, '2027-03-01'), null);
    const kinds = await on.site.rows('select kind from disclosure.events where report_id = $1 order by seq', [
      made.id,
    ]);
    assert.deepEqual(
      kinds.slice(-2).map(({ kind }) => kind),
      ['disclosures.recused', 'disclosures.removal-taken-back'],
    );
  });

  test('whoever was asked and is not cleared has no say in it', async () => {
    const made = await on.disclose([
      [at(people, 0), 'recipient'],
      [at(people, 2), 'recipient'],
    ]);
    assert.equal(await ask(0, made, 'remove'), 404);
  });
});
