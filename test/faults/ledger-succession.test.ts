/**
 * A database is put back from a backup older than what a witness cosigned and what was published. What would be lost: the proof of
 * what was told in between, without anybody being able to see that it was. The whole of it as an operator meets it, with the real
 * program, a real witness and a real backup (docs/operating/witnesses.md, "The entries are lost"; docs/decisions/0111).
 */
import assert from 'node:assert/strict';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { parseNote } from '../../src/modules/ledger/domain/signed-note.ts';
import { formatWitnessRequest } from '../../src/modules/ledger/domain/witness-request.ts';
import { createLedger, formatVerifierKey, openLogKey } from '../../src/modules/ledger/index.ts';
import { machineClock } from '../../src/platform/clock.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import {
  type HeedProcess,
  killHeeds,
  runHeedCommand,
  startHeedProcess,
  THIS_HEED,
} from '../support/heed-process.ts';
import { findRunningPid } from '../support/running-pid.ts';
import {
  endWitnesses,
  runWitnessCommand,
  startWitness,
  type WitnessProcess,
} from '../support/witness-process.ts';

const LIMIT = { timeout: 420_000 };
const OLD = 'demo.heed.invalid/ledger';
const NEW = 'demo.heed.invalid/ledger-2';
const folder = mkdtempSync(join(tmpdir(), 'heed-succession-'));
// As root PostgreSQL runs as another user, who must be able to pass through.
chmodSync(folder, 0o711);
const [lived, restored] = [join(folder, 'lived'), join(folder, 'restored')];
const MEMORY = 'ledger-published-checkpoint';

after(async () => {
  await killHeeds();
  await endWitnesses();
  for (const dataDir of [lived, restored]) {
    const left = findRunningPid(dataDir);
    if (left !== 0) process.kill(left, 'SIGKILL');
  }
  rmSync(folder, { recursive: true, force: true });
});

let settings: Record<string, string> = {};
const within = (dataDir: string) => ({ ...settings, HEED_DATA_DIR: dataDir });

/** Runs `heed` to its end. */
async function heed(dataDir: string, ...args: readonly string[]) {
  const made = runHeedCommand(THIS_HEED, args, within(dataDir));
  return { code: await made.ended, output: made.output() };
}

async function done(dataDir: string, ...args: readonly string[]): Promise<string> {
  const { code, output } = await heed(dataDir, ...args);
  assert.equal(code, 0, output);
  return output;
}

const start = (dataDir: string) => startHeedProcess(THIS_HEED, 'start', within(dataDir));

/** Waits for what must come, and says what it was where it never does. */
async function until(what: string, holds: () => Promise<boolean> | boolean, said = () => ''): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > end) assert.fail(`never: ${what}\n${said()}`);
    await pause(50);
  }
}

/** Does something in the database of a Heed that runs. */
async function inDatabase<T>(dataDir: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres({
    dataDir,
    log: () => undefined,
    purpose: 'test',
    whenServed: 'share',
  });
  const client = new pg.Client({ connectionString: server.urls.owner });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
    await server.stop();
  }
}

/** Tells Heed something, so many times, as a command does: with words behind each entry. */
async function tell(dataDir: string, many: number): Promise<void> {
  const server = await startEmbeddedPostgres({
    ...{ dataDir, log: () => undefined, purpose: 'test' },
    whenServed: 'share',
  });
  const key = readFileSync(join(dataDir, 'secrets/ledger-key'), 'utf8').trim();
  const pool = openPool({ url: server.urls.app, name: 'succession test', max: 1 });
  const spine = {
    db: openDb(pool),
    ledger: createLedger(new Uint8Array(Buffer.from(key, 'base64url'))).append,
    outbox: { put: async () => undefined },
    clock: machineClock,
    ids: machineIds,
  };
  const about = (i: number) =>
    ({
      act: 'tests.something-told',
      subject: { kind: 'concern', id: `concern-${i % 7}` },
      body: { words: `${i}` },
    }) as const;
  const entries = Array.from({ length: many - 1 }, (_, i) => about(i + 1));
  const told = await runCommand(spine, { actor: { kind: 'public' }, basis: null }, async () => ({
    ok: true,
    value: null,
    entries: [about(0), ...entries],
    events: [],
  }));
  assert.ok(told.ok);
  await pool.end();
  await server.stop();
}

const count = (dataDir: string, what: string) =>
  inDatabase(dataDir, async (client) => Number((await client.query(`select ${what} as n`)).rows[0].n));

const fetchText = async ({ url }: HeedProcess, path: string) => (await fetch(`${url}${path}`)).text();
const sizeOf = (checkpoint: string) => Number(checkpoint.split('\n')[1]);

