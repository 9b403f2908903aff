/**
 * What a browser is served is what anybody can build from this source: the same bytes each time, under an address that is their hash,
 * so that two people who compare addresses compare the scripts. Source: 70-disclosures.md 9.12, 10.25.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { buildAssets } from '../src/platform/http/assets.ts';

test('built twice, every file has the same address, and its address is the hash of what is in it', async () => {
  const [one, two] = [
    await buildAssets({ rosterPin: '{"a":1}' }),
    await buildAssets({ rosterPin: '{"a":1}' }),
  ];
  assert.deepEqual(one.names, two.names);
  for (const [address, file] of one.files) {
    const hash = createHash('sha256').update(file.plain).digest('hex').slice(0, 12);
    assert.ok(address.includes(`.${hash}.`), address);
  }
});

test('another pin is another script, and no other file changes with it', async () => {
  const [one, two] = [
    await buildAssets({ rosterPin: '{"a":1}' }),
    await buildAssets({ rosterPin: '{"a":2}' }),
  ];
  const changed = Object.keys(one.names).filter(
    (name) => one.names[name as keyof typeof one.names] !== two.names[name as keyof typeof two.names],
  );
  assert.deepEqual(changed.sort(), ['receiptJs', 'recipientJs', 'sealedJs']);
});
