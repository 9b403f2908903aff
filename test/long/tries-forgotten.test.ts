/**
 * Ten thousand wrong receipts from one household and from two hundred: none opens anything, each household is told to wait for itself
 * alone, and once others have come by no address or prefix of theirs is left in the process's memory. Source: 70-disclosures.md 10, test 1; docs/decisions/0702.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { getHeapSnapshot, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { formatReceiptToken } from '../../src/kernel/receipt/receipt-token.ts';
import { buildAssets } from '../../src/platform/http/assets.ts';
import { startPublicSite } from '../support/public-site.ts';

const TRIES = 10_000;
const HOUSEHOLDS = 200;

const site = await startPublicSite({ assets: await buildAssets() });
after(() => site.close());

/** Never written out in this file, whose text is in the memory that is searched. */
const addressIn = (household: number, device: number) => [100, 77, household, device].join('.');

async function tryFrom(remoteAddress: string): Promise<number> {
  const receipt = formatReceiptToken(new Uint8Array(randomBytes(32)));
  const { statusCode } = await site.app.inject({
    method: 'POST',
    url: '/return',
    remoteAddress,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    payload: new URLSearchParams({ receipt }).toString(),
  });
  return statusCode;
}

async function tally(addressOf: (turn: number) => string): Promise<Readonly<Record<number, number>>> {
  const counted: Record<number, number> = {};
  for (let turn = 0; turn < TRIES; turn += 1) {
    const status = await tryFrom(addressOf(turn));
    counted[status] = (counted[status] ?? 0) + 1;
  }
  return counted;
}

/** How often each text is in the memory that is still in use. */
async function countInMemory(listTexts: () => readonly string[]): Promise<readonly number[]> {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const parts: string[] = [];
  for await (const part of getHeapSnapshot()) parts.push(String(part));
  const memory = parts.join('');
  return listTexts().map((text) => memory.split(text).length - 1);
}

test('from one household all but sixty wait, from many households nobody does for another, and none is remembered', async () => {
  // Remembered on purpose, to know that the memory was searched.
  const control = randomBytes(16).toString('hex');
  assert.deepEqual(await tally((turn) => addressIn(7, turn % 250)), { 404: 60, 429: TRIES - 60 });
  const perHousehold = TRIES / HOUSEHOLDS;
  assert.ok(perHousehold < 60);
  assert.deepEqual(await tally((turn) => addressIn(8 + (turn % HOUSEHOLDS), 9)), { 404: TRIES });
  // The request that is being answered has its address, and so for a moment has the one before it: others come after.
  for (let turn = 0; turn < 20; turn += 1) assert.equal(await tryFrom('192.0.2.1'), 404);
  const found = await countInMemory(() => [control, [100, 77, ''].join('.')]);
  assert.ok((found[0] ?? 0) > 0, 'the memory was not searched');
  assert.equal(found[1], 0, 'an address or its prefix is in memory');
});
