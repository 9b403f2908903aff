/** A small area for tests of duties: one council's line, a police partner, a scrutineer and a national contact. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Command, CommandContext } from '../../src/kernel/command.ts';
import type { OutboxEvent, RecordRef } from '../../src/kernel/entry.ts';
import type { AccountId, AgencyId, AreaId, PostId } from '../../src/kernel/ids.ts';
import type { Tx } from '../../src/kernel/tx.ts';
import { addAccount, applyChange, type PostFunction } from '../../src/modules/access/index.ts';
import {
  createDutyEngine,
  type DutyEngine,
  deriveDefaultLadders,
  ENGLAND_PACK,
  installPack,
  meetDuties,
  type RaiseDuty,
  raiseDuties,
} from '../../src/modules/duties/index.ts';
import { createLedger } from '../../src/modules/ledger/index.ts';
import { type Db, openDb, openPool } from '../../src/platform/db.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import type { Spine } from '../../src/platform/transaction.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** One post of the test area and who holds it. */
export interface TestPost {
  readonly id: PostId;
  readonly account: AccountId;
  readonly agency: AgencyId;
  /** What it is for. */
  readonly functions: readonly string[];
}

export type TestPostName =
  | 'screener'
  | 'manager'
  | 'head'
  | 'director'
  | 'chief'
  | 'partner'
  | 'scrutineer'
  | 'national'
  | 'administrator';

export interface DutyWorld {
  readonly spine: Spine;
  readonly db: Db;
  readonly posts: Readonly<Record<TestPostName, TestPost>>;
  /** Everything put in the outbox, in order. */
  readonly events: OutboxEvent[];
  readonly engine: DutyEngine;
  /** Sets domain time. */
  setNow(at: Temporal.Instant): void;
  now(): Temporal.Instant;
  /** Runs a command as the named post's holder, the operator, or the engine; throws on refusal. */
  run<I, R>(who: TestPostName | 'operator' | 'engine', command: Command<I, R>, input: I): Promise<R>;
  /** Reads in a transaction of its own. */
  read<R>(work: (tx: Tx) => Promise<R>): Promise<R>;
  raise(...wanted: readonly RaiseDuty[]): Promise<Awaited<ReturnType<typeof raiseDuties>>['duties']>;
  /** Meets what `act` meets about a record. */
  meet(act: `${string}.${string}`, about: RecordRef): Promise<readonly string[]>;
  /** Ends the holder's time in a post, so that nobody holds it. */
  vacate(name: TestPostName): Promise<void>;
  /** Puts in force, behind the rules' back, a ladder of this key whose posts are all in the council. */
  shrinkLadder(key: string): Promise<void>;
  /** A concern nobody has seen yet. */
  concern(): RecordRef;
  close(): Promise<void>;
}

const ROOM: readonly [TestPostName, string, PostFunction, TestPostName | null][] = [
  ['chief', 'council', 'chief-executive', null],
  ['director', 'council', 'director', 'chief'],
  ['head', 'council', 'head-of-service', 'director'],
  ['manager', 'council', 'team-manager', 'head'],
  ['screener', 'council', 'front-door-screener', 'manager'],
  ['administrator', 'council', 'administrator', null],
  ['partner', 'police', 'safeguarding-partner', null],
  ['scrutineer', 'panel', 'scrutineer', null],
  ['national', 'national', 'national-contact', null],
];

/** The key that seals test ledgers: processes of one test must share it. */
export const TEST_LEDGER_KEY = Buffer.alloc(32, 7);

