/**
 * Fills an empty demo: first the area, then three years of concerns through the commands, in order of time, many per
 * transaction, with the duty engine brought along so that clocks missed then climbed then. Taken up again after
 * kill -9: each transaction holds whole acts, every id is derived, and what is already there is found by its id.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { PostId } from '../src/kernel/ids.ts';
import type { Tx } from '../src/kernel/tx.ts';
import { listAllPosts } from '../src/modules/access/index.ts';
import { type ConcernsPorts, reviewPattern } from '../src/modules/concerns/index.ts';
import { createDutyEngine, listOpenDutiesFor } from '../src/modules/duties/index.ts';
import { runBatch } from '../src/platform/run-command.ts';
import type { Spine } from '../src/platform/transaction.ts';
import { type Batch, cutBatches } from './cut-batches.ts';
import { type DemoPlan, readPlan, writeCredentials, writePlan } from './demo-files.ts';
import { createActSource, idOf } from './ids.ts';
import { createPlayer, type Stage } from './play-act.ts';
import { setDemoProgress } from './progress.ts';
import { createWho, type Who } from './who.ts';
import { type DemoAct, generateWrenfold } from './wrenfold/index.ts';
import { type AreaParts, writeArea } from './write-area.ts';

/** How many concerns the demo has. */
export const DEMO_SIZE = 5000;
export const DEMO_SEED = 'wrenfold';

export interface FillParts extends Omit<AreaParts, 'who'> {
  readonly concerns: ConcernsPorts;
  /** Secret of this installation, under which the demo's receipts are derived. */
  readonly key: Uint8Array;
  /** Where the plan and the credentials are kept. */
  readonly folder: string;
  readonly seed?: string;
  readonly size?: number;
}

/** A demo that is begun: its area is there, and people can sign in. */
export interface BegunDemo {
  readonly plan: DemoPlan;
  /** Plays what has not been played yet. Resolves when all is there, or when told to stop between two transactions. */
  fill(signal?: AbortSignal): Promise<void>;
}

async function isEmpty(spine: Spine): Promise<boolean> {
  return (await spine.db.transaction().execute(listAllPosts)).length === 0;
}

/**
 * Begins the demo, or takes up one broken off. Gives null when the database holds something the demo didn't put
 * there: it never adds to anybody's records.
 */
export async function beginDemo(parts: FillParts): Promise<BegunDemo | null> {
  const kept = readPlan(parts.folder);
  const empty = await isEmpty(parts.spine);
  if (!empty && kept === null) return null;
  const plan: DemoPlan =
    !empty && kept !== null
      ? kept
      : {
          seed: parts.seed ?? DEMO_SEED,
          size: parts.size ?? DEMO_SIZE,
          now: parts.spine.clock.domain(),
          filled: false,
        };
  const who = createWho(plan.now.epochMilliseconds);
  if (empty) {
    writePlan(parts.folder, plan);
    await writeArea({ ...parts, who }, (credentials) => writeCredentials(parts.folder, credentials));
  }
  setDemoProgress({ state: plan.filled ? 'done' : 'filling', done: 0, total: plan.size });
  return {
    plan,
    fill: async (signal) => {
      if (plan.filled) return;
      await play(parts, plan, who, signal);
    },
  };
}

