/**
 * Puts a word nobody else would write into every field of every form, walks the concern from telling to answer, and looks
 * for the words in the log, in addresses and in titles. Source: house rule 6; 00-overview.md (Tone and safety).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeRaiseBody } from '../builders/raise-bodies.ts';
import { type FilledServer, openFilledServer } from '../support/filled-server.ts';
import { decodeMarkup, readForms, readLinks } from '../support/markup-reader.ts';
import { type Answer, createVisitor, type Visitor } from '../support/visitor.ts';

const CANARY = 'zqcanary';
const canary = (name: string) => `${CANARY}${name.replace(/[^a-z]/gi, '')}`;

describe('the log, addresses and titles', () => {
  let server: FilledServer;
  let receipt: readonly string[] = [];
  let digits = '';
  let reference = '';
  const visitors: Visitor[] = [];

  before(async () => {
    server = await openFilledServer(1);
  });
  after(() => server?.close());

  function visit(address: string): Visitor {
    const visitor = createVisitor(server.app, address);
    visitors.push(visitor);
    return visitor;
  }

  function staff(post: string): Visitor {
    const visitor = visit('198.51.100.20');
    visitor.cookies.set('heed', server.area.posts.get(post)?.session ?? '');
    return visitor;
  }

  /** Sends every form on a page with canaries in its text fields, one after another. */
  async function fillAll(visitor: Visitor, page: Answer, skip: RegExp): Promise<void> {
    for (const form of readForms(page.body, page.url)) {
      if (skip.test(form.action)) continue;
      const texts = form.fields.filter(({ type }) => /^(text|textarea|tel|search|email)$/.test(type));
      await visitor.submit(form, Object.fromEntries(texts.map(({ name }) => [name, canary(name)])));
    }
  }

  async function tell(visitor: Visitor): Promise<Answer> {
    const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      who: { who: 'family' },
      worry: { worry: `${canary('worry')} was collected by somebody we do not know` },
      danger: { danger: 'no' },
      worker: { worker: 'yes', 'worker-who': canary('worker') },
      parents: { parents: 'unsafe-to-tell' },
      naming: { naming: 'confidential' },
      reach: { name: canary('reporter'), email: `${canary('mail')}@example.org`, safe: canary('safe') },
    };
    for (const [page, values] of Object.entries(answers)) {
      await visitor.submitOn(await visitor.open(`/tell/${page}`), `/tell/${page}`, values);
    }
    await visitor.submitOn(await visitor.open('/tell/add/child'), '/tell/add/child', {
      name: canary('child'),
      school: canary('school'),
      address: canary('address'),
    });
    return visitor.submitOn(await visitor.open('/tell/check'), '/tell/check');
  }

  test('walk through everything with canaries in it', async () => {
    const reporter = visit('203.0.113.30');
    const sent = await tell(reporter);
    receipt = [...sent.body.matchAll(/heed-receipt__word">([^<]+)</g)].map((match) => match[1] ?? '');
    digits = /name="digits" value="([^"]+)"/.exec(sent.body)?.[1] ?? '';
    reference = /HD-[0-9A-Z]{4,}-[0-9A-Z]{2}/.exec(sent.body)?.[0] ?? '';
    assert.equal(receipt.length, 8, 'no receipt was given');
    await fillAll(reporter, sent, /leave/);

    const back = await reporter.submitOn(await reporter.open('/return'), '/return', {
      receipt: receipt.join(' '),
    });
    assert.match(back.body, /return\/message/);
    await fillAll(reporter, back, /leave/);
    await reporter.submitOn(await reporter.open('/return'), '/return', { receipt: canary('receipt') });

    const bad = visit('192.0.2.44');
    const headers = { ...server.api.headers, 'idempotency-key': 'log-canary-0001' };
    const body = { ...makeRaiseBody(1), worry: canary('apiworry'), [canary('field')]: canary('value') };
    await bad.send('POST', '/api/v1/concerns', {
      headers,
      type: 'application/json',
      body: JSON.stringify(body),
    });
    await bad.send('POST', '/api/v1/concerns', {
      headers,
      type: 'application/json',
      body: `{"worry":"${canary('broken')}`,
    });
    await bad.send('POST', '/tell/worry', {
      type: 'application/x-www-form-urlencoded',
      body: `worry=${canary('noform')}%00`,
    });

    for (const post of [
      'screener-1',
      'screener-2',
      'screener-3',
      'screener-4',
      'lado',
      'front-door-manager',
    ]) {
      const visitor = staff(post);
      const inbox = await visitor.open('/inbox');
      for (const link of readLinks(inbox.body).filter((href) => /^\/(duties|concerns)\//.test(href))) {
        const page = await visitor.open(link);
        const concern = /\/concerns\/[0-9a-f-]{36}/.exec(page.body)?.[0];
        if (concern === undefined || !page.body.includes(reference)) continue;
        const shown = await visitor.open(concern);
        await fillAll(visitor, shown, /sign-out/);
        for (const act of readLinks(shown.body).filter((href) => href.startsWith(`${concern}/`))) {
          await fillAll(visitor, await visitor.open(act), /sign-out/);
        }
      }
      await fillAll(visitor, await visitor.open('/calls'), /sign-out/);
      await fillAll(visitor, await visitor.open('/search'), /sign-out/);
    }
    const signing = visit('192.0.2.45');
    await fillAll(signing, await signing.open('/sign-in'), /passkey|demo/);
    assert.ok(
      visitors.reduce((sum, { trail }) => sum + trail.length, 0) > 150,
      'hardly anything was walked through',
    );
  });

  test('none is in the log', () => {
    const log = server.logLines.join('');
    assert.ok(server.logLines.length > 60, `only ${server.logLines.length} lines were logged`);
    assert.deepEqual(
      server.logLines.filter((line) => line.toLowerCase().includes(CANARY)),
      [],
    );
    assert.ok(!log.includes(digits) && !log.includes(receipt.join(' ')), 'the receipt is in the log');
  });

  test('none is in an address or a title', () => {
    for (const { trail } of visitors) {
      for (const one of trail.map((text) => decodeURIComponent(decodeMarkup(text).replaceAll('%', '%25')))) {
        assert.ok(!one.toLowerCase().includes(CANARY), one);
        assert.ok(
          !one.includes(digits) && !one.includes(receipt.join(' ')),
          'the receipt is in an address or title',
        );
      }
    }
  });

  test('a confidential reporter is named only to who asks, and that is written down', async () => {
    const visitor = staff('screener-1');
    const rows = await server.foundations.pool.query<{ id: string }>(
      'select id::text as id from concerns.concerns where reference = $1',
      [reference],
    );
    const id = rows.rows[0]?.id ?? '';
    const page = await visitor.open(`/concerns/${id}`);
    assert.equal(page.status, 200);
    assert.ok(page.body.includes(canary('child')), 'the front door does not see the child');
    assert.ok(
      !page.body.includes(canary('reporter')),
      'the name of a confidential reporter stands on the page',
    );
    assert.ok(
      !page.body.includes(canary('mail')),
      'the address of a confidential reporter stands on the page',
    );
  });
});
