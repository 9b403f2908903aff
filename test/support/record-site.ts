/** The server with Wrenfold in it, and doing things to people and things on record through their pages. */
import assert from 'node:assert/strict';
import { makeRaiseBody } from '../builders/raise-bodies.ts';
import { openServer } from './open-server.ts';
import type { Answer } from './visitor.ts';
import { createVisitor, type Visitor } from './visitor.ts';
import { fillWrenfold, type Wrenfold } from './wrenfold.ts';

export type RecordSite = Awaited<ReturnType<typeof openRecordSite>>;

const FORM = 'application/x-www-form-urlencoded';

/** Opens it. Close `server` in `after`. */
export async function openRecordSite() {
  const made: { area?: Wrenfold } = {};
  const server = await openServer({
    fill: async (database, secrets, clock) => {
      made.area = await fillWrenfold({ urls: database.urls, secrets, clock });
    },
  });
  const system = createVisitor(server.app, '192.0.2.77');
  let sent = 0;

  function visitorAs(post: string): Visitor {
    const visitor = createVisitor(server.app);
    visitor.cookies.set('heed', made.area?.posts.get(post)?.session ?? '');
    return visitor;
  }
  /** Who acts in this post, as Heed sees them. */
  function actorOf(key: string) {
    const { account, post, agency } = made.area?.posts.get(key) ?? {};
    assert.ok(account && post && agency, `${key} is vacant`);
    return { kind: 'account', account, post, agency } as const;
  }
  const postId = (key: string) => made.area?.posts.get(key)?.post ?? '';

  async function rows<T>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    return (await server.foundations.pool.query(text, [...values])).rows as readonly T[];
  }

  /** Raises a concern from an agency's system, no two in the same words; gives its id. */
  const raise = (...mentions: readonly object[]) => raiseLike(sent + 1, ...mentions);

  /** The same in the nth words there are, however often they were used. */
  async function raiseLike(nth: number, ...mentions: readonly object[]): Promise<string> {
    sent += 1;
    const answer = await system.send('POST', '/api/v1/concerns', {
      headers: {
        authorization: `Bearer ${made.area?.apiToken}`,
        'sec-fetch-site': 'none',
        'idempotency-key': `record-site-${sent}`,
      },
      type: 'application/json',
      body: JSON.stringify({ ...makeRaiseBody(nth), mentions }),
    });
    assert.equal(answer.status, 201, answer.body);
    const { reference } = JSON.parse(answer.body) as { reference: string };
    const [row] = await rows<{ id: string }>('select id from concerns.concerns where reference = $1', [
      reference,
    ]);
    return row?.id ?? '';
  }

  /** Sends a form's fields to an address, with the token of the visitor's own pages. */
  async function post(
    visitor: Visitor,
    url: string,
    values: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<Answer> {
    const page = await visitor.open('/account');
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const body = new URLSearchParams({ _csrf });
    for (const [name, value] of Object.entries(values))
      for (const one of [value].flat()) body.append(name, one);
    return visitor.send('POST', url, { type: FORM, body: body.toString() });
  }

  /** Puts the concern's nth mention on record; gives the address of the record's page. */
  async function onRecord(concern: string, number = 1, other?: string): Promise<string> {
    const [mention] = await rows<{ id: string }>(
      'select id from people.mentions where concern_id = $1 and number = $2',
      [concern, number],
    );
    const said = other ? { decision: 'same', other } : { decision: 'new' };
    const done = await post(visitorAs('screener-1'), `/concerns/${concern}/mentions/${mention?.id}`, said);
    assert.equal(done.status, 303, done.body);
    const [link] = await rows<{ record_kind: string; record_id: string }>(
      `select record_kind, record_id from people.links where mention_id = $1 and status = 'confirmed'`,
      [mention?.id],
    );
    return `/records/${link?.record_kind}/${link?.record_id}`;
  }

  /** Opens a page that must be there, and gives it. */
  async function read(visitor: Visitor, url: string): Promise<string> {
    const page = await visitor.open(url);
    assert.equal(page.status, 200, `${url}: ${page.status} ${page.body.slice(0, 600)}`);
    return page.body;
  }

  /** Sends a form that must be accepted. */
  async function must(
    visitor: Visitor,
    url: string,
    values: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<void> {
    const answer = await post(visitor, url, values);
    assert.equal(
      answer.status,
      303,
      `${url}: ${answer.status} ${answer.body.replace(/<[^>]+>/g, ' ').slice(0, 900)}`,
    );
  }

  return { server, visitorAs, actorOf, postId, rows, raise, raiseLike, post, must, onRecord, read };
}

/** The words of a page, without its marks. */
export function wordsOf(body: string): string {
  return body
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replace(/\s+/g, ' ');
}
