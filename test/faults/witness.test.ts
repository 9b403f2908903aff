/** A witness that another organisation runs: whatever is done to it or sent to it, it never cosigns two histories. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { parseSignatures } from '../../src/modules/ledger/domain/signed-note.ts';
import type { VerifierKey } from '../../src/modules/ledger/domain/verifier-key.ts';
import { verifyNote } from '../../src/modules/ledger/domain/verify-note.ts';
import { verifySignature } from '../../src/platform/crypto.ts';
import { createSmallLog, type History, type SmallLog } from '../support/small-log.ts';
import { endWitnesses, runWitnessCommand, startWitness } from '../support/witness-process.ts';

const LIMIT = { timeout: 240_000 };
const LONG = process.env.HEED_TEST_LONG === '1';
const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-witness-'));
  folders.push(folder);
  return folder;
};
after(async () => {
  await endWitnesses();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Whether these lines are the witness's cosignature of that tree, now. */
function isCosignature(
  log: SmallLog,
  size: number,
  which: History,
  lines: string,
  key: VerifierKey,
): boolean {
  const { text } = log.noteAt(size, which);
  const verdict = verifyNote({ text, signatures: parseSignatures(lines) }, [key], verifySignature);
  const [signer] = verdict.ok ? verdict.signers : [];
  return Math.abs((signer?.time ?? 0) - Date.now() / 1000) < 60;
}

