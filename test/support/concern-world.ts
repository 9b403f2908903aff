/** Wrenfold with every command of a concern at hand, on a real database: tests say who does what, as which post. */
import { join } from 'node:path';
import { composeConcernsPorts } from '../../src/compose/concerns-ports.ts';
import type { Actor } from '../../src/kernel/actor.ts';
import type { Command, Query } from '../../src/kernel/command.ts';
import type { ConcernId } from '../../src/kernel/ids.ts';
import type { Outcome } from '../../src/kernel/refusal.ts';
import { createAccess, readPolicyFolder } from '../../src/modules/access/index.ts';
import {
  type ConcernsPorts,
  createConcernWatch,
  getConcern,
  openConcern,
  type RaiseConcern,
  type RaisedConcern,
  raiseConcern,
} from '../../src/modules/concerns/index.ts';
import { createLedger } from '../../src/modules/ledger/index.ts';
import { createPeople } from '../../src/modules/people/index.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { createKeptFiles } from '../../src/platform/files/kept-files.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { runQuery } from '../../src/platform/run-query.ts';
import { createTestDatabase } from './database.ts';
import { createTestClock, makeSecrets, type TestClock } from './heed.ts';
import { fillWrenfold, type WrenfoldPost } from './wrenfold.ts';

export type World = Awaited<ReturnType<typeof openConcernWorld>>;

/** A worry that says little: each test says what is different. */
export function worry(over: Partial<RaiseConcern> = {}): RaiseConcern {
  const words = over.worry ?? 'She comes to the club later each week, and a car waits for her.';
  return {
    channel: 'public',
    reporter: { kind: 'neighbour', naming: 'anonymous' },
    told: {
      questions: 'public-adult/1',
      language: 'en-GB',
      answers: [{ question: 'worry', asked: 'What are you worried about?', answer: words }],
    },
    worry: words,
    when: 'now',
    danger: 'no',
    indicators: [],
    aboutWorker: { yes: false },
    parents: 'not-sure',
    mentions: [],
    receiptDeclined: false,
    attachments: [],
    idempotencyKey: crypto.randomUUID(),
    ...over,
  };
}

/** Opens a world at `start` (a Monday morning unless told). Close it in `after`. */
export async function openConcernWorld(start = '2026-11-16T10:00:00Z') {
  const database = await createTestDatabase();
  const clock: TestClock = createTestClock(start);
  const secrets = makeSecrets();
  const { posts } = await fillWrenfold({ urls: database.urls, secrets, clock });
  const pool = openPool({ url: database.urls.app, name: 'heed tests', max: 8 });
  const db = openDb(pool);
  const ledger = createLedger(secrets.ledgerKey);
  const spine = { db, ledger: ledger.append, outbox: { put: async () => undefined }, clock, ids: machineIds };
  const access = createAccess({
    rules: readPolicyFolder(join(import.meta.dirname, '../../policies')),
    views: {},
    spine,
  });
  const people = createPeople({ vault: ledger.vault, matchKey: secrets.pepper });
  const ports: ConcernsPorts = composeConcernsPorts({
    vault: ledger.vault,
    pepper: secrets.pepper,
    files: createKeptFiles({ db, vault: ledger.vault, fileKey: secrets.fileKey }),
    people,
    seesEverybody: async (tx, actor, at) =>
      (await access.decideIn(tx, actor, 'access.see-names', null, at)).allowed,
    proveBy: () => ({ names: [], quorum: 0, now: Temporal.Now.instant() }),
  });

  function postOf(key: string): WrenfoldPost {
    const post = posts.get(key);
    if (!post) throw new Error(`no post ${key} in Wrenfold`);
    return post;
  }
  function actorOf(key: string): Actor {
    if (key === 'public') return { kind: 'public' };
    const { account, post, agency } = postOf(key);
    if (!account) throw new Error(`${key} is vacant`);
    return { kind: 'account', account, post, agency };
  }

  /** What the worker does directly after a concern: tests let it, after whatever they raise or link. */
  const watch = createConcernWatch({
    spine,
    ports,
    onError: (error) => {
      throw error;
    },
    onStuck: async () => undefined,
  });

  async function act<I, R>(who: string, command: Command<I, R>, input: I): Promise<Outcome<R>> {
    return runCommand(spine, { actor: actorOf(who), basis: 'test' }, (tx, ctx) => command(tx, ctx, input));
  }
  async function ask<I, R>(who: string, query: Query<I, R>, input: I): Promise<R> {
    const found = await runQuery(spine, { actor: actorOf(who), basis: 'test' }, (tx, ctx) =>
      query(tx, ctx, input),
    );
    if (!found.ok) throw new Error(found.refusal.code);
    return found.value;
  }
  async function rows<T>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    return (await pool.query(text, [...values])).rows as readonly T[];
  }
  async function raise(
    over: Partial<RaiseConcern> = {},
  ): Promise<RaisedConcern & { readonly id: ConcernId }> {
    const raised = await act('public', raiseConcern(ports), worry(over));
    if (!raised.ok) throw new Error(raised.refusal.code);
    const [row] = await rows<{ id: ConcernId }>('select id from concerns.concerns where reference = $1', [
      raised.value.reference,
    ]);
    if (!row) throw new Error('the concern is not there');
    await watch.runOnce();
    return { ...raised.value, id: row.id };
  }
  /** The screener that owns it reads it. Gives which screener that is. */
  async function openIt(id: ConcernId): Promise<string> {
    const [row] = await rows<{ owner_post: string }>(
      'select owner_post from concerns.concerns where id = $1',
      [id],
    );
    const owner = [...posts].find(([, post]) => post.post === row?.owner_post)?.[0] ?? '';
    await ask(owner, getConcern(ports), { concern: id });
    await act(owner, openConcern(ports), { concern: id });
    return owner;
  }
  /** The key of a post, or its id where Wrenfold has none such. */
  const keyOf = (post: string) => [...posts].find(([, one]) => one.post === post)?.[0] ?? post;
  /** What is owed about a concern: rule and the key of the post that owes it. */
  async function owed(id: string): Promise<readonly (readonly [string, string])[]> {
    const duties = await rows<{ rule_id: string; post_id: string }>(
      `select rule_id, post_id from duties.duties where about_id = $1 and state = 'open' order by rule_id`,
      [id],
    );
    return duties.map((duty) => [duty.rule_id, keyOf(duty.post_id)] as const);
  }

  return {
    ports,
    people,
    clock,
    spine,
    database,
    postOf,
    watch,
    act,
    ask,
    rows,
    raise,
    openIt,
    keyOf,
    owed,
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}
