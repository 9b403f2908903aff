import pg from 'pg';
import type { Actor } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import type { CommandContext } from '../kernel/command.ts';
import type { IdSource } from '../kernel/ids.ts';
import type { LedgerAppend, Outbox } from '../kernel/ledger-port.ts';
import { accept, type Outcome, type Refusal } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/tx.ts';
import { askAtOnce, type Db } from './db.ts';

/** What every change needs: built once in compose. */
export interface Spine {
  readonly db: Db;
  readonly ledger: LedgerAppend;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Who is doing it, and which access rule let them. */
export interface Who {
  readonly actor: Actor;
  readonly basis: string | null;
}

/** Serialisation failure and deadlock: nothing was wrong with the request, so it is tried again. */
const TRY_AGAIN = new Set(['40001', '40P01']);
const TRIES = 4;

/** Thrown inside a transaction to roll it back with a refusal; never leaves `inTransaction`. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/**
 * A broken constraint whose name is a refusal code (`"concerns.moved-on"`) is that refusal: the database is the last
 * judge of races.
 */
function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refused) return error.refusal;
  const name = error instanceof pg.DatabaseError ? error.constraint : undefined;
  return name?.includes('.') ? { code: name as Refusal['code'] } : null;
}

/** The moment and the person, as a command is told of them; `now` is the clock's unless a batch says otherwise. */
export function contextOf(spine: Spine, who: Who, now = spine.clock.domain()): CommandContext {
  return { ...who, now, wall: spine.clock.wall(), ids: spine.ids };
}

/** Gives what `attempt` gives, or its refusal; tries again what the database could not do beside others. */
async function untilDone<R>(attempt: () => Promise<R>): Promise<Outcome<R>> {
  for (let tries = 1; ; tries += 1) {
    try {
      return accept(await attempt());
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal) return { ok: false, refusal };
      const code = error instanceof pg.DatabaseError ? error.code : undefined;
      if (!code || !TRY_AGAIN.has(code) || tries >= TRIES) throw error;
    }
  }
}

/** What a transaction ends with: the value, and the writing of its ledger entries, which is on its way. */
export interface LastWritten<R> {
  readonly value: R;
  /** Already asked for; the transaction may end behind it. */
  readonly written: Promise<void>;
}

/**
 * Runs `work` in one transaction: commits, or rolls back and gives the refusal. Its last statement need not be answered before the
 * transaction's end is sent: where it fails, what PostgreSQL makes of that end is a roll-back, and the value is not given. Only
 * run-command and run-query call it.
 */
export async function inTransaction<R>(
  spine: Spine,
  work: (tx: Tx) => Promise<LastWritten<R>>,
): Promise<Outcome<R>> {
  return untilDone(async () => {
    let written = Promise.resolve();
    const ended = spine.db.transaction().execute(async (open) => {
      const last = await work(await askAtOnce(open));
      ({ written } = last);
      return last.value;
    });
    // Where the writing failed, that the transaction could not be kept is only what came of it.
    const value = await ended.catch(async (error: unknown) => {
      await written;
      throw error;
    });
    await written;
    return value;
  });
}
