/** A sealed disclosure is kept, followed and answered for, and the database that holds it can read none of it. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { decodeThread, encodeReply, type Thread } from '../../src/modules/disclosures/domain/reply.ts';
import {
  decodeBinding,
  encodeReport,
  type SealedReport,
  showId,
} from '../../src/modules/disclosures/domain/sealed-report.ts';
import { decodeStatement } from '../../src/modules/disclosures/domain/statement.ts';
import type { ItemAct, ItemPlace } from '../../src/modules/disclosures/domain/thread.ts';
import {
  addReply,
  encodeStatement,
  followThread,
  missClock,
  takePart,
  takeReport,
} from '../../src/modules/disclosures/index.ts';
import { openReporterKeys } from '../../src/modules/disclosures/sealing/open-report.ts';
import { sealFile } from '../../src/modules/disclosures/sealing/seal-file.ts';
import { hashItem, openItem, sealItem } from '../../src/modules/disclosures/sealing/seal-item.ts';
import { isSigned, publicKeyOf } from '../../src/modules/disclosures/sealing/signature.ts';
import { randomBytes } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import { openSealedSite } from '../support/sealed-site.ts';
import { makeSealedWorld } from '../support/sealed-world.ts';

const site = await openSealedSite();
after(() => site.close());

const take = (report: SealedReport) =>
  site.run((tx, ctx) =>
    takeReport(site.ports)(tx, ctx, { bytes: encodeReport(report), sealedBy: 'browser' }),
  );

async function follow(token: Uint8Array, from = 0): Promise<Thread | null> {
  const found = await site.ask((tx, ctx) => followThread(site.ports)(tx, ctx, { token, from }));
  return found.ok && found.value ? decodeThread(found.value) : null;
}

/** Another discloser each time, and one who may write again. */
async function disclose(more: Parameters<Awaited<ReturnType<typeof makeSealedWorld>>['seal']>[0] = {}) {
  const world = await makeSealedWorld();
  const report = await world.seal(more);
  const taken = await take(report);
  assert.ok(taken.ok, JSON.stringify(taken));
  const write = async (act: ItemAct, text: string) => {
    const thread = await follow(world.receipt.token);
    const bound = thread && decodeBinding(thread.bound);
    assert.ok(thread && bound);
    const mine = await openReporterKeys(bound, world.receipt, thread.reporterKeys);
    assert.ok(mine.ok);
    const last = thread.items.at(-1);
    const previous = last
      ? await hashItem(
          {
            ...placeOf(report, last.seq),
            role: last.role,
            act: last.act,
            keyId: last.keyId,
            previous: last.previous,
          },
          last.sealed,
        )
      : thread.firstHash;
    const place = { ...placeOf(report, thread.total), act, previous };
    const item = await sealItem(
      mine.value.keys.body,
      place,
      { text, happened: null, kinds: [] },
      world.receipt.sign,
    );
    const bytes = encodeReply({ ...place, sealed: item.sealed, signature: item.signature });
    const send = () =>
      site.run((tx, ctx) => addReply(site.ports)(tx, ctx, { token: world.receipt.token, bytes }));
    return { send, item, key: mine.value.keys.body, bytes };
  };
  return { world, report, id: showId(report.report), write, statement: taken.value };
}

const placeOf = (report: SealedReport, seq: number): ItemPlace => ({
  report: report.report,
  epoch: 1,
  lane: 'thread',
  seq,
  role: 'reporter',
  act: 'message',
  keyId: new Uint8Array(),
  previous: new Uint8Array(32),
});

const eventsOf = async (id: string) =>
  (await site.rows('select kind from disclosure.events where report_id = $1 order by seq', [id])).map(
    ({ kind }) => kind,
  );

