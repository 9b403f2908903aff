/**
 * Fills an empty demo: first the area, then three years of concerns through the commands, in order of time, many per
 * transaction, with the duty engine brought along so that clocks missed then climbed then. Taken up again after
 * kill -9: each transaction holds whole acts, every id is derived, and what is already there is found by its id.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { sql } from 'kysely';
import type { RecordRef } from '../src/kernel/entry.ts';
import type { Tx } from '../src/kernel/tx.ts';
import { listAllPosts } from '../src/modules/access/index.ts';
import { type ConcernsPorts, reviewPattern } from '../src/modules/concerns/index.ts';
import { createDutyEngine, listOpenDutiesFor } from '../src/modules/duties/index.ts';
import { type RunOne, runBatch } from '../src/platform/run-command.ts';
import type { Spine } from '../src/platform/transaction.ts';
import { cutWindows, laneOf, type Part, type Window } from './cut-windows.ts';
import { type DemoPlan, readPlan, writeCredentials, writePlan } from './demo-files.ts';
import { type ActSource, createActSource, idOf } from './ids.ts';
import { createPlayer, type Player } from './play-act.ts';
import { setDemoProgress } from './progress.ts';
import { putOnRecord, type RecordParts } from './put-on-record.ts';
import { createWho, type Who } from './who.ts';
import { type DemoAct, generateWrenfold } from './wrenfold/index.ts';
import { type AreaParts, writeArea } from './write-area.ts';

type ReviewPattern = Parameters<ReturnType<typeof reviewPattern>>[2];
const OPERATOR = { actor: { kind: 'operator' }, basis: null } as const;

/** How many concerns the demo has. */
export const DEMO_SIZE = 3000;
export const DEMO_SEED = 'wrenfold';