/** Reviews patterns that have waited a day, as their owners would have; those of the last days wait for a visitor. */
function createReviewer(parts: FillParts, who: Who, until: number) {
  const posts: readonly PostId[] = [who.post('exploitation-manager'), who.post('child-protection-manager')];
  const DAY = 86_400_000;
  return async (tx: Tx, run: Parameters<Parameters<typeof runBatch>[1]>[0], at: number): Promise<void> => {
    const moment = Temporal.Instant.fromEpochMilliseconds(at);
    if (at > until - 5 * DAY || !parts.concerns.isOfficeHours(moment)) return;
    for (const duty of await listOpenDutiesFor(tx, posts)) {
      if (duty.about.kind !== 'pattern' || duty.from.epochMilliseconds > at - DAY) continue;
      const post = duty.post === posts[0] ? 'exploitation-manager' : 'child-protection-manager';
      const actor = {
        kind: 'account',
        account: who.holder(post, at),
        post: who.post(post),
        agency: who.agencyOfPost(post),
      } as const;
      await run({ actor, basis: 'demo' }, moment, (inner, ctx) =>
        reviewPattern(parts.concerns)(inner, ctx, {
          pattern: duty.about.id,
          outcome: post === 'exploitation-manager' ? 'assessments' : 'watch-with-dates',
          reason:
            'I read each warning with its decision beside the others. The child is to be seen by one worker who has all of them, and I will look again in four weeks.',
        }),
      );
    }
  };
}

/** The first batch not yet played: each is there whole or not at all, so its first raise tells. */
async function findNext(parts: FillParts, batches: readonly Batch[]): Promise<number> {
  const isThere = async (batch: Batch | undefined): Promise<boolean> => {
    const id = batch && idOf<'concern'>({ label: `raise ${batch.first.concern}`, at: batch.first.at }, 0);
    if (!id) return false;
    return parts.spine.db
      .transaction()
      .execute(async (tx) => (await parts.concerns.store.findConcern(tx, id)) !== null);
  };
  let low = 0;
  let high = batches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (await isThere(batches[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Raise = Extract<DemoAct, { kind: 'raise' }>;

async function play(parts: FillParts, plan: DemoPlan, who: Who, signal?: AbortSignal): Promise<void> {
  const acts = generateWrenfold(plan);
  const raises = new Map(
    acts.filter((act): act is Raise => act.kind === 'raise').map((act) => [act.concern, act]),
  );
  const batches = cutBatches(acts, plan.now.epochMilliseconds);
  const source = createActSource(parts.key);
  const concerns: ConcernsPorts = {
    ...parts.concerns,
    organisation: async (_tx, now) => who.organisation(now.epochMilliseconds),
    randomBytes: source.randomBytes,
  };
  const stage: Stage = { ports: concerns, source, key: parts.key, who };
  const player = createPlayer(stage, raises);
  let moment = plan.now;
  const silent: Spine = {
    ...parts.spine,
    outbox: { put: async () => undefined },
    clock: { domain: () => moment, wall: parts.spine.clock.wall },
  };
  const playing: Spine = { ...silent, ids: source.ids };
  const failures: unknown[] = [];
  const engine = createDutyEngine({ spine: silent, onError: (error) => failures.push(error) });
  const review = createReviewer({ ...parts, concerns }, who, plan.now.epochMilliseconds);
  const next = await findNext(parts, batches);
  let done = batches.slice(0, next).reduce((sum, batch) => sum + batch.raises, 0);
  const total = raises.size;
  for (const batch of batches.slice(next)) {
    if (signal?.aborted) return;
    setDemoProgress({ state: 'filling', done, total });
    let last = '';
    let tries = 0;
    const played = await runBatch(playing, async (run, tx) => {
      // Tried again after a deadlock: what was remembered of the first try did not happen.
      if (tries > 0) player.forget();
      tries += 1;
      for (const act of batch.acts) {
        last = `${act.kind} ${act.concern}`;
        await player.play(tx, run, act);
      }
    });
    if (!played.ok) throw new Error(`demo: ${last} was refused: ${played.refusal.code}`);
    moment = Temporal.Instant.fromEpochMilliseconds(batch.until);
    while ((await engine.runOnce()).duties > 0) await breathe();
    const reviewed = await runBatch(silent, (run, tx) => review(tx, run, batch.until));
    if (!reviewed.ok) throw new Error(`demo: a pattern's review was refused: ${reviewed.refusal.code}`);
    done += batch.raises;
    await breathe();
  }
  writePlan(parts.folder, { ...plan, filled: true });
  setDemoProgress({ state: 'done' });
}
