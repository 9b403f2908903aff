/** An alarm about the ledger is told outside the organisation too, and is over only when its cause is: compose/witnesses. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { composeAlarms, readWitnesses } from '../../src/compose/witnesses.ts';
import { formatVerifierKey } from '../../src/modules/ledger/index.ts';
import { OperatorError } from '../../src/platform/operator-error.ts';
import { openDutyWorld } from '../support/duty-world.ts';
import { startIndependentWitness } from '../support/independent-witness.ts';
import { createSmallLog } from '../support/small-log.ts';

const world = await openDutyWorld(Temporal.Instant.from('2026-11-16T10:00:00Z'));
const folder = mkdtempSync(join(tmpdir(), 'heed-witness-list-'));
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
const alarms = composeAlarms(world.spine);

async function listTold(kind: string): Promise<readonly string[]> {
  const { rows } = await sql<{ post_id: string }>`
    select post_id from duties.notices where kind = ${`alarm:${kind}`}`.execute(world.db);
  return rows.map(({ post_id }) => post_id).sort();
}

async function listOpen(): Promise<readonly string[]> {
  const { rows } = await sql<{ kind: string }>`
    select kind from duties.alarms where cleared_at is null order by kind`.execute(world.db);
  return rows.map(({ kind }) => kind);
}

const BOTH = [world.posts.administrator.id, world.posts.scrutineer.id].sort();

describe('an alarm about the ledger', () => {
  test('is told to the administrator and the scrutineer, once, and is over when it is cosigned again', async () => {
    await alarms.witnessedAgain();
    for (let i = 0; i < 3; i += 1) await alarms.notWitnessed({ quorum: 2, witnessedSize: 40 });
    assert.deepEqual(await listTold('ledger-not-witnessed'), BOTH);
    assert.deepEqual(await listOpen(), ['ledger-not-witnessed']);
    await alarms.witnessedAgain();
    assert.deepEqual(await listOpen(), []);
  });

  test('of two witnesses that will not have the log, each is one', async () => {
    const hold = { reason: 'knows-more', ownSize: 5, knownSize: 9 } as const;
    for (const witness of ['a.example.net', 'b.example.net', 'a.example.net'])
      await alarms.refused({ ...hold, witness });
    assert.deepEqual(await listOpen(), ['ledger-refused', 'ledger-refused']);
    assert.deepEqual(await listTold('ledger-refused'), [...BOTH, ...BOTH].sort());
    await alarms.refusedNoMore('a.example.net');
    assert.deepEqual(await listOpen(), ['ledger-refused']);
  });
});

describe('the list of witnesses', () => {
  const file = join(folder, 'witnesses');
  const settings = (witnessQuorum: number | null) => ({ witnessesFile: file, witnessQuorum });

  test('none is no witness; a file asks all of them unless told how many', async () => {
    assert.deepEqual(readWitnesses({ witnessesFile: null, witnessQuorum: null }), {
      contacts: [],
      quorum: 0,
    });
    const { vkey } = createSmallLog();
    const witness = await startIndependentWitness('witness.example.net', vkey);
    await witness.close();
    writeFileSync(file, `# the police\n\n${witness.vkey} https://witness.example.net/heed/ # since May\n`);
    const { contacts, quorum } = readWitnesses(settings(null));
    assert.equal(quorum, 1);
    assert.equal(contacts[0] && formatVerifierKey(contacts[0].key), witness.vkey);
    assert.equal(contacts[0]?.url, 'https://witness.example.net/heed');
    assert.throws(() => readWitnesses(settings(2)), /asks for 2 witnesses, and .* lists 1/);
    for (const [text, why] of [
      [
        `${witness.vkey} https://a.example.net\n${witness.vkey} https://b.example.net`,
        /Line 2: .* is there twice/,
      ],
      [`${vkey} https://a.example.net`, /Line 1: This is the key of a log/],
      [witness.vkey, /Line 1: After the key comes the witness’s web address/],
      [`${witness.vkey} ftp://a.example.net`, /Line 1: After the key/],
      [`${witness.vkey} https://a.example.net more`, /Line 1: A line is/],
      ['nonsense', /Line 1: /],
    ] as const) {
      writeFileSync(file, text);
      assert.throws(
        () => readWitnesses(settings(null)),
        (error) => error instanceof OperatorError && why.test(error.message),
        text,
      );
    }
    rmSync(file);
    assert.throws(() => readWitnesses(settings(null)), /HEED_WITNESSES names .* can't be read \(ENOENT\)/);
  });
});
