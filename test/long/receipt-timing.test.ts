/**
 * How long a wrong receipt takes to refuse does not say what is wrong with it: Welch's t between each kind and the first, over ten
 * thousand of each, in turns, stays under 4.5. Source: 70-disclosures.md 10, test 3. HEED_TEST_TIMING_TRIES says how many.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type OpenedServer, openServer } from '../support/open-server.ts';
import { WRONG_RECEIPTS } from '../support/wrong-receipts.ts';

const TRIES = Number(process.env.HEED_TEST_TIMING_TRIES ?? '10000');
const WARM = 500;

let server: OpenedServer;
before(async () => {
  server = await openServer();
});
after(() => server?.close());

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

function summarise(times: readonly number[]): { readonly mean: number; readonly spread: number } {
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

/** The slowest hundredth is left out of each: a pause of the machine says nothing about a receipt. */
function withoutPauses(times: readonly number[]): readonly number[] {
  return times.toSorted((a, b) => a - b).slice(0, Math.floor(times.length * 0.99));
}

test('no kind of wrong receipt is told from another by how long it takes', async (t) => {
  const kinds = Object.keys(WRONG_RECEIPTS);
  const times = new Map<string, number[]>(kinds.map((kind) => [kind, []]));
  for (let turn = 0; turn < TRIES + WARM; turn += 1)
    for (const kind of shuffled(kinds)) {
      const took = await time(WRONG_RECEIPTS[kind]?.() ?? '', turn);
      if (turn >= WARM) times.get(kind)?.push(took);
    }
  const [first = '', ...others] = kinds;
  const of = (kind: string) => summarise(withoutPauses(times.get(kind) ?? []));
  const base = of(first);
  t.diagnostic(`${first}: ${base.mean.toFixed(3)} ms`);
  const welch = others.map((kind) => {
    const { mean, spread } = of(kind);
    const t = (mean - base.mean) / Math.sqrt(spread + base.spread);
    return { kind, mean, t };
  });
  for (const { kind, mean, t: value } of welch)
    t.diagnostic(`${kind}: ${mean.toFixed(3)} ms, t ${value.toFixed(2)}`);
  assert.deepEqual(
    welch.filter(({ t: value }) => Math.abs(value) >= 4.5).map(({ kind, t: value }) => `${kind}: ${value}`),
    [],
  );
});