describe('taking in a disclosure', () => {
  test('gives a signed statement of what arrived and on which day, and sent twice it is one', async () => {
    const { report, statement, id } = await disclose();
    const again = await take(report);
    assert.ok(again.ok);
    assert.deepEqual(again.value.digest, statement.digest);
    assert.equal(statement.day, '2026-11-02');
    const key = await publicKeyOf(new Uint8Array(32).fill(3));
    const read = decodeStatement(encodeStatement(statement));
    assert.ok(read && (await isSigned(key, read.signature, 'heed statement 1', read.digest, read.day)));
    assert.equal(await isSigned(key, read.signature, 'heed statement 1', read.digest, '2026-11-01'), false);
    assert.deepEqual(await eventsOf(id), ['disclosures.report-received', 'disclosures.repeat-recognised']);
    assert.equal((await site.rows('select id from disclosure.reports where id = $1', [id])).length, 1);
  });

  test('refuses something else under the same id, an altered one, and what is none', async () => {
    const { world, report } = await disclose();
    const other = await take(await world.seal({ report: report.report }));
    assert.deepEqual(other, { ok: false, refusal: { code: 'disclosures.id-used' } });
    const altered = { ...(await world.seal()), tokenHash: randomBytes(32) };
    assert.deepEqual(await take(altered), { ok: false, refusal: { code: 'disclosures.signature' } });
    const none = await site.run((tx, ctx) =>
      takeReport(site.ports)(tx, ctx, { bytes: randomBytes(900), sealedBy: 'browser' }),
    );
    assert.deepEqual(none, { ok: false, refusal: { code: 'disclosures.not-sealed' } });
  });

  test('two that arrive at once with one receipt: one is kept, the other told', async () => {
    const world = await makeSealedWorld();
    const both = await Promise.all([take(await world.seal()), take(await world.seal())]);
    assert.deepEqual(both.map((one) => (one.ok ? 'kept' : one.refusal.code)).sort(), [
      'disclosures.receipt-used',
      'kept',
    ]);
  });

  test('a file that did not arrive whole is named, and nothing is kept', async () => {
    const world = await makeSealedWorld();
    const [report, file] = [randomBytes(16), randomBytes(16)];
    const parts: Uint8Array[] = [];
    for await (const part of sealFile(randomBytes(32), report, file, new Blob(['a photograph'])))
      parts.push(part);
    const sealed = await world.seal({ report, files: [{ file, parts: 1 }] });
    assert.deepEqual(await take(sealed), { ok: false, refusal: { code: 'disclosures.file-missing' } });
    const send = () =>
      site.run((tx, ctx) =>
        takePart(site.ports)(tx, ctx, { report, file, part: 0, sealed: parts[0] ?? new Uint8Array() }),
      );
    assert.ok((await send()).ok);
    assert.ok((await send()).ok, 'a part sent again changes nothing');
    assert.ok((await take(sealed)).ok);
    assert.deepEqual(await send(), { ok: false, refusal: { code: 'disclosures.not-now' } });
  });
});

describe('coming back with the receipt', () => {
  test('opens the thread, and another token opens nothing', async () => {
    const { world } = await disclose();
    const thread = await follow(world.receipt.token);
    assert.equal(thread?.total, 1);
    assert.deepEqual(thread?.items, []);
    assert.equal(await follow(randomBytes(32)), null);
  });

  test('what is written again is read again, in its order, signed by the receipt', async () => {
    const { write, world } = await disclose();
    const first = await write('message', 'It happened again on Friday.');
    assert.ok((await first.send()).ok);
    assert.ok((await first.send()).ok, 'sent twice it is one');
    assert.ok((await (await write('message', 'And on Monday.')).send()).ok);
    const thread = await follow(world.receipt.token);
    assert.equal(thread?.total, 3);
    const read = await Promise.all(
      (thread?.items ?? []).map((item) =>
        openItem(first.key, {
          place: { ...first.item.place, seq: item.seq, previous: item.previous },
          sealed: item.sealed,
          signature: item.signature,
        }),
      ),
    );
    assert.deepEqual(
      read.map((one) => (one.ok ? one.value.text : one.fault)),
      ['It happened again on Friday.', 'And on Monday.'],
    );
  });

  test('whoever does not hold the receipt can not write as the discloser, even with the token', async () => {
    const { write, world } = await disclose();
    const { bytes } = await write('message', 'Forget what I said.');
    const forged = Uint8Array.from(bytes);
    forged[forged.length - 5] = (forged[forged.length - 5] ?? 0) ^ 1;
    const sent = await site.run((tx, ctx) =>
      addReply(site.ports)(tx, ctx, { token: world.receipt.token, bytes: forged }),
    );
    assert.deepEqual(sent, { ok: false, refusal: { code: 'disclosures.signature' } });
    const elsewhere = await disclose();
    const moved = await site.run((tx, ctx) =>
      addReply(site.ports)(tx, ctx, { token: elsewhere.world.receipt.token, bytes }),
    );
    assert.deepEqual(moved, { ok: false, refusal: { code: 'disclosures.signature' } });
  });

  test('two who write at once: one stands, the other is told that somebody wrote meanwhile', async () => {
    const { write } = await disclose();
    const both = await Promise.all([write('message', 'One.'), write('message', 'Two.')]);
    const sent = await Promise.all(both.map(({ send }) => send()));
    assert.deepEqual(sent.map((one) => (one.ok ? 'kept' : one.refusal.code)).sort(), [
      'disclosures.written-meanwhile',
      'kept',
    ]);
  });
});

