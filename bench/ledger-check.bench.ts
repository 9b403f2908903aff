/**
 * The ledger's check of itself at 1,000,000 entries, of which a tenth (and at least 100,000) are of the newest day: how many entries a second it reads,
 * how much of a core that takes, and how long at most until it has found an entry that was edited: one of the newest day, one that
 * is older, each edited at the worst moment. And how long until history that a witness cosigned, written anew and signed again with the
 * real key, is refused and told. `HEED_BENCH_ENTRIES` sets another number.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CHECK_EVERY,
  type CheckKind,
  createSelfCheck,
  createSubmitter,
  type FoundFault,
  formatVerifierKey,
} from '../src/modules/ledger/index.ts';
import { endWitnesses, startWitness } from '../test/support/witness-process.ts';
import { type Figure, report } from './support/figure.ts';
import { fillSealed } from './support/fill-sealed.ts';
import { appendFor } from './support/ledger-load.ts';
import { type Log, onError, openLog } from './support/open-log.ts';

const bench = 'ledger-check';
const ENTRIES = Number(process.env.HEED_BENCH_ENTRIES ?? 1_000_000);
const NEWEST = Math.min(ENTRIES / 2, Math.max(100_000, ENTRIES / 10));
const OLD = ENTRIES - NEWEST;
/** How often history is written anew. */
const REWRITES = 3;
/** Longest that is waited for a witness's refusal. */
const PATIENCE_MS = 60_000;

const say = (text: string) => process.stderr.write(`  ${text}\n`);
const apart = mkdtempSync(join(tmpdir(), 'heed-bench-check-'));
/** A check as a process that has just started has it, which adds up its rests instead of taking them. */
function startCheck({ spine, key, secrets }: Log) {
  const rested = { ms: 0 };
  const check = createSelfCheck({
    ...{ spine, key, folder: apart, onError },
    wrappingKey: secrets.ledgerKey,
    alarms: { raise: async () => undefined, clear: async () => undefined },
    pause: {
      rest: async (ms) => {
        rested.ms += ms;
      },
      end: () => undefined,
    },
  });
  return { check, rested };
}

interface Pass {
  readonly faults: readonly FoundFault[];
  /** Seconds of work, and of work with the rests that it would have taken. */
  readonly work: number;
  readonly paced: number;
}

/** One pass of a check, timed. */
async function pass(one: ReturnType<typeof startCheck>, kind: CheckKind): Promise<Pass> {
  one.rested.ms = 0;
  const began = performance.now();
  const faults = await (kind === 'everything' ? one.check.checkEverything() : one.check.checkNewestDay());
  const work = (performance.now() - began) / 1_000;
  return { faults: faults ?? [], work, paced: work + one.rested.ms / 1_000 };
}

/** Fails where a pass didn't find what it should, or found what is not there. */
function expect({ faults }: Pass, kind: FoundFault['kind'] | null): void {
  const kinds = faults.map((fault) => fault.kind);
  if (kind === null ? kinds.length > 0 : !kinds.includes(kind))
    throw new Error(`found ${kinds.join(', ') || 'nothing'} where it should have found ${kind ?? 'nothing'}`);
}

/**
 * The longest from an edit to the end of the pass that finds it: the entry is edited just after a pass read it first of all, and
 * the next one begins `every` seconds after that one did, or when it has ended.
 */
const longest = (every: number, pass: Pass, next: Pass) => Math.max(every, pass.paced + 1) + next.paced;

async function fill(log: Log): Promise<void> {
  for (const [count, hours] of [
    [OLD, -30],
    [NEWEST, 0],
  ] as const) {
    say(`writing ${count} entries`);
    log.setClock({ hours });
    await fillSealed(log.superuser, log.secrets.ledgerKey, count, log.wall());
    await log.createSequencer().runOnce();
  }
  await log.superuser.query('vacuum (analyze)');
  await log.superuser.query('checkpoint');
}