export interface FillParts extends Omit<AreaParts, 'who'> {
  readonly concerns: ConcernsPorts;
  /** What puts people on record. */
  readonly records: Pick<RecordParts, 'people' | 'commands'>;
  /** Secret of this installation, under which the demo's receipts are derived. */
  readonly key: Uint8Array;
  /** Where the plan and the credentials are kept. */
  readonly folder: string;
  /** Told of each act that a command refused; nobody's words. */
  readonly onLeftOut: (leftOut: LeftOut) => void;
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
function createReviewer(parts: FillParts, who: Who, now: number) {
  const posts = ['exploitation-manager', 'child-protection-manager'] as const;
  const DAY = 86_400_000;
  let looked = 0;
  return {
    isDue: (at: number): boolean => at - looked >= DAY / 2 && at < now - 5 * DAY,
    run: async (tx: Tx, run: RunOne, at: number): Promise<void> => {
      looked = at;
      const owed = await listOpenDutiesFor(tx, posts.map(who.post));
      for (const duty of owed) {
        const post = posts.find((key) => who.post(key) === duty.post);
        if (duty.about.kind !== 'pattern' || duty.from.epochMilliseconds > at - DAY || !post) continue;
        const actor = {
          kind: 'account',
          account: who.holder(post, at),
          post: duty.post,
          agency: who.agencyOfPost(post),
        } as const;
        const input: ReviewPattern = {
          pattern: duty.about.id,
          outcome: post === 'exploitation-manager' ? 'assessments' : 'watch-with-dates',
          reason:
            'I read each warning with its decision beside the others. The child is to be seen by one worker who has all of them, and I will look again in four weeks.',
        };
        const moment = Temporal.Instant.fromEpochMilliseconds(at);
        await run({ actor, basis: 'demo' }, moment, (inner, ctx) =>
          reviewPattern(parts.concerns)(inner, ctx, input),
        );
      }
    },
  };
}

type Raise = Extract<DemoAct, { kind: 'raise' }>;

/** How many transactions are played side by side: two cores are kept busy, and pages are still served. */
const LANES = 3;
const ENGINE_BATCH = 250;

/** One lane: its own player, ids and memory, so that lanes never wait for each other. */
interface Lane {
  readonly player: Player;
  readonly spine: Spine;
  readonly source: ActSource;
  /** Reads the keys of the records a part will speak of in one go, instead of a few at each act. */
  warm(tx: Tx, part: Part): Promise<void>;
}

/** Posts that owe most of what an arriving concern raises. */
const FRONT_DOOR = ['screener-1', 'screener-2', 'screener-3', 'screener-4', 'edt-1', 'edt-2'];

/** The concerns, posts and people of a part's acts. */
function listRecords(who: Who, raises: ReadonlyMap<string, Raise>, part: Part): readonly RecordRef[] {
  const records = new Map<string, RecordRef>();
  const add = (kind: RecordRef['kind'], id: string) => records.set(`${kind} ${id}`, { kind, id });
  for (const post of FRONT_DOOR) add('post', who.post(post));
  for (const act of part.acts) {
    const raise = raises.get(act.concern);
    if (raise) add('concern', idOf<'concern'>({ label: `raise ${act.concern}`, at: raise.at }, 0));
    if (!('by' in act) || act.by === null) continue;
    add('post', who.post(act.by));
    add('account', who.holder(act.by, act.at));
  }
  return [...records.values()];
}

function openLane(parts: FillParts, who: Who, raises: ReadonlyMap<string, Raise>, silent: Spine): Lane {
  const source = createActSource(parts.key);
  const ports: ConcernsPorts = {
    ...parts.concerns,
    organisation: async (_tx, now) => who.organisation(now.epochMilliseconds),
    randomBytes: source.randomBytes,
  };
  return {
    player: createPlayer({ ports, source, key: parts.key, who }, raises),
    spine: { ...silent, ids: source.ids },
    source,
    warm: (tx, part) => parts.concerns.vault.warm(tx, listRecords(who, raises, part)),
  };
}

/** The ledger entry that says that a part was played has an id that follows from the part's name. */
const markOf = (part: Part) => idOf<'entry'>({ label: `part ${part.name}`, at: 0 }, 0);

/** Which of these parts were played before the filling was broken off. */
async function listPlayed(spine: Spine, windows: readonly Window[]): Promise<ReadonlySet<string>> {
  const ids = [...windows.flatMap((window) => window.parts.map(markOf)), markOf(ON_RECORD)];
  const { rows } = await spine.db
    .transaction()
    .execute((tx) =>
      sql<{ id: string }>`select id from ledger.entries where id = any(${ids}::uuid[])`.execute(tx),
    );
  return new Set(rows.map((row) => row.id));
}

/** An act that a command refused, and why; it is left out, as a person would have been told no. */
export interface LeftOut {
  readonly act: string;
  readonly code: string;
}

/** So many refusals in one part are no chance any more. */
const MOST_LEFT_OUT = 5;

/** Enters that a part was played, under the id that says so. */
async function markPlayed(lane: Lane, run: RunOne, part: Part, until: number): Promise<void> {
  lane.source.begin({ label: `part ${part.name}`, at: 0 });
  await run(OPERATOR, Temporal.Instant.fromEpochMilliseconds(until), async () => ({
    ok: true,
    value: null,
    entries: [
      {
        act: 'demo.part-played',
        subject: { kind: 'configuration', id: 'demo' },
        body: { part: part.name },
      },
    ],
    events: [],
  }));
}

/** Plays one part in one transaction, with the entry that says so. Gives the acts that were refused. */
async function playPart(lane: Lane, part: Part, until: number): Promise<readonly LeftOut[]> {
  const leftOut = new Map<DemoAct, LeftOut>();
  let last: DemoAct | undefined;
  const work = async (run: RunOne, tx: Tx) => {
    // Tried again after a deadlock or a refusal: what was remembered of the first try did not happen.
    if (last) lane.player.forget();
    await lane.warm(tx, part);
    for (const act of part.acts) {
      if (leftOut.has(act)) continue;
      last = act;
      await lane.player.play(tx, run, act);
    }
    await markPlayed(lane, run, part, until);
  };
  for (;;) {
    const played = await runBatch(lane.spine, work);
    if (played.ok) return [...leftOut.values()];
    const { code } = played.refusal;
    const act = last ? `${last.kind} ${last.concern}` : part.name;
    if (!last || last.kind === 'raise' || leftOut.size === MOST_LEFT_OUT)
      throw new Error(`demo: ${act} was refused: ${code}`);
    leftOut.set(last, { act, code });
  }
}

const ON_RECORD: Part = { name: 'on record', acts: [], raises: 0 };

/** Puts children and families on record, once everything else is there; once, in one transaction. */
async function playRecords(
  parts: FillParts,
  lane: Lane,
  who: Who,
  acts: readonly DemoAct[],
  now: number,
): Promise<void> {
  const done = await runBatch(lane.spine, async (run, tx) => {
    await putOnRecord({ ...parts.records, concerns: parts.concerns }, lane.source, who, acts, now, tx, run);
    await markPlayed(lane, run, ON_RECORD, now);
  });
  if (!done.ok) throw new Error(`demo: putting on record was refused: ${done.refusal.code}`);
}

async function play(parts: FillParts, plan: DemoPlan, who: Who, signal?: AbortSignal): Promise<void> {
  const acts = generateWrenfold(plan);
  const now = plan.now.epochMilliseconds;
  const raises = new Map(
    acts.filter((act): act is Raise => act.kind === 'raise').map((act) => [act.concern, act]),
  );
  const windows = cutWindows(acts, now, LANES);
  let moment = plan.now;
  const silent: Spine = {
    ...parts.spine,
    outbox: { put: async () => undefined },
    clock: { domain: () => moment, wall: parts.spine.clock.wall },
  };
  const lanes = Array.from({ length: LANES }, () => openLane(parts, who, raises, silent));
  const engine = createDutyEngine({ spine: silent, onError: () => undefined });
  const review = createReviewer(parts, who, now);
  const played = await listPlayed(parts.spine, windows);
  let done = 0;
  for (const window of windows) {
    if (signal?.aborted) return;
    const left = window.parts.filter((part) => !played.has(markOf(part)));
    setDemoProgress({ state: 'filling', done, total: raises.size });
    done += window.parts.reduce((sum, part) => sum + part.raises, 0);
    if (left.length === 0 && window.parts.length > 0) continue;
    const refused = await Promise.all(
      left.map((part) => {
        const lane = lanes[laneOf(part.acts[0]?.concern ?? '', LANES)];
        return lane ? playPart(lane, part, window.until) : Promise.resolve([]);
      }),
    );
    for (const one of refused.flat()) parts.onLeftOut(one);
    moment = Temporal.Instant.fromEpochMilliseconds(window.until);
    for (let found = ENGINE_BATCH; found === ENGINE_BATCH; )
      found = (await engine.runOnce(ENGINE_BATCH)).duties;
    if (review.isDue(window.until)) {
      const reviewed = await runBatch(silent, (run, tx) => review.run(tx, run, window.until));
      if (!reviewed.ok) throw new Error(`demo: a pattern's review was refused: ${reviewed.refusal.code}`);
    }
    await breathe();
  }
  const [lane] = lanes;
  if (lane && !played.has(markOf(ON_RECORD))) await playRecords(parts, lane, who, acts, now);
  writePlan(parts.folder, { ...plan, filled: true });
  setDemoProgress({ state: 'done' });
}
