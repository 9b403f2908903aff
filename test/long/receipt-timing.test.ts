/**
 * How long a wrong receipt takes to refuse does not say what is wrong with it: Welch's t between those that nobody has and those that
 * can't be one, over ten thousand of each, in turns, stays under 4.5. Source: 70-disclosures.md 10, test 3. HEED_TEST_TIMING_TRIES says how many.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openServer } from '../support/open-server.ts';
import { WRONG_RECEIPTS } from '../support/wrong-receipts.ts';

const TRIES = Number(process.env.HEED_TEST_TIMING_TRIES ?? '10000');
const WARM = 500;

const server = await openServer();
after(() => server.close());

/** From another household each time, so that nobody is told to wait. */
function addressOf(turn: number): string {
  return `10.${(turn >> 8) & 255}.${turn & 255}.1`;
}

/** Milliseconds until the answer. */
async function time(receipt: string, turn: number): Promise<number> {
  const payload = new URLSearchParams({ receipt }).toString();
  const began = performance.now();
  const { statusCode } = await server.app.inject({
    method: 'POST',
    url: '/return',
    remoteAddress: addressOf(turn),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    payload,
  });
  const took = performance.now() - began;
  assert.equal(statusCode, 404);
  return took;
}

/**
 * Mean, and the variance of that mean. The slowest hundredth is left out: a pause of the machine says nothing about a receipt, and a
 * few of them would hide a difference that is there.
 */
function summarise(all: readonly number[]): { readonly mean: number; readonly spread: number } {
  const times = all.toSorted((a, b) => a - b).slice(0, Math.floor(all.length * 0.99));
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  const spread = times.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (times.length - 1) / times.length;
  return { mean, spread };
}

function shuffled<T>(list: readonly T[]): readonly T[] {
  return list
    .map((one) => ({ one, at: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

for (const [form, kinds] of Object.entries(WRONG_RECEIPTS))
  test(`a receipt sent as ${form}: that nobody has it, or that it can’t be one, is not told by how long it takes`, async (t) => {
    const times = { unknown: [] as number[], garbled: [] as number[] };
    for (let turn = 0; turn < TRIES + WARM; turn += 1)
      for (const kind of shuffled(['unknown', 'garbled'] as const)) {
        const took = await time(kinds[kind](), turn);
        if (turn >= WARM) times[kind].push(took);
      }
    const [unknown, garbled] = [summarise(times.unknown), summarise(times.garbled)];
    const welch = (garbled.mean - unknown.mean) / Math.sqrt(garbled.spread + unknown.spread);
    t.diagnostic(`${unknown.mean.toFixed(3)} and ${garbled.mean.toFixed(3)} ms, t ${welch.toFixed(2)}`);
    assert.ok(Math.abs(welch) < 4.5, `t is ${welch.toFixed(2)}`);
  });