/** The newest checkpoint, once the witness has cosigned it with every entry that there is. */
async function cosigned(heedProcess: HeedProcess, least: number): Promise<string> {
  let note = '';
  await until(
    `a cosigned checkpoint of ${least} entries`,
    async () => {
      note = await fetchText(heedProcess, '/ledger/checkpoint');
      return sizeOf(note) >= least && note.includes('\u2014 witness.example.net ');
    },
    () => `${note}\n${heedProcess.output()}`,
  );
  return note;
}

describe('a database put back from before what was cosigned', () => {
  test('signs nothing until a new log says what was lost, and both logs verify', LIMIT, async () => {
    const logs = join(folder, 'logs');
    const witnessFolder = join(folder, 'witness');
    const witnesses = join(folder, 'witnesses');
    // The key, before anything is signed.
    mkdirSync(lived, { mode: 0o711 });
    await done(lived, 'secrets');
    const seed = readFileSync(join(lived, 'secrets/ledger-signing-key'), 'utf8').trim();
    const { verifier } = openLogKey(OLD, new Uint8Array(Buffer.from(seed, 'base64url')));
    const vkey = `${formatVerifierKey(verifier)}\n`;
    writeFileSync(logs, vkey);
    const watch = () =>
      startWitness(witnessFolder, vkey.trim(), ['--name', 'witness.example.net', '--logs', logs]);
    let witness: WitnessProcess = await watch();
    const list = () => writeFileSync(witnesses, `${witness.vkey} ${witness.url}\n`);
    list();
    settings = { HEED_WITNESSES: witnesses };

    // Work, a backup, and more work that is cosigned and published.
    const living = await start(lived);
    await tell(lived, 300);
    await cosigned(living, 300);
    await done(lived, 'backup', join(folder, 'backup'));
    await tell(lived, 40);
    await cosigned(living, 340);
    await done(lived, 'ledger', 'export', join(folder, 'mirror'));
    await living.stop();
    // What the witness has, as its operator prints it beside the running process.
    const shown = await runWitnessCommand([witnessFolder, '--show-checkpoint', OLD]);
    assert.equal(shown.code, 0, shown.output);
    const known = shown.output;
    const checkpoint = join(folder, 'known');
    writeFileSync(checkpoint, known);

    // The disk is lost; an older backup is all there is. The file that says what was published outlived it.
    await done(restored, 'restore', join(folder, 'backup'), '--no-erasures');
    // A worker's own file of what it published; it is written once a minute, so this stands in for one.
    writeFileSync(join(restored, MEMORY), known);

    // Without a witness to ask: the published file alone stops it.
    settings = {};
    const alone = await start(restored);
    await tell(restored, 5);
    await until(
      'the signing is held',
      async () => (await count(restored, '(select count(*) from ledger.signing_holds)')) > 0,
    );
    const before = sizeOf(await fetchText(alone, '/ledger/checkpoint'));
    assert.ok(before < sizeOf(known), 'nothing above what was restored is signed');
    const form = await fetch(`${alone.url}/tell`);
    assert.equal(form.status, 200, 'concerns are still heard');
    assert.ok((await count(restored, '(select count(*) from ledger.pending)')) >= 5);
    await alone.stop();

    // With the witness: the same, and it says so itself.
    settings = { HEED_WITNESSES: witnesses };
    const asked = await start(restored);
    await until(
      'the witness’s word is kept',
      async () =>
        (await count(
          restored,
          `(select count(*) from ledger.signing_holds where witness = 'witness.example.net')`,
        )) > 0,
    );
    assert.equal(sizeOf(await fetchText(asked, '/ledger/checkpoint')), before);
    await asked.stop();

    // No way to bury it: under the old name, without a reason, without the checkpoint that shows how much was lost, unconfirmed.
    const words = ['--because', 'restored', '--reason', 'The disk failed and this was the newest backup.'];
    const who = ['--decided-by', 'A. Example, head of information'];
    const succeed = (...more: readonly string[]) => heed(restored, 'ledger', 'succeed', ...more);
    assert.match((await succeed(...words, ...who)).output, /is the name of a log that there is already/);
    settings = { ...settings, HEED_LEDGER_ORIGIN: NEW };
    assert.match((await succeed('--because', 'restored', ...who)).output, /Say the reason/);
    rmSync(join(restored, MEMORY));
    assert.match(
      (await succeed(...words, ...who)).output,
      /remembers that \d+ entries were published, and no checkpoint that you gave shows that/,
    );
    assert.match(
      (await succeed('--because', 'key-rotated', ...words.slice(2), ...who)).output,
      /The key that signs is the one that signed before/,
    );
    const plan = await succeed(...words, ...who, '--checkpoint', checkpoint);
    assert.equal(plan.code, 1);
    assert.match(plan.output, /\d+ entries of the old log are lost: from entry \d+ to \d+/);
    assert.match(plan.output, /Nothing was changed yet/);
    assert.equal(await count(restored, '(select count(*) from ledger.logs)'), 0);

    // Done, and said: an entry, an alarm, a line on the page.
    assert.match(
      await done(
        restored,
        'ledger',
        'succeed',
        ...words,
        ...who,
        '--checkpoint',
        checkpoint,
        '--confirm',
        NEW,
      ),
      /Done\./,
    );
    assert.equal(
      await count(restored, `(select count(*) from duties.alarms where kind = 'ledger-succeeded')`),
      1,
    );
    assert.equal(
      await count(
        restored,
        `(select count(*) from duties.alarms where kind = 'ledger-refused' and cleared_at is null)`,
      ),
      0,
    );
    assert.match(
      (await succeed(...words, ...who, '--confirm', NEW)).output,
      /is the name of a log that there is already/,
    );

    // It signs again under the new name; the witness cosigns once its operator lists the new key, and not before.
    const again = await start(restored);
    await until('the new log is signed', async () =>
      (await fetchText(again, '/ledger/checkpoint')).startsWith(`${NEW}\n`),
    );
    assert.ok(!(await fetchText(again, '/ledger/checkpoint')).includes('witness.example.net'));
    const newKey = await fetchText(again, '/ledger/key');
    assert.equal(await fetchText(again, '/ledger/logs/0/key'), vkey);
    assert.equal(sizeOf(await fetchText(again, '/ledger/logs/0/checkpoint')), before);
    assert.equal((await fetch(`${again.url}/ledger/logs/0/tile/0/000`)).status, 200);
    assert.equal((await fetch(`${again.url}/ledger/logs/2/key`)).status, 404);
    await witness.end('SIGTERM');
    writeFileSync(logs, `${vkey}${newKey}`);
    witness = await watch();
    list();
    await again.stop();
    const goneOn = await start(restored);
    await tell(restored, 3);
    await cosigned(goneOn, 9);

    // The witness keeps the old log's last state: a rollback of it is refused as before.
    const rolledBack = parseNote(Buffer.from(await fetchText(goneOn, '/ledger/logs/0/checkpoint')));
    const text = {
      text: rolledBack.text,
      signatures: rolledBack.signatures.filter(({ name }) => name === OLD),
    };
    const answer = await witness.ask(formatWitnessRequest({ oldSize: 0, proof: [], note: text }));
    assert.equal(answer?.status, 409);
    assert.equal(answer?.body, `${sizeOf(known)}\n`);

    // Verified by somebody who has the new key, the old one and the checkpoint that was kept.
    const out = join(folder, 'export');
    await done(restored, 'ledger', 'export', out);
    await goneOn.stop();
    const keys = ['--key', newKey.trim(), '--older-key', vkey.trim(), '--witness', witness.vkey];
    const verified = await done(restored, 'ledger', 'verify', out, ...keys, '--earlier', checkpoint);
    assert.match(verified, /SOUND/);
    assert.match(verified, new RegExp(`The log ${NEW} follows ${OLD}, because the database was put back`));
    assert.match(verified, /The old log .* is here, \d+ entries, and sound/);
    assert.match(verified, /Decided by A\. Example, head of information: The disk failed/);
    // What was lost can still be read from the mirror, by the old log's key.
    await done(restored, 'ledger', 'verify', join(folder, 'mirror'), '--key', vkey.trim());

    await findsAlterations(out, keys);
  });
});

