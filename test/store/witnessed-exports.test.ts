/**
 * What leaves the ledger is held to what witnesses cosigned: an export and a proof end with the newest checkpoint that enough of
 * them cosigned, and whoever checks it without us asks for as many as they trust. What would be lost: an inspector told "sound"
 * about a log that nobody outside ever saw. The witnesses share no line with Heed (independent-witness.ts).
 */
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { formatVerifierKey, parseVerifierKey } from '../../src/modules/ledger/domain/verifier-key.ts';
import {
  createSubmitter,
  type FoundProof,
  findNewestWitnessed,
  proveEntry,
} from '../../src/modules/ledger/index.ts';
import { runHeedCommand, THIS_HEED } from '../support/heed-process.ts';
import { type IndependentWitness, startIndependentWitness } from '../support/independent-witness.ts';
import { addEntries, type LedgerWorld, openLedgerWorld } from '../support/ledger-world.ts';
import { sha256 } from '../support/small-log.ts';

const NAMES = ['a.example.net', 'b.example.net'];
const BY = { names: NAMES, quorum: 2 };
const COSIGNED = 300;

let world: LedgerWorld;
let witnesses: readonly IndependentWitness[] = [];
/** A witness that never saw this log. */
let stranger: IndependentWitness;
let folder: string;

before(async () => {
  world = await openLedgerWorld();
  const vkey = formatVerifierKey(world.key.verifier);
  witnesses = await Promise.all(NAMES.map((name) => startIndependentWitness(name, vkey, null)));
  stranger = await startIndependentWitness('c.example.net', vkey, null);
  await addEntries(world.pool, COSIGNED);
  await world.sequence();
  const errors: unknown[] = [];
  const submitter = createSubmitter({
    spine: world.spine,
    quorum: 2,
    witnesses: witnesses.map((one) => ({ key: parseVerifierKey(one.vkey, sha256), url: one.url })),
    alarms: {
      notWitnessed: async () => undefined,
      witnessedAgain: async () => undefined,
      refused: async () => undefined,
      refusedNoMore: async () => undefined,
    },
    times: { lookEvery: 20, leastTarget: 30, mostTarget: 300, answer: 2_000 },
    onError: (error) => errors.push(error),
    onFailed: (_witness, why) => errors.push(why),
  });
  submitter.start();
  const end = performance.now() + 20_000;
  const cosigned = () => world.db.transaction().execute((tx) => findNewestWitnessed(tx, NAMES, 2));
  while ((await cosigned())?.size !== COSIGNED) {
    if (performance.now() > end) assert.fail(`never cosigned: ${errors.map(String).join('; ')}`);
    await pause(10);
  }
  await submitter.stop();
  // Signed by us, and shown to nobody outside.
  await addEntries(world.pool, 7);
  await world.sequence();
  folder = await world.export({ by: BY });
});
after(async () => {
  for (const one of [...witnesses, stranger]) await one?.close();
  await world?.close();
});

/** Runs a command of the ledger where there is no database and no secret. */
async function judge(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly output: string }> {
  const made = runHeedCommand(
    THIS_HEED,
    ['ledger', ...args, '--key', formatVerifierKey(world.key.verifier)],
    {
      HEED_DATABASE_URL: 'postgres://nobody@nowhere.invalid/none',
    },
  );
  return { code: await made.ended, output: made.output() };
}
const trusting = (...trusted: readonly IndependentWitness[]) =>
  trusted.flatMap(({ vkey }) => ['--witness', vkey]);

/** Verifies the export with its checkpoint changed, and puts it back. */
async function verifyWith(change: (note: string) => string, ...args: readonly string[]) {
  const path = join(folder, 'checkpoint');
  const kept = readFileSync(path, 'utf8');
  const changed = change(kept);
  assert.notEqual(changed, kept);
  writeFileSync(path, changed);
  try {
    return await judge('verify', folder, ...args);
  } finally {
    writeFileSync(path, kept);
  }
}

/** One base64 letter of the signature by `name` changed, as many places from its end as told. */
const alter = (name: string, fromEnd: number) => (note: string) =>
  note.replace(new RegExp(`^\u2014 ${name} \\S+$`, 'm'), (line) => {
    const at = line.length - fromEnd;
    return `${line.slice(0, at)}${line[at] === 'A' ? 'B' : 'A'}${line.slice(at + 1)}`;
  });

