/**
 * "The flat above the takeaway on Mill Street": a place that a concern names in somebody's words is put on record, told apart by
 * an address and a number later, and found by either from then on, with what was said first still there.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openRecordSite, wordsOf } from '../support/record-site.ts';

const site = await openRecordSite();
after(() => site.server.close());
const { raise, onRecord, read, must, post, visitorAs } = site;
const screener = visitorAs('screener-1');
const SOURCE = { source: 'Council address list' };

test('a place named in words is pinned to an address later, and found by it, by its number and by its name', async () => {
  const said = 'The flat above the takeaway on Mill Street';
  const record = await onRecord(await raise({ kind: 'place', name: said }));
  assert.ok(record.startsWith('/records/thing/'));
  assert.equal(
    (await post(screener, `${record}/facts/uprn`, { value: '1234567890123', ...SOURCE })).status,
    422,
  );
  await must(screener, `${record}/facts/uprn`, { value: 'UPRN 100012345678', ...SOURCE });
  await must(screener, `${record}/facts/address`, {
    value: '3a Mill Street, ZE1 2AB',
    sort: 'home',
    ...SOURCE,
  });
  await must(screener, `${record}/facts/called`, { value: 'The Lantern flat', ...SOURCE });
  const page = wordsOf(await read(screener, record));
  for (const words of [said, '100012345678', '3a Mill Street', 'The Lantern flat'])
    assert.ok(page.includes(words), words);
  const id = record.split('/').at(-1) ?? '';
  for (const [how, place] of [
    ['by its number', { uprn: '100012345678' }],
    ['by its number in an address', { address: 'Top flat, UPRN 100012345678' }],
    ['by its address', { address: '3A Mill St', postcode: 'ZE1 2AB' }],
    ['by its nickname', { name: 'the Lantern flat' }],
    ['by the words it was first told in', { name: 'flat above takeaway, Mill St' }],
  ] as const) {
    const later = await raise({ kind: 'place', ...place });
    assert.ok((await read(screener, `/concerns/${later}`)).includes(`value="thing:${id}"`), how);
  }
  const heard = await onRecord(await raise({ kind: 'vehicle', registration: 'YK12 KLB' }));
  const partly = await raise({ kind: 'vehicle', registration: 'something like YK12 ending B' });
  const car = `value="thing:${heard.split('/').at(-1)}"`;
  assert.ok((await read(screener, `/concerns/${partly}`)).includes(car), 'a car by part of its mark');
  const told = wordsOf(await read(screener, `${record}/chronology`));
  assert.ok(told.includes('names it') && !told.includes('this person'), 'a place is no person');
  assert.ok((await read(screener, `${record}/network`)).includes('Who and what is around'));
});