/** Each file of the export in which a lie could be told, changed once. */
async function findsAlterations(sound: string, keys: readonly string[]): Promise<void> {
  const flip = (path: string, at: number) => {
    const bytes = readFileSync(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  };
  const ways: readonly (readonly [string, (copy: string) => void, RegExp])[] = [
    [
      'an entry of the new log',
      (copy) => flip(join(copy, 'tile/entries/000.p', bundleIn(join(copy, 'tile/entries/000.p'))), 80),
      /^NOT SOUND/,
    ],
    [
      'an entry of the old log',
      (copy) => flip(join(copy, 'earlier/tile/entries/000'), 2_000),
      /In the log demo\.heed\.invalid\/ledger: Entry/,
    ],
    [
      'what is said to be lost',
      (copy) => {
        const path = join(copy, 'succession');
        writeFileSync(path, readFileSync(path, 'utf8').replace(/"entries":\d+/, '"entries":1'));
      },
      /is not what the first entry of this log commits to/,
    ],
    [
      'that there was a log before',
      (copy) => {
        rmSync(join(copy, 'succession'));
        rmSync(join(copy, 'earlier'), { recursive: true });
      },
      /This log follows another one/,
    ],
  ];
  for (const [what, change, found] of ways) {
    const copy = join(folder, 'altered');
    rmSync(copy, { recursive: true, force: true });
    cpSync(sound, copy, { recursive: true });
    change(copy);
    const { code, output } = await heed(restored, 'ledger', 'verify', copy, ...keys);
    assert.equal(code, 1, `${what}: ${output}`);
    assert.match(output, found, what);
  }
}

/** The one file of a partial bundle's folder. */
function bundleIn(path: string): string {
  const [name] = readdirSync(path);
  assert.ok(name);
  return name;
}
