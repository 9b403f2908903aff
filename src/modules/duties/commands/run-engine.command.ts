import type { Command } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { createRounds } from '../../../platform/jobs/rounds.ts';
import { runCommand } from '../../../platform/run-command.ts';
import type { Spine } from '../../../platform/transaction.ts';
import type { RanDue } from './run-due.command.ts';

const ENGINE = { actor: { kind: 'engine' }, basis: null } as const;

/** Longest sleep: a moved clock or a new duty is seen within this. */
const LOOK_EVERY_MS = 500;
/** How often standing work (digests, vacancies, ladders that went wrong) is looked at. */
const STANDING_EVERY_MS = 30_000;
const BATCH = 250;

export interface EngineParts {
  readonly spine: Spine;
  readonly runDue: Command<{ readonly limit: number }, RanDue>;
  /** Work that is nobody's clock; refuses `duties.nothing-due` when there is none. */
  readonly standing: Command<null, { readonly more: boolean }>;
  readonly findNextAt: (tx: Tx) => Promise<Temporal.Instant | null>;
  /** Told of a round that failed (the database away); the engine goes on. Never given names or narrative. */
  readonly onError: (error: unknown) => void;
}

/** The standing worker that makes missed clocks climb. Any number may run at once, in any number of processes. */
export interface DutyEngine {
  /** Works off up to `limit` duties that have come due, in one transaction; gives what was done (nothing: all zero). */
  runOnce(limit?: number): Promise<RanDue>;
  /** Does standing work now, until there is none. */
  runStanding(): Promise<void>;
  /** Starts the loop: wakes at the next due moment, and at least twice a second. */
  start(): void;
  /** Stops after the batch in hand; resolves when nothing more will be written. */
  stop(): Promise<void>;
}

const NOTHING: RanDue = { duties: 0, steps: 0, lateness: [] };

/** Builds the engine. It keeps nothing in memory that matters: killed at any moment, the next round does the rest. */
export function createDutyEngine(parts: EngineParts): DutyEngine {
  const { spine } = parts;

  async function runOnce(limit = BATCH): Promise<RanDue> {
    const done = await runCommand(spine, ENGINE, (tx, ctx) => parts.runDue(tx, ctx, { limit }));
    return done.ok ? done.value : NOTHING;
  }

  async function runStanding(): Promise<void> {
    for (let more = true; more && !rounds.isStopping(); ) {
      const done = await runCommand(spine, ENGINE, (tx, ctx) => parts.standing(tx, ctx, null));
      more = done.ok && done.value.more;
    }
  }

  /** Milliseconds until something is due, at most `LOOK_EVERY_MS`. */
  async function findPause(): Promise<number> {
    const next = await spine.db.transaction().execute(parts.findNextAt);
    if (!next) return LOOK_EVERY_MS;
    const left = next.epochMilliseconds - spine.clock.domain().epochMilliseconds;
    return Math.max(0, Math.min(left, LOOK_EVERY_MS));
  }

  async function round(standingDue: boolean): Promise<number> {
    try {
      if (standingDue) await runStanding();
      const pauseMs = await findPause();
      if (pauseMs > 0) return pauseMs;
      const done = await runOnce();
      // Due but locked by another worker: give it a moment instead of asking in a circle.
      return done.duties === 0 ? 50 : 0;
    } catch (error) {
      parts.onError(error);
      return LOOK_EVERY_MS;
    }
  }

  let stood = Number.NEGATIVE_INFINITY;
  const rounds = createRounds(() => {
    const now = spine.clock.wall().epochMilliseconds;
    const standingDue = now - stood >= STANDING_EVERY_MS;
    if (standingDue) stood = now;
    return round(standingDue);
  });
  return { runOnce, runStanding, start: rounds.start, stop: rounds.stop };
}