describe('clocks', () => {
  const missed = async (today: string) => {
    site.moveTo(`${today}T09:00`);
    const due = await site.ask(async (tx) => ({
      ok: true,
      value: await site.ports.store.listMissed(tx, today, 100),
      entries: [],
    }));
    assert.ok(due.ok);
    for (const one of due.value) await site.run((tx, ctx) => missClock(site.ports)(tx, ctx, one));
    site.moveTo('2026-11-02T10:00');
    return due.value.map(({ report, kind }) => `${report} ${kind}`);
  };

  test('from Friday before Christmas, the header is owed at the end of the first working day after it', async () => {
    site.moveTo('2026-12-24T16:00');
    const { id } = await disclose();
    const rows = await site.rows(
      "select due::text as due from disclosure.clocks where report_id = $1 and kind = 'open-header'",
      [id],
    );
    assert.deepEqual(rows, [{ due: '2026-12-29' }]);
    site.moveTo('2026-11-02T10:00');
  });

  test('a header that nobody opens in a working day goes to the outside body, once', async () => {
    const { id } = await disclose({ outside: true });
    assert.deepEqual(
      (await missed('2026-11-03')).filter((one) => one.startsWith(id)),
      [],
    );
    assert.deepEqual(
      (await missed('2026-11-04')).filter((one) => one.startsWith(id)),
      [`${id} open-header`],
    );
    assert.deepEqual(
      (await missed('2026-11-04')).filter((one) => one.startsWith(id)),
      [],
    );
    assert.deepEqual(await eventsOf(id), [
      'disclosures.report-received',
      'disclosures.missed-opening',
      'disclosures.outside-asked',
    ]);
    const readers = await site.rows(
      "select standing, asked::text as asked from disclosure.readers where report_id = $1 and role = 'escalation'",
      [id],
    );
    assert.deepEqual(readers, [{ standing: 'asked', asked: '2026-11-04' }]);
  });

  test('the discloser can ask for the outside body, and taking it back ends what is owed', async () => {
    const { id, write } = await disclose({ outside: true });
    assert.ok((await (await write('ask-outside', 'Nobody answers me.')).send()).ok);
    assert.ok((await eventsOf(id)).includes('disclosures.outside-asked'));
    assert.ok((await (await write('withdraw', 'It was a test.')).send()).ok);
    const open = await site.rows(
      'select kind from disclosure.clocks where report_id = $1 and met is null and missed is null',
      [id],
    );
    assert.deepEqual(open, []);
  });
});

describe('the log of its own', () => {
  test('is one chain whatever happens at once, and neither it nor what was sealed can be changed by the role that serves', async () => {
    await Promise.all([1, 2, 3, 4].map(() => disclose()));
    const rows = await site.rows('select seq, previous, hash from disclosure.events order by seq');
    for (const [at, row] of rows.entries()) {
      assert.equal(row.seq, at + 1);
      if (at > 0) assert.deepEqual(row.previous, rows[at - 1]?.hash);
    }
    for (const text of [
      'delete from disclosure.events',
      'delete from disclosure.reports',
      'delete from disclosure.items',
      'delete from disclosure.readers',
      "update disclosure.events set kind = 'x'",
      "update disclosure.reports set day = '2020-01-01'",
      "update disclosure.reports set expires = '2020-01-01'",
      'update disclosure.items set sealed = hash',
      'truncate disclosure.events',
    ])
      await assert.rejects(site.rows(text), /permission denied|never changed/, text);
  });

  test('the role that serves the rest of Heed can not even look', async () => {
    const { default: pg } = await import('pg');
    for (const url of [site.database.urls.app, site.database.urls.reader]) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      for (const text of [
        'select * from disclosure.reports',
        'select count(*) from disclosure.events',
        "select disclosure.remove('00000000-0000-4000-8000-000000000000', '2030-01-01')",
      ])
        await assert.rejects(client.query(text), /permission denied/, text);
      await client.end();
    }
  });
});
