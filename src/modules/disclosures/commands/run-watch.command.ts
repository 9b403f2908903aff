/**
 * The standing work of sealed disclosures: clocks that nobody met, what is to go, the heads of days, and notices. Any number of workers
 * may do it at once, and one that stood still does all of it when it starts. Source: 70-disclosures.md 9.8, 9.9; tests 10.12.
 */
import type { CommandContext, CommandResult } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { createRounds } from '../../../platform/jobs/rounds.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { dayOf } from '../domain/day.ts';
import type { DayHead } from '../domain/logged-event.ts';
import type { LogStore, RemovalStore } from '../ports/watching.ports.ts';
import type { DisclosurePorts } from '../ports.ts';
import { closeDay, openLog } from './close-day.command.ts';
import { missClock } from './miss-clock.command.ts';
import { removeReport, sweepParts } from './remove-report.command.ts';
import { createNotices, type NoticeParts, wasDone } from './send-notices.command.ts';

const ENGINE = { actor: { kind: 'engine' }, basis: null } as const;

/** A round at least so often, and at once on a new day: a moved clock is seen within a second. */
const ROUND_EVERY_MS = 5 * 60_000;
const LOOK_EVERY_MS = 1_000;
const BATCH = 100;

/** The ledger of the rest of Heed, as this needs it. */
export interface HeadsOutside {
  /** The last day whose head is in the ledger, `YYYY-MM-DD`; `null` before the first. */
  findLastEntered(): Promise<string | null>;
  /** Enters a head, once; it is no failure where another worker has. */
  enter(head: DayHead): Promise<void>;
}

export interface WatchParts extends Omit<NoticeParts, 'store'> {
  readonly store: LogStore & RemovalStore & NoticeParts['store'];
  readonly ports: Pick<DisclosurePorts, 'store'>;
  readonly sign: (day: string, head: Uint8Array) => Promise<Uint8Array>;
  readonly heads: HeadsOutside;
}

export interface DisclosureWatch {
  /** Does all there is to do now, but for notices whose moment has not come. One kind of work that fails stops no other. */
  runOnce(): Promise<void>;
  start(): void;
  /** Stops after the work in hand. */
  stop(): Promise<void>;
}

/** Builds the watch. */
export function createDisclosureWatch(parts: WatchParts): DisclosureWatch {
  const { spine, store, ports, heads, onError } = parts;
  const today = () => dayOf(spine.clock.domain());
  const look = <T>(read: (tx: Tx) => Promise<T>) => spine.db.transaction().execute(read);
  const notices = createNotices(parts);

  async function done<R>(
    command: (tx: Tx, ctx: CommandContext) => Promise<CommandResult<R>>,
  ): Promise<boolean> {
    return wasDone(await runCommand(spine, ENGINE, command));
  }

  /** Does `one` to each of what `list` finds, each by itself, until a look finds nothing more that can be done. */
  async function untilNone<T>(
    list: (tx: Tx) => Promise<readonly T[]>,
    one: (found: T) => Promise<boolean>,
  ): Promise<void> {
    for (let more = true; more && !rounds.isStopping(); ) {
      more = false;
      // One that fails is told and left for the next round; the others are done.
      for (const found of await look(list)) if (await one(found).catch(told)) more = true;
    }
  }

  const told = (error: unknown) => {
    onError(error);
    return false;
  };

  async function enterHeads(): Promise<void> {
    for (let more = true; more && !rounds.isStopping(); ) {
      const after = await heads.findLastEntered();
      const next = await look((tx) => store.listHeads(tx, after, BATCH));
      for (const head of next) await heads.enter(head);
      more = next.length === BATCH;
    }
  }

  const [miss, remove, sweep] = [missClock(ports), removeReport(store), sweepParts(store)];
  const [open, close] = [openLog(store), closeDay(store, parts.sign)];
  const work: readonly (() => Promise<unknown>)[] = [
    () => done((tx, ctx) => open(tx, ctx, null)),
    () =>
      untilNone(
        (tx) => ports.store.listMissed(tx, today(), BATCH),
        (missed) => done((tx, ctx) => miss(tx, ctx, missed)),
      ),
    () =>
      untilNone(
        (tx) => store.listRemovable(tx, today(), BATCH),
        (id) => done((tx, ctx) => remove(tx, ctx, { id })),
      ),
    () => done((tx, ctx) => sweep(tx, ctx, null)),
    () => look((tx) => store.endStaleSessions(tx, spine.clock.wall())),
    async () => {
      while (!rounds.isStopping() && (await done((tx, ctx) => close(tx, ctx, null))));
    },
    enterHeads,
    notices.plan,
  ];

  async function runOnce(): Promise<void> {
    for (const one of work) await one().catch(told);
    await notices.sendDue();
  }

  let ran = { day: '', at: Number.NEGATIVE_INFINITY };
  const rounds = createRounds(async () => {
    const now = { day: today(), at: spine.clock.wall().epochMilliseconds };
    if (now.day !== ran.day || now.at - ran.at >= ROUND_EVERY_MS) {
      ran = now;
      await runOnce();
    } else await notices.sendDue();
    return LOOK_EVERY_MS;
  });
  return { runOnce, start: rounds.start, stop: rounds.stop };
}