/** Builds a world; `start` is its domain time until it is set. `parts` stand in for its own database, outbox and clock. */
export async function openDutyWorld(
  start: Temporal.Instant,
  database?: TestDatabase,
  parts: Partial<Pick<Spine, 'outbox' | 'clock'>> = {},
): Promise<DutyWorld> {
  const own = database ?? (await createTestDatabase());
  const pool: pg.Pool = openPool({ url: own.urls.app, name: 'heed duty tests', max: 6 });
  const db = openDb(pool);
  const events: OutboxEvent[] = [];
  let now = start;
  const spine: Spine = {
    db,
    ledger: createLedger(TEST_LEDGER_KEY).append,
    outbox: {
      put: async (_tx, put) => {
        events.push(...put);
      },
    },
    clock: { domain: () => now, wall: () => now },
    ids: machineIds,
    ...parts,
  };
  const run = async <I, R>(
    actor: Parameters<typeof runCommand>[1]['actor'],
    command: Command<I, R>,
    input: I,
  ) => {
    const done = await runCommand(spine, { actor, basis: null }, (tx, ctx) => command(tx, ctx, input));
    if (!done.ok) throw new Error(`refused: ${done.refusal.code}`);
    return done.value;
  };
  const operator = { kind: 'operator' } as const;
  const area: AreaId = machineIds.next<'area'>();
  await run(operator, applyChange, { kind: 'add-area', area, name: 'Wrenfold' });
  const agencies = new Map<string, AgencyId>();
  for (const name of ['council', 'police', 'panel', 'national']) {
    const agency: AgencyId = machineIds.next<'agency'>();
    agencies.set(name, agency);
    const outside = name === 'panel' || name === 'national';
    await run(operator, applyChange, { kind: 'add-agency', agency, area, name, agencyKind: name, outside });
  }
  const posts = new Map<TestPostName, TestPost>();
  let line = 900;
  for (const [name, agencyName, wanted, above] of ROOM) {
    const agency = agencies.get(agencyName) ?? machineIds.next<'agency'>();
    const post: PostId = machineIds.next<'post'>();
    line += 1;
    await run(operator, applyChange, {
      kind: 'add-post',
      post,
      agency,
      name,
      team: null,
      functions: [wanted],
      reportsTo: above ? (posts.get(above)?.id ?? null) : null,
      phone: `+447700900${line}`,
    });
    const email = `${name}.${randomBytes(3).toString('hex')}@example.org`;
    const { account } = await run(operator, addAccount, { agency, name, email, phone: `+447700900${line}` });
    await run(operator, applyChange, { kind: 'appoint', post, account, from: 0 });
    posts.set(name, { id: post, account, agency, functions: [wanted] });
  }
  const found = (name: TestPostName): TestPost => {
    const post = posts.get(name);
    if (!post) throw new Error(`no post ${name}`);
    return post;
  };
  await run(operator, installPack, {
    rules: ENGLAND_PACK,
    ladders: deriveDefaultLadders({
      headOfService: found('head').id,
      director: found('director').id,
      chiefExecutive: found('chief').id,
      partner: found('partner').id,
      scrutineer: found('scrutineer').id,
      national: found('national').id,
    }).map((ladder) => ({ ladder, post: null })),
    from: Temporal.Instant.fromEpochMilliseconds(0),
  });
  const raising: Command<readonly RaiseDuty[], Awaited<ReturnType<typeof raiseDuties>>['duties']> = async (
    tx,
    ctx,
    wanted,
  ) => {
    const raised = await raiseDuties(tx, ctx, wanted);
    const [first, ...rest] = raised.entries;
    if (!first) throw new Error('nothing raised');
    return { ok: true, value: raised.duties, entries: [first, ...rest], events: raised.events };
  };
  return {
    spine,
    db,
    posts: Object.fromEntries(posts) as Record<TestPostName, TestPost>,
    events,
    engine: createDutyEngine({
      spine,
      onError: (error) => {
        throw error;
      },
    }),
    setNow: (at) => {
      now = at;
    },
    now: () => now,
    run: (who, command, input) => {
      if (who === 'operator' || who === 'engine') return run({ kind: who }, command, input);
      const { account, id, agency } = found(who);
      return run({ kind: 'account', account, post: id, agency }, command, input);
    },
    read: (work) => db.transaction().execute(work),
    raise: (...wanted) => run(operator, raising, wanted),
    meet: (act, about) =>
      run(
        operator,
        async (tx: Tx, ctx: CommandContext) => {
          const met = await meetDuties(tx, ctx, { about, act });
          const entries = [{ act, subject: about, body: {} }, ...met.entries] as const;
          return { ok: true as const, value: met.duties.map((duty) => duty.rule), entries, events: [] };
        },
        null,
      ),
    vacate: async (name) => {
      const { id: post, account } = found(name);
      await run(operator, applyChange, { kind: 'end-holding', post, account });
    },
    shrinkLadder: async (key) => {
      const rungs = [
        {
          after: { unit: 'clock', minutes: 0 },
          acts: [{ to: 'post', post: found('manager').id }],
          informs: [],
        },
      ];
      await sql`
        insert into duties.ladders (id, key, post_id, version, rungs, weekly, unopened, in_force_from)
        values (${machineIds.next()}, ${key}, null, 99, ${JSON.stringify(rungs)}::jsonb, '[]',
          '{"unit":"clock","minutes":60}', to_timestamp(0))`.execute(db);
    },
    concern: () => ({ kind: 'concern', id: machineIds.next<'concern'>() }),
    close: async () => {
      await pool.end();
      await own.drop();
    },
  };
}
