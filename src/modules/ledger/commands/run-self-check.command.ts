import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../kernel/tx.ts';
import type { Spine } from '../../../platform/transaction.ts';
import type { TreeHead } from '../domain/checkpoint.ts';
import { createProvenTiles, type ProvenTiles } from '../domain/proven-tiles.ts';
import { TILE_WIDTH } from '../domain/tile.ts';
import type { TreeEdge } from '../domain/two-trees.ts';
import type { CheckKind, CheckState, FoundFault, LedgerAlarms, PublishedMemory } from '../ports.ts';
import { type CheckedLog, type CheckedPart, type Passed, passOverLog } from './check-log.command.ts';
import { OriginChanged } from './run-sequencer.command.ts';

/**
 * How long after one check began the next one does: with the check itself, of the newest day within the minute that is promised,
 * of everything within the hour.
 */
export const CHECK_EVERY: Readonly<Record<CheckKind, Temporal.Duration>> = {
  'newest-day': Temporal.Duration.from({ seconds: 40 }),
  everything: Temporal.Duration.from({ minutes: 45 }),
};
/** How often it is looked whether everything is due. */
const LOOK_EVERY_MS = 30_000;
/** For every millisecond of work, so many of rest: each of the two checks takes a quarter of one core at most. */
const REST = 3;
/** Tiles between two notes of how far the check of everything has got. */
const NOTE_EVERY = 64;

/** How far a check of everything has got: logs before this one are done. */
export interface CheckedTo {
  readonly log: number;
  readonly edge: TreeEdge;
}

/** What the checks keep and read besides the log itself. */
export interface CheckStore extends CheckedLog {
  /** Every log, the oldest first; another name than this service's where a log follows that it was not told of. */
  listParts(tx: Tx): Promise<readonly CheckedPart[] | { readonly origin: string }>;
  readEdge(tx: Tx, size: number, log: number): Promise<TreeEdge | null>;
  readSizeAt(tx: Tx, at: Temporal.Instant, log: number, hasEnded: boolean): Promise<number>;
  /** The newest checkpoint that the log's key did sign, with its note. */
  findNewestSigned(tx: Tx): Promise<(TreeHead & { readonly note: Uint8Array }) | null>;
  /**
   * What a note was signed for: of this log's, or of one that this log follows, with what was named of that. `null` for every other.
   */
  readPublished(
    tx: Tx,
    note: Uint8Array,
  ): Promise<{ readonly head: TreeHead; readonly named: TreeHead | null } | null>;
  /** The lowest id that an entry made at `at` has. */
  lowestId(at: Temporal.Instant): string;
  /** A log and its tree's edge as text that only this service's keys can make, and read back again; `null` for every other text. */
  sealEdge(at: CheckedTo): string;
  openEdge(text: string): CheckedTo | null;
  readChecks(tx: Tx): Promise<Readonly<Record<CheckKind, CheckState>>>;
  holdCheck(tx: Tx, holder: string, now: Temporal.Instant): Promise<boolean>;
  releaseCheck(tx: Tx, holder: string): Promise<void>;
  saveProgress(tx: Tx, kind: CheckKind, beganAt: Temporal.Instant, progress: string | null): Promise<void>;
  saveEnded(
    tx: Tx,
    kind: CheckKind,
    ended: { readonly at: Temporal.Instant; readonly size: number; readonly faults: readonly FoundFault[] },
  ): Promise<void>;
  forgetFaults(tx: Tx, began: Temporal.Instant): Promise<boolean>;
}

/** Waiting that can be cut short. */
export interface Pause {
  /** Resolves after so many milliseconds, or when `end` is called. */
  rest(milliseconds: number): Promise<void>;
  /** Ends every rest there is, and every later one at once. */
  end(): void;
}

export interface SelfCheckParts {
  readonly spine: Pick<Spine, 'db' | 'clock'>;
  readonly store: CheckStore;
  readonly memory: PublishedMemory;
  readonly alarms: LedgerAlarms;
  readonly pause: Pause;
  /** Told of a check that could not be done: the database away, or the memory not to be read. */
  readonly onError: (error: unknown) => void;
}

