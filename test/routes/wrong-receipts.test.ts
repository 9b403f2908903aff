/**
 * Whoever tries receipts learns nothing and gets nowhere, and nobody else is kept out meanwhile. Source: 70-disclosures.md 10,
 * tests 1 and 3. How long each kind takes is in test/long/receipt-timing.test.ts.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { formatReceiptToken } from '../../src/kernel/receipt/receipt-token.ts';
import { isKept } from '../support/everything-kept.ts';
import { openServer } from '../support/open-server.ts';
import { WRONG_RECEIPTS } from '../support/wrong-receipts.ts';

const server = await openServer();
after(() => server.close());

describe('receipts that open nothing', () => {
  function comeBack(receipt: string, remoteAddress: string) {
    return server.app.inject({
      method: 'POST',
      url: '/return',
      remoteAddress,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      payload: new URLSearchParams({ receipt }).toString(),
    });
  }

  test('are answered with one status, one size and the same headers, whatever is wrong with them', async () => {
    const seen = new Map<string, string[]>();
    const kinds = Object.entries(WRONG_RECEIPTS).flatMap(([form, { unknown, garbled }]) => [
      [`${form} nobody has`, unknown] as const,
      [`garbled ${form}`, garbled] as const,
      [`${form} cut short`, () => unknown().slice(0, -7)] as const,
    ]);
    for (const [kind, make] of kinds)
      for (let time = 0; time < 3; time += 1) {
        const { statusCode, headers } = await comeBack(make(), '203.0.113.5');
        const { date: _, ...rest } = headers;
        const look = JSON.stringify([statusCode, rest]);
        seen.set(look, [...(seen.get(look) ?? []), kind]);
      }
    assert.equal(seen.size, 1, [...seen].map(([look, kinds]) => `${kinds.join(', ')}: ${look}`).join('\n'));
  });

  test('are let through sixty in ten minutes from one household, and another is served all the while', async () => {
    const tally = new Map<number, number>();
    for (let tried = 0; tried < 400; tried += 1) {
      const receipt = formatReceiptToken(new Uint8Array(randomBytes(32)));
      const { statusCode } = await comeBack(receipt, `198.51.100.${tried % 250}`);
      tally.set(statusCode, (tally.get(statusCode) ?? 0) + 1);
    }
    assert.deepEqual(Object.fromEntries(tally), { 404: 60, 429: 340 });
    assert.equal((await comeBack('words', '192.0.2.200')).statusCode, 404);
  });

  test('leave no address behind, in the log or the database', async () => {
    assert.doesNotMatch(server.logLines.join(''), /203\.0\.113|198\.51\.100|192\.0\.2\./);
    for (const address of ['203.0.113.', '198.51.100.', '192.0.2.'])
      assert.equal(await isKept(server.database.urls.superuser, address), false, address);
  });
});