describe('an export of a witnessed log', () => {
  test('ends with the newest checkpoint that enough cosigned, and says by whom', async () => {
    const { code, output } = await judge('verify', folder, ...trusting(...witnesses));
    assert.equal(code, 0, output);
    assert.match(output, new RegExp(`, ${COSIGNED} entries`));
    for (const name of NAMES) assert.match(output, new RegExp(`Cosigned by ${name} at 20`));
  });

  test('is sound to whoever trusts two of three, where two cosigned', async () => {
    const three = trusting(...witnesses, stranger);
    const { code, output } = await judge('verify', folder, ...three, '--quorum', '2');
    assert.equal(code, 0, output);
  });

  test('is not sound where too few cosigned: all that were named unless told, or as many as told', async () => {
    const three = trusting(...witnesses, stranger);
    for (const quorum of [[], ['--quorum', '3']]) {
      const { code, output } = await judge('verify', folder, ...three, ...quorum);
      assert.equal(code, 1, output);
      assert.match(output, /cosigned by 2 of the witnesses that you named; it takes 3/);
    }
    const { code } = await judge('verify', folder, ...trusting(stranger));
    assert.equal(code, 1, 'a stranger vouches for nothing');
  });

  test('is not sound where a cosignature was changed, even where the others would be enough', async () => {
    const trusted = [...trusting(...witnesses), '--quorum', '1'];
    // The last letters are of the signature; those near the front are of the time that it is over.
    for (const fromEnd of [20, 92]) {
      const { code, output } = await verifyWith(alter('a.example.net', fromEnd), ...trusted);
      assert.equal(code, 1, output);
      assert.match(output, /A signature under the checkpoint is not by the key that it names/);
    }
    const without = (note: string) => note.replace(/^\u2014 a\.example\.net \S+\n/m, '');
    assert.equal(
      (await verifyWith(without, ...trusted)).code,
      0,
      'one of two is enough for whoever asks for one',
    );
    assert.equal((await verifyWith(without, ...trusting(...witnesses))).code, 1);
  });

  test('of which nobody has cosigned anything holds what was signed, and satisfies nobody who asks for a witness', async () => {
    const unseen = await world.export({ by: { names: ['c.example.net'], quorum: 1 } });
    assert.equal((await judge('verify', unseen)).code, 0);
    assert.equal((await judge('verify', unseen, ...trusting(stranger))).code, 1);
    const kept = join(world.folder, 'cosigned');
    copyFileSync(join(folder, 'checkpoint'), kept);
    assert.equal(
      (await judge('verify', unseen, '--earlier', kept)).code,
      0,
      'it begins with what was cosigned',
    );
  });
});

describe('a proof of filing', () => {
  const at = async (index: number): Promise<string> =>
    (await world.pool.query('select id from ledger.positions where index = $1', [index])).rows[0].id;
  const prove = async (index: number, now: Temporal.Instant): Promise<FoundProof> => {
    const id = await at(index);
    return world.db.transaction().execute((tx) => proveEntry(tx, id, { ...BY, now }));
  };
  const save = (found: FoundProof) => {
    assert.ok(found && found !== 'not-yet');
    const path = join(world.folder, `proof-${found.index}`);
    writeFileSync(path, found.proof);
    return { path, witnessed: found.witnessed };
  };

  test('is made by the cosigned checkpoint, for whoever trusts those witnesses', async () => {
    const { path, witnessed } = save(await prove(17, Temporal.Now.instant()));
    assert.ok(witnessed);
    const { code, output } = await judge('check-proof', path, ...trusting(...witnesses));
    assert.equal(code, 0, output);
    assert.equal((await judge('check-proof', path, ...trusting(...witnesses, stranger))).code, 1);
  });

  test('waits a minute for witnesses, and is then given without: one that is away keeps it from nobody', async () => {
    const now = Temporal.Now.instant();
    assert.equal(await prove(COSIGNED + 3, now), 'not-yet');
    const { path, witnessed } = save(await prove(COSIGNED + 3, now.add({ seconds: 61 })));
    assert.ok(!witnessed);
    assert.equal((await judge('check-proof', path)).code, 0);
    assert.equal((await judge('check-proof', path, ...trusting(...witnesses))).code, 1);
  });
});