/** The log's check of itself. Any number may run at once, in any number of processes: they take turns at everything. */
export interface LedgerCheck {
  /** Checks the newest day; gives what it found. */
  checkNewestDay(): Promise<readonly FoundFault[]>;
  /** Checks everything, going on where a check that was stopped had got to; `null` when stopped, or another process is at it. */
  checkEverything(): Promise<readonly FoundFault[] | null>;
  start(): void;
  /** Stops after the piece in hand, for good. */
  stop(): Promise<void>;
}

const NOWHERE: TreeEdge = { size: 0, hashes: [] };
const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

/** Builds the check. It reads, and writes only how it stands: it can hold up neither the sequencer nor a request. */
export function createSelfCheck({
  spine,
  store,
  memory,
  alarms,
  pause,
  onError,
}: SelfCheckParts): LedgerCheck {
  const { db, clock } = spine;
  const me = randomUUID();
  let stopping = false;
  /** The newest checkpoint this process knows was published: from its memory outside the database, then from sound rounds. */
  let published: TreeHead | null = null;
  let hasRemembered = false;
  /** By log. Both checks read the same tiles. */
  const proven = new Map<number, ProvenTiles>();
  const provenOf = (log: number): ProvenTiles => {
    const known = proven.get(log) ?? createProvenTiles(store.hasher);
    proven.set(log, known);
    return known;
  };
  /** The next pass of each: every one reads other tiles whole though nothing in them has changed. */
  const rounds = { 'newest-day': 1, everything: 1 };

  const within = <R>(work: (tx: Tx) => Promise<R>) => db.transaction().execute(work);

  /**
   * Reads the memory once. A note in it that no log of ours signed is itself a fault, and so is one of a log that was followed by
   * another, where that other names less than was published: more was lost than it says.
   */
  async function remember(): Promise<readonly FoundFault[]> {
    if (hasRemembered) return [];
    const note = await memory.read();
    const found = note && (await within((tx) => store.readPublished(tx, note)));
    if (note && !found) return [{ kind: 'checkpoint-altered', first: 0, before: 1 }];
    if (found?.named && found.named.size < found.head.size)
      return [{ kind: 'tree-shrunk', first: found.named.size, before: found.head.size }];
    if (found && !found.named) published = found.head;
    hasRemembered = true;
    return [];
  }

  /** The logs to check. Throws `OriginChanged` where a log follows that this process was not told of. */
  async function listParts(): Promise<readonly CheckedPart[]> {
    const parts = await within(store.listParts);
    if ('origin' in parts) throw new OriginChanged(parts.origin, 'another');
    return parts;
  }

  /** Faults name their log where there are several. */
  const named = (parts: readonly CheckedPart[], { origin }: CheckedPart, { faults }: Passed) =>
    parts.length > 1 ? faults.map((fault) => ({ ...fault, log: origin })) : faults;

  /** What this log is known to have been: how it was left, or what was published of the one that grows. */
  const knownOf = ({ left }: CheckedPart) => (left === null ? published : left.size > 0 ? left : null);

  /** After a sound round: the newest checkpoint is one more that must not be taken back. */
  async function keepNewest(size: number): Promise<void> {
    const newest = await within(store.findNewestSigned);
    if (!newest || newest.size > size || (published && newest.size <= published.size)) return;
    published = newest;
    // What can't be kept is still remembered for as long as this process lives.
    await memory.keep(newest.note).catch(onError);
  }

  /** Writes down how a check ended and has alarms raised, also for what an earlier one found and nobody mended. */
  async function end(kind: CheckKind, passed: Passed): Promise<void> {
    const known = await within(async (tx) => {
      await store.saveEnded(tx, kind, { at: clock.wall(), ...passed });
      const checks = await store.readChecks(tx);
      return [...checks['newest-day'].faults, ...checks.everything.faults];
    });
    if (known.length > 0) await alarms.raise(known);
    if (passed.faults.length === 0) await keepNewest(passed.size);
  }

  async function checkNewestDay(): Promise<readonly FoundFault[]> {
    const parts = await listParts();
    const faults: FoundFault[] = [...(await remember())];
    const began = clock.wall();
    const dayAgo = began.subtract({ hours: 24 });
    await within((tx) => store.saveProgress(tx, 'newest-day', began, null));
    const round = rounds['newest-day']++;
    let size = 0;
    for (const part of parts) {
      const from = await within(async (tx) => {
        const before = await store.readSizeAt(tx, dayAgo, part.log, part.left !== null);
        const first = Math.floor(before / TILE_WIDTH) * TILE_WIDTH;
        return (await store.readEdge(tx, first, part.log)) ?? NOWHERE;
      });
      const passed = await passOverLog({
        ...{ db, log: store, part, from, published: knownOf(part), proven: provenOf(part.log), round },
        // Entries outside every log are looked for once.
        after: part.left === null ? store.lowestId(dayAgo) : null,
        each: async (took) => {
          await pause.rest(took * REST);
          return !stopping;
        },
      });
      if (!passed) return [];
      faults.push(...named(parts, part, passed));
      size = part.left === null ? passed.size : size;
    }
    await end('newest-day', { size, faults });
    return faults;
  }

  /** Where to begin: where a check that was stopped within the hour had got to, else at the first entry. */
  function resume({ beganAt, progress }: CheckState): { began: Temporal.Instant; from: CheckedTo } {
    const now = clock.wall();
    const at = progress === null ? null : store.openEdge(progress);
    const age = beganAt ? now.since(beganAt).total('minutes') : -1;
    return beganAt && at && age >= 0 && age < 60
      ? { began: beganAt, from: at }
      : { began: now, from: { log: 0, edge: NOWHERE } };
  }

  async function checkEverything(): Promise<readonly FoundFault[] | null> {
    const parts = await listParts();
    const faults: FoundFault[] = [...(await remember())];
    if (!(await within((tx) => store.holdCheck(tx, me, clock.wall())))) return null;
    try {
      const { everything } = await within(store.readChecks);
      const { began, from } = resume(everything);
      await within((tx) => store.saveProgress(tx, 'everything', began, store.sealEdge(from)));
      let pieces = 0;
      let size = 0;
      const round = rounds.everything++;
      const note = async (log: number, edge: TreeEdge | null) =>
        within(async (tx) => {
          const mine = await store.holdCheck(tx, me, clock.wall());
          if (mine && edge && faults.length === 0 && edge.size % TILE_WIDTH === 0)
            await store.saveProgress(tx, 'everything', began, store.sealEdge({ log, edge }));
          return mine;
        });
      for (const part of parts.filter(({ log }) => log >= from.log)) {
        const passed = await passOverLog({
          ...{ db, log: store, part, published: knownOf(part), proven: provenOf(part.log), round },
          from: part.log === from.log ? from.edge : NOWHERE,
          after: part.left === null ? LOWEST_ID : null,
          each: async (took, edge) => {
            pieces += 1;
            await pause.rest(took * REST);
            const mine = pieces % NOTE_EVERY === 0 || stopping ? await note(part.log, edge) : true;
            return mine && !stopping;
          },
        });
        if (!passed) return null;
        faults.push(...named(parts, part, passed));
        size = part.left === null ? passed.size : size;
      }
      await end('everything', { size, faults });
      if (faults.length === 0 && (await within((tx) => store.forgetFaults(tx, began)))) await alarms.clear();
      return faults;
    } finally {
      await within((tx) => store.releaseCheck(tx, me));
    }
  }

  /** Whether everything is due: never checked, stopped half-way, long ago, or begun in what is now the future. */
  async function isDue(): Promise<boolean> {
    const { everything } = await within(store.readChecks);
    const { beganAt, progress } = everything;
    const now = clock.wall();
    if (!beganAt || progress !== null) return true;
    const next = beganAt.add(CHECK_EVERY.everything);
    return Temporal.Instant.compare(now, next) >= 0 || Temporal.Instant.compare(beganAt, now) > 0;
  }

  async function loop(every: number, round: () => Promise<unknown>): Promise<void> {
    while (!stopping) {
      const began = performance.now();
      await round().catch(onError);
      if (!stopping) await pause.rest(Math.max(1_000, every - (performance.now() - began)));
    }
  }

  let running: Promise<unknown> | null = null;
  return {
    checkNewestDay,
    checkEverything,
    start: () => {
      running ??= Promise.all([
        loop(CHECK_EVERY['newest-day'].total('milliseconds'), checkNewestDay),
        loop(LOOK_EVERY_MS, async () => ((await isDue()) ? checkEverything() : null)),
      ]);
    },
    stop: async () => {
      stopping = true;
      pause.end();
      await running;
      running = null;
    },
  };
}
