import type { Tx } from '../../../kernel/tx.ts';
import { createRounds } from '../../../platform/jobs/rounds.ts';
import { runCommand } from '../../../platform/run-command.ts';
import type { Spine } from '../../../platform/transaction.ts';
import type { WaitingConcern } from '../ports/networks.ports.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { isWorthKeeping, type Judged, judgeGroup, judgeWaiting } from './judge-waiting.command.ts';

const ENGINE = { actor: { kind: 'engine' }, basis: null } as const;

/** Longest sleep between looks: a concern is judged within this and the time it takes. */
const LOOK_EVERY_MS = 500;
/** After so many tries somebody is told, and every so many tries again. It is tried on all the same. */
const TRIES_BEFORE_ALARM = 12;

export interface WatchParts {
  readonly spine: Spine;
  readonly ports: ConcernsPorts;
  /** Told of a round that failed; the watch goes on. Never given names or narrative. */
  readonly onError: (error: unknown) => void;
  /** Told of concerns that could not be judged after many tries. */
  readonly onStuck: (concern: string) => Promise<void>;
}

/**
 * Counts and judges the concerns that came in, directly after their transactions: whoever raises one does not wait for it, and
 * many about the same few children are judged together. Any number may run at once, in any number of processes.
 */
export interface ConcernWatch {
  /** Judges everything that waits; gives how many groups were judged. */
  runOnce(): Promise<number>;
  start(): void;
  /** Stops after the group in hand; resolves when nothing more will be written. */
  stop(): Promise<void>;
}

/** Builds the watch. It keeps nothing in memory that matters: killed at whatever moment, the next round does the rest. */
export function createConcernWatch({ spine, ports, onError, onStuck }: WatchParts): ConcernWatch {
  const within = <R>(work: (tx: Tx) => Promise<R>): Promise<R> => spine.db.transaction().execute(work);
  const judge = judgeWaiting(ports);

  /** Looks, and settles them where nothing was found; gives what is to be kept and told of. */
  const settleQuietly = (group: readonly WaitingConcern[]): Promise<Judged | null> =>
    within(async (tx) => {
      const judged = await judgeGroup(ports, tx, spine.clock.domain(), group);
      if (isWorthKeeping(judged)) return judged;
      await ports.networks.settle(tx, judged.held, judged.looked);
      return null;
    });

  async function judgeOne(group: readonly WaitingConcern[]): Promise<void> {
    const judged = await settleQuietly(group);
    if (!judged) return;
    const done = await runCommand(spine, ENGINE, (tx, ctx) => judge(tx, ctx, judged));
    // Somebody else had settled them by then.
    if (done.ok || done.refusal.code === 'concerns.not-found') return;
    throw new Error(done.refusal.code);
  }

  async function putOff(group: readonly WaitingConcern[]): Promise<void> {
    const tries = await within((tx) => ports.networks.putOff(tx, group, spine.clock.wall()));
    if (tries > 0 && tries % TRIES_BEFORE_ALARM === 0) await onStuck(group[0]?.concern ?? '');
  }

  async function runOnce(): Promise<number> {
    let judged = 0;
    for (let more = true; more && !rounds.isStopping(); ) {
      const { domain, wall } = spine.clock;
      const claim = await within((tx) => ports.networks.claim(tx, domain(), wall()));
      more = claim.more;
      if (!claim.group) continue;
      try {
        await judgeOne(claim.group);
        judged += 1;
      } catch (error) {
        onError(error);
        await putOff(claim.group);
      }
    }
    return judged;
  }

  const rounds = createRounds(async () => {
    try {
      await runOnce();
    } catch (error) {
      onError(error);
    }
    return LOOK_EVERY_MS;
  });
  return { runOnce, start: rounds.start, stop: rounds.stop };
}
