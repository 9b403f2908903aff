/**
 * `heed ledger verify` of an export, in a process of its own: entries a second and the most memory it had, at a tenth of the
 * entries and at all of them. Memory may not grow with the log. `HEED_BENCH_ENTRIES` sets another number: ten million take 4.5 GB of
 * disk in the system's folder for temporary files, and some minutes.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { utf8 } from '../src/kernel/bytes.ts';
import { formatVerifierKey, openLogKey } from '../src/modules/ledger/index.ts';
import { writeLogFiles } from '../test/support/log-files.ts';
import { report, reportGrowth } from './support/figure.ts';
import { readMemory } from './support/processes.ts';

const bench = 'ledger-verify';
const ENTRIES = Number(process.env.HEED_BENCH_ENTRIES ?? 1_000_000);
/** How often its memory is read: the kernel keeps the most there was, and forgets it when the process ends. */
const LOOK_MS = 50;
const cli = resolve(import.meta.dirname, '../src/cli.ts');
const key = openLogKey('log.example.org/ledger', new Uint8Array(randomBytes(32)));
const folder = mkdtempSync(join(tmpdir(), 'heed-bench-verify-'));

/** Entry number `n` in its one form, of a length that entries have. */
function makeEntry(n: number): Uint8Array {
  const number = n.toString(16).padStart(12, '0');
  const ref = (kind: number) => `019a0000-0000-4000-${(8 + kind).toString(16)}000-${number}`;
  return utf8(
    `{"about":["${ref(0)}"],"act":"concerns.concern-received","at":"2026-11-16T10:00:00.000Z","basis":"front-door-opens","body":"hmac-sha256:${number.repeat(6).slice(0, 64)}","by":"${ref(1)}","id":"019a0000-0000-7000-8000-${number}","post":"${ref(2)}","v":1}`,
  );
}

/** Verifies the export in `from`, as somebody would who has it: gives seconds and megabytes. */
async function verify(from: string): Promise<{ readonly seconds: number; readonly most: number }> {
  const began = performance.now();
  const vkey = formatVerifierKey(key.verifier);
  const child = spawn(process.execPath, [cli, 'ledger', 'verify', from, '--key', vkey], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  let most = 0;
  const look = setInterval(() => {
    const now = child.pid === undefined ? Number.NaN : readMemory(child.pid).most;
    if (now > most) most = now;
  }, LOOK_MS);
  const [code] = await ended.finally(() => clearInterval(look));
  if (code !== 0) throw new Error(`the export was not found sound: ${code}`);
  return { seconds: (performance.now() - began) / 1_000, most };
}

async function measureAt(size: number) {
  const to = join(folder, String(size));
  process.stderr.write(`  writing an export of ${size} entries\n`);
  writeLogFiles(to, key, size, makeEntry);
  const found = await verify(to);
  rmSync(to, { recursive: true });
  return { ...found, size, perSecond: size / found.seconds };
}

try {
  const small = await measureAt(Math.round(ENTRIES / 10));
  const large = await measureAt(ENTRIES);
  const under = { entries: ENTRIES };
  report({
    bench,
    what: 'entries verified a second by the command, from its start to its end',
    value: large.perSecond,
    unit: '/s',
    target: { atLeast: 250_000 },
    under,
  });
  report({
    bench,
    what: 'most memory that verifying took',
    value: large.most,
    unit: 'MB',
    target: { atMost: 300 },
    under: { ...under, atATenth: Math.round(small.most) },
  });
  const data = { bench, of: 'entries', from: small.size, to: large.size };
  reportGrowth({ ...data, what: 'memory', small: small.most, large: large.most });
  reportGrowth({
    ...data,
    what: 'the time to verify one entry',
    small: 1 / small.perSecond,
    large: 1 / large.perSecond,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
