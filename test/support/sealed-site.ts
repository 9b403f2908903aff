/** Sealed disclosures on a real PostgreSQL by their own role, with a clock that tests move, and without web pages. */
import { randomInt } from 'node:crypto';
import type { Clock } from '../../src/kernel/clock.ts';
import type { CommandContext, CommandResult, QueryResult } from '../../src/kernel/command.ts';
import type { Tx } from '../../src/kernel/tx.ts';
import {
  createDisclosurePorts,
  type DisclosurePorts,
  eventLog,
} from '../../src/modules/disclosures/index.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { runQuery } from '../../src/platform/run-query.ts';
import type { Spine, Who } from '../../src/platform/transaction.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

const NOBODY: Who = { actor: { kind: 'public' }, basis: null };

export interface SealedSite {
  readonly spine: Spine;
  readonly ports: DisclosurePorts;
  readonly database: TestDatabase;
  /** The day in London. */
  today(): string;
  /** Moves the clock to a moment in London, such as `2026-11-02T10:00`. */
  moveTo(local: string): void;
  run<R>(
    command: (tx: Tx, ctx: CommandContext) => Promise<CommandResult<R>>,
  ): ReturnType<typeof runCommand<R>>;
  ask<R>(query: (tx: Tx, ctx: CommandContext) => Promise<QueryResult<R>>): ReturnType<typeof runQuery<R>>;
  /** Rows, by the role that serves disclosures. */
  rows(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function openSealedSite(
  more: Partial<Pick<DisclosurePorts, 'checkReaders'>> = {},
): Promise<SealedSite> {
  const database = await createTestDatabase();
  const pool = openPool({ url: database.urls.sealed, name: 'heed sealed', max: 6 });
  let now = Temporal.Instant.from('2026-11-02T10:00:00Z');
  const clock: Clock = { domain: () => now, wall: () => now };
  const spine: Spine = {
    db: openDb(pool),
    ledger: eventLog,
    outbox: { put: async () => undefined },
    clock,
    ids: machineIds,
  };
  const key = (fill: number) => new Uint8Array(32).fill(fill);
  const ports = createDisclosurePorts(
    { pepper: key(1), erasure: key(2), statements: key(3) },
    { checkReaders: async () => null, chance: (below) => randomInt(below), ...more },
  );
  return {
    spine,
    ports,
    database,
    today: () => now.toZonedDateTimeISO('Europe/London').toPlainDate().toString(),
    moveTo: (local) => {
      now = Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/London').toInstant();
    },
    run: (command) => runCommand(spine, NOBODY, command),
    ask: (query) => runQuery(spine, NOBODY, query),
    rows: async (text, values = []) => (await pool.query(text, [...values])).rows,
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}
