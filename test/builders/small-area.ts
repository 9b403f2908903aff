/**
 * A small invented area on a real database, with a real ledger behind every command: what most tests of posts,
 * sign-in and access need. Everything in it is synthetic.
 */
import { randomBytes } from 'node:crypto';
import type { Actor } from '../../src/kernel/actor.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { AccountId, AgencyId, PostId } from '../../src/kernel/ids.ts';
import type { Tx } from '../../src/kernel/tx.ts';
import type { Vault } from '../../src/kernel/vault.ts';
import { addAccount, applyChange, type PostFunction } from '../../src/modules/access/index.ts';
import { ENGLAND_PACK, installPack } from '../../src/modules/duties/index.ts';
import { createLedger } from '../../src/modules/ledger/index.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { runQuery } from '../../src/platform/run-query.ts';
import type { Spine } from '../../src/platform/transaction.ts';
import { createTestDatabase } from '../support/database.ts';

/** A clock that stands still until it is moved. */
export interface MovableClock extends Clock {
  move(by: Temporal.DurationLike): void;
}

/** Both times start at `start` and move together. */
export function createMovableClock(start = '2026-03-02T09:00:00Z'): MovableClock {
  let at = Temporal.Instant.from(start);
  return {
    domain: () => at,
    wall: () => at,
    move: (by) => {
      at = at.add(by);
    },
  };
}

export const OPERATOR = { actor: { kind: 'operator' }, basis: null } as const;

/** Sets up an empty area through the commands, and gives what adds to it. */
export async function buildArea(spine: Spine) {
  async function change(input: Parameters<typeof applyChange>[2]): Promise<void> {
    const result = await runCommand(spine, OPERATOR, (tx, ctx) => applyChange(tx, ctx, input));
    if (!result.ok) throw new Error(result.refusal.code);
  }

  const area = machineIds.next<'area'>();
  await change({ kind: 'add-area', area, name: 'Wrenfold' });
  const rules = { rules: ENGLAND_PACK, ladders: [] };
  const installed = await runCommand(spine, OPERATOR, (tx, ctx) => installPack(tx, ctx, rules));
  if (!installed.ok) throw new Error(installed.refusal.code);

  async function agency(name: string, agencyKind = 'council', outside = false): Promise<AgencyId> {
    const id = machineIds.next<'agency'>();
    await change({ kind: 'add-agency', agency: id, area, name, agencyKind, outside });
    return id;
  }

  async function post(
    at: AgencyId,
    name: string,
    functions: readonly PostFunction[],
    reportsTo: PostId | null = null,
  ): Promise<PostId> {
    const id = machineIds.next<'post'>();
    await change({
      kind: 'add-post',
      post: id,
      agency: at,
      name,
      functions,
      reportsTo,
      team: null,
      phone: null,
    });
    return id;
  }

  async function account(at: AgencyId, name: string): Promise<AccountId> {
    const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.org`;
    const result = await runCommand(spine, OPERATOR, (tx, ctx) =>
      addAccount(tx, ctx, { agency: at, name, email, phone: null }),
    );
    if (!result.ok) throw new Error(result.refusal.code);
    return result.value.account;
  }

  async function appoint(who: AccountId, to: PostId): Promise<void> {
    await change({ kind: 'appoint', post: to, account: who, from: null });
  }

  const operatorActor: Actor = { kind: 'operator' };
  async function read<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    const result = await runQuery(spine, { actor: operatorActor, basis: null }, async (tx) => ({
      ok: true,
      value: await work(tx),
      entries: [],
    }));
    if (!result.ok) throw new Error(result.refusal.code);
    return result.value;
  }

  return { area, change, agency, post, account, appoint, read };
}

/** Opens a database of its own with an empty area in it; close it in `after`. */
export async function openSmallArea() {
  const database = await createTestDatabase();
  const pool = openPool({ url: database.urls.app, name: 'test' });
  const clock = createMovableClock();
  const ledger = createLedger(randomBytes(32));
  const vault: Vault = ledger.vault;
  const spine: Spine = {
    db: openDb(pool),
    ledger: ledger.append,
    outbox: { put: async () => undefined },
    clock,
    ids: machineIds,
  };
  return {
    ...(await buildArea(spine)),
    database,
    pool,
    spine,
    clock,
    vault,
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

export type SmallArea = Awaited<ReturnType<typeof openSmallArea>>;