// Each test has witnesses and folders of its own, and waiting for a sender who is too slow is most of one: two at once.
describe('heed witness', { concurrency: 2 }, () => {
  test('cuts off whoever sends too slowly, and serves others meanwhile', LIMIT, async () => {
    const log = createSmallLog();
    const witness = await startWitness(newFolder(), log.vkey);
    const { hostname, port } = new URL(witness.url);
    const slow = connect(Number(port), hostname);
    let heard = '';
    slow.on('data', (bytes) => {
      heard += bytes.toString();
    });
    const over = new Promise((done) => slow.once('close', done));
    slow.write('POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\nold 0\n');
    assert.equal((await witness.ask(log.request(0, 5)))?.status, 200);
    await over;
    assert.match(heard, /^HTTP\/1\.1 408/);
    await witness.end('SIGTERM');
  });

  test(
    'cosigns a log that grows, turns its rewriting away, and says so until it is over',
    LIMIT,
    async () => {
      const log = createSmallLog();
      const witness = await startWitness(newFolder(), log.vkey);
      const first = await witness.ask(log.request(0, 5));
      assert.equal(first?.status, 200);
      assert.ok(isCosignature(log, 5, 'true', first?.body ?? '', witness.key));
      assert.equal((await fetch(`${witness.url}/health`)).status, 200);

      // The whole log written anew from the fourth entry on, and signed with the log's own key.
      assert.equal((await witness.ask(log.request(5, 9, 'rewritten')))?.status, 422);
      assert.match(witness.output(), /ALARM log\.example\.org\/ledger: its key has signed a larger tree/);
      assert.equal((await fetch(`${witness.url}/health`)).status, 503);
      // The true log goes on past it: whoever sent the other one showed nothing.
      assert.equal((await witness.ask(log.request(5, 9)))?.status, 200);
      assert.equal((await fetch(`${witness.url}/health`)).status, 200);

      // Two roots of one size prove two histories, for good, whatever old size they come with.
      for (const old of [9, 4])
        assert.equal((await witness.ask(log.request(old, 9, 'rewritten')))?.status, 409);
      assert.equal((await witness.ask(log.request(9, 12)))?.status, 200);
      const health = await fetch(`${witness.url}/health`);
      assert.equal(health.status, 503);
      assert.match(await health.text(), /^wrong\nALARM .*two different histories/);
      assert.equal(await witness.end('SIGTERM'), 0);
      assert.match(
        witness.output(),
        /ALARM log\.example\.org\/ledger: its key has signed two different histories/,
      );
    },
  );

  test('does not let a log become smaller, and says what it knows', LIMIT, async () => {
    const log = createSmallLog();
    const witness = await startWitness(newFolder(), log.vkey);
    await witness.ask(log.request(0, 9));
    assert.deepEqual(await witness.ask(log.request(4, 6)), {
      status: 409,
      type: 'text/x.tlog.size',
      body: '9\n',
    });
    // What it says comes by another way than its answers: whole only once it has ended.
    await witness.end('SIGTERM');
    assert.match(witness.output(), /refused log\.example\.org\/ledger size 6, cosigned 9: old-size-differs/);
  });

  test('killed at any instant, has never cosigned two histories', LIMIT, async () => {
    const folder = newFolder();
    const log = createSmallLog(1);
    /** Every cosignature anybody was ever given. */
    const given: { readonly size: number; readonly which: History }[] = [];
    let known = 0;
    for (let cycle = 0; cycle < (LONG ? 20 : 3); cycle += 1) {
      const witness = await startWitness(folder, log.vkey);
      // Two who submit at once: one the true log, one the rewritten. Whichever is first must be the only one for good.
      const submit = async (which: History) => {
        for (let size = known + 1; ; ) {
          const answer = await witness.ask(log.request(size - 1, size, which));
          if (!answer) return;
          if (answer.status === 200) {
            assert.ok(isCosignature(log, size, which, answer.body, witness.key));
            given.push({ size, which });
            size += 1;
          } else if (answer.type === 'text/x.tlog.size') size = Number(answer.body) + 1;
        }
      };
      const submitting = [submit('true'), submit('rewritten')];
      const enough = given.length + 5 + cycle * 3;
      while (given.length < enough) await witness.ask('nothing');
      await witness.end('SIGKILL');
      await Promise.all(submitting);
      known = Math.max(0, ...given.map(({ size }) => size));
    }
    const histories = new Set(given.map(({ which }) => which));
    assert.equal(histories.size, 1, 'one history only');
    const sizes = given.map(({ size }) => size);
    assert.equal(new Set(sizes).size, sizes.length, 'each size once');
    // What was answered before the last kill is known after it.
    const witness = await startWitness(folder, log.vkey);
    const answer = await witness.ask(log.request(0, known + 50, given[0]?.which));
    assert.ok(Number(answer?.body) >= known, `it knows ${answer?.body}, and had cosigned ${known}`);
    await witness.end('SIGTERM');
  });

  test('of two processes on one folder only one goes on', LIMIT, async () => {
    const folder = newFolder();
    const log = createSmallLog(1);
    const [one, two] = [await startWitness(folder, log.vkey), await startWitness(folder, log.vkey)];
    assert.equal((await one.ask(log.request(0, 4)))?.status, 200);
    // The second one still believes that the log is empty, and is offered the other history.
    assert.equal((await two.ask(log.request(0, 4, 'rewritten')))?.status, 503);
    assert.match(two.output(), /another process|could not be kept/);
    assert.equal((await one.ask(log.request(4, 6)))?.status, 200);
    await one.end('SIGTERM');
  });

  test(
    'never begins anew where it had begun: without its state, with half of it, or with another’s key',
    LIMIT,
    async () => {
      const folder = newFolder();
      const log = createSmallLog();
      const witness = await startWitness(folder, log.vkey);
      await witness.ask(log.request(0, 4));
      await witness.end('SIGTERM');
      assert.equal(statSync(join(folder, 'witness-key')).mode & 0o777, 0o600);
      const states = readdirSync(folder).filter((name) => name.startsWith('state-'));
      const newest = join(folder, states.sort().at(-1) ?? '');
      const whole = readFileSync(newest, 'utf8');
      const run = () => runWitnessCommand([folder, '--log', log.vkey, '--port', '0']);
      for (const damaged of [whole.slice(0, -10), whole.replace('log ', 'lag '), '', `${whole}x`]) {
        writeFileSync(newest, damaged);
        const { code, output } = await run();
        assert.equal(code, 1, output);
        assert.match(output, /never begins anew under a key it has used/);
      }
      for (const name of states) rmSync(join(folder, name));
      const gone = await run();
      assert.equal(gone.code, 1);
      assert.match(gone.output, /The state of the witness in .* is gone/);
      writeFileSync(newest, whole);
      rmSync(join(folder, 'witness-key'));
      const keyless = await run();
      assert.equal(keyless.code, 1);
      assert.match(keyless.output, /The key of the witness in .* is gone/);
    },
  );

  test('answers whatever it is sent with a "no", and goes on', LIMIT, async () => {
    const log = createSmallLog();
    const witness = await startWitness(newFolder(), log.vkey);
    const good = log.request(0, 5);
    const change = fc.record({
      at: fc.nat(good.length),
      cut: fc.nat(80),
      put: fc.uint8Array({ maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(change, fc.uint8Array({ maxLength: 3_000 })), async (bad) => {
        const body =
          bad instanceof Uint8Array
            ? bad
            : Buffer.concat([good.subarray(0, bad.at), bad.put, good.subarray(bad.at + bad.cut)]);
        fc.pre(!Buffer.from(body).equals(Buffer.from(good)));
        const { status } = (await witness.ask(Uint8Array.from(body))) ?? { status: 0 };
        assert.ok(status >= 400 && status < 500, `answered ${status}`);
      }),
      { numRuns: LONG ? 3_000 : 200 },
    );
    assert.equal((await witness.ask('x'.repeat(1_000_000)))?.status, 413);
    for (const path of [
      '/../witness-key',
      '/%2e%2e/witness-key',
      '/state-1',
      '/add-checkpoint/../health/x',
      '/',
    ])
      assert.equal((await fetch(`${witness.url}${path}`)).status, 404, path);
    assert.equal((await fetch(`${witness.url}/add-checkpoint`)).status, 404);
    assert.equal((await witness.ask(good))?.status, 200);
    await witness.end('SIGTERM');
  });

  test('is set up by --show-key, and refuses what cannot be right', LIMIT, async () => {
    const folder = newFolder();
    const log = createSmallLog();
    const shown = await runWitnessCommand([folder, '--name', 'witness.example.net', '--show-key']);
    assert.equal(shown.code, 0, shown.output);
    const again = await runWitnessCommand([folder, '--show-key']);
    assert.equal(again.output, shown.output);
    for (const [args, why] of [
      [['--name', 'other.example.net', '--log', log.vkey], /its key is of that name for good/],
      [['--log', shown.output.trim()], /Line 1: This is the key of a witness/],
      [['--log', 'nonsense'], /Line 1: /],
      [['--log', ''], /No log is listed/],
      [[], /list of logs .* can't be read \(ENOENT\)/],
      [['--log', log.vkey, '--port', '99999'], /--port must be/],
    ] as const) {
      const { code, output } = await runWitnessCommand([folder, ...args]);
      assert.equal(code, 1, output);
      assert.match(output, why);
    }
    const nameless = await runWitnessCommand([newFolder(), '--show-key']);
    assert.equal(nameless.code, 1);
    assert.match(nameless.output, /Give it a name for good/);
  });
});