async function measureCheck(log: Log, kind: CheckKind): Promise<void> {
  const [of, count, within, index] =
    kind === 'everything'
      ? (['everything', ENTRIES, 3_600, 100] as const)
      : (['the newest day', NEWEST, 60, OLD + 1_000] as const);
  const figure = (what: string, value: number, unit: string, target: Figure['target'] = null, more = {}) =>
    report({ bench, what, value, unit, target, under: { entries: ENTRIES, ofNewestDay: NEWEST, ...more } });
  const edit = (from: string, to: string) =>
    log.tamper(`update ledger.entries set entry = replace(entry, '"act":"bench.${from}', '"act":"bench.${to}')
      where id = (select id from ledger.positions where index = ${index})`);
  const one = startCheck(log);
  const first = await pass(one, kind);
  expect(first, null);
  const again = await pass(one, kind);
  expect(again, null);
  figure(`entries checked a second, of ${of}, read for the first time`, count / first.work, '/s');
  figure(`entries checked a second, of ${of}, read before`, count / again.work, '/s');
  await edit('something', 'nothing');
  const found = await pass(one, kind);
  expect(found, 'entry-altered');
  await edit('nothing', 'something');
  const every = CHECK_EVERY[kind].total('seconds');
  const target = { atMost: within };
  const paced = (took: Pass) => ({ pass: Math.round(took.paced * 10) / 10 });
  figure(
    `an edited entry of ${of} found, at the latest`,
    longest(every, again, found),
    's',
    target,
    paced(found),
  );
  figure(
    `an edited entry of ${of} found by a process that has just started, at the latest`,
    longest(every, first, found),
    's',
    target,
    paced(first),
  );
  figure(`the check of ${of}, of one core`, (100 * again.work) / Math.max(every, again.paced), '%', {
    atMost: 25,
  });
}

/** History is written anew behind a witness's back, and signed again; gives seconds until its refusal is told. */
async function measureRewrite(number: number): Promise<number> {
  const log = await openLog();
  const { spine, key, superuser } = log;
  const sequencer = log.createSequencer();
  await appendFor(spine, 4, 2);
  await sequencer.runOnce();
  const name = 'witness.police.example.net';
  const folder = join(apart, `witness-${number}`);
  const witness = await startWitness(folder, formatVerifierKey(key.verifier), ['--name', name]);
  const refused = Promise.withResolvers<number>();
  const silent = async () => undefined;
  const submitter = createSubmitter({
    ...{ spine, onError, quorum: 1 },
    witnesses: [{ key: witness.key, url: witness.url }],
    alarms: {
      notWitnessed: silent,
      witnessedAgain: silent,
      refused: async () => refused.resolve(performance.now()),
      refusedNoMore: silent,
    },
    onFailed: () => undefined,
  });
  const limit = setTimeout(() => refused.reject(new Error('nothing was refused')), PATIENCE_MS);
  try {
    submitter.start();
    for (let cosigned = false; !cosigned; await wait(50))
      cosigned = (await superuser.query('select size from ledger.cosignatures')).rows.length > 0;
    // Somewhere between two looks of the submitter.
    await wait(number * 170);
    await log.tamper(
      'delete from ledger.entries where id = (select id from ledger.positions where index = 7)',
    );
    for (const table of ['checkpoints', 'heads', 'tiles', 'positions', 'pending'])
      await log.tamper(`delete from ledger.${table}`);
    await log.tamper('insert into ledger.pending select id from ledger.entries');
    // A little longer than it was, and by a process that remembers nothing of the log there was.
    await appendFor(spine, 1, 0.1);
    await log.createSequencer().runOnce();
    const signed = performance.now();
    return ((await refused.promise) - signed) / 1_000;
  } finally {
    clearTimeout(limit);
    await submitter.stop();
    await endWitnesses();
    await log.close();
  }
}

try {
  const rewrites: number[] = [];
  for (let round = 0; round < REWRITES; round += 1) rewrites.push(await measureRewrite(round));
  report({
    bench,
    what: 'history written anew and signed again refused by its witness, and told, slowest',
    value: Math.max(...rewrites),
    unit: 's',
    target: { atMost: 5 },
    under: { rounds: REWRITES },
  });
  const log = await openLog();
  try {
    await fill(log);
    await measureCheck(log, 'newest-day');
    await measureCheck(log, 'everything');
  } finally {
    await log.close();
  }
} finally {
  rmSync(apart, { recursive: true, force: true });
}
