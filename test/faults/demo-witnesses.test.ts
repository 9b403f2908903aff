/** The demo's ledger is cosigned by two real witnesses, which end with it however it ends. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { killHeeds, startHeedProcess, THIS_HEED } from '../support/heed-process.ts';
import { findRunningPid } from '../support/running-pid.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'heed-demo-witnesses-'));
after(async () => {
  await killHeeds();
  const left = findRunningPid(dataDir);
  if (left !== 0) process.kill(left, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** Witness processes that work in the data folder, by what Linux says of every process. */
function listWitnesses(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words.includes('witness') && words.some((word) => word.startsWith(dataDir));
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > end) assert.fail(`never: ${what}`);
    await pause(50);
  }
}

/** The names of those who signed the newest checkpoint, and its size. */
async function readCheckpoint(url: string): Promise<{ readonly size: number; readonly names: string }> {
  const text = await (await fetch(`${url}/ledger/checkpoint`)).text();
  const names = [...text.matchAll(/^\u2014 (\S+) /gm)].map((line) => line[1]);
  return { size: Number(text.split('\n')[1]), names: names.join(' ') };
}

const ALL = 'demo.heed.invalid/ledger witness.hospital.wrenfold.invalid witness.police.wrenfold.invalid';
const settings = { HEED_DATA_DIR: dataDir, HEED_DEMO_SIZE: '40' };

test('both cosign; after kill -9 they are gone, and the next start goes on where they were', {
  timeout: 240_000,
}, async () => {
  const first = await startHeedProcess(THIS_HEED, 'start', settings);
  await until('cosigned by both', async () => (await readCheckpoint(first.url)).names === ALL);
  assert.equal(listWitnesses().length, 2);
  const { size } = await readCheckpoint(first.url);
  await killHeeds();
  await until('no witness is left', () => listWitnesses().length === 0);

  const next = await startHeedProcess(THIS_HEED, 'start', settings);
  await until('cosigned again, and more', async () => {
    const now = await readCheckpoint(next.url);
    return now.names === ALL && now.size > size;
  });
  assert.doesNotMatch(next.output(), /ALARM|not witnessed/);
  assert.equal(await next.stop(), 0);
  assert.equal(listWitnesses().length, 0);
  assert.equal(findRunningPid(dataDir), 0);
});
