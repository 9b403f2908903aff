import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildBlocks } from './blocks.ts';
import { planKeys } from './candidate-keys.ts';
import { createEncoder } from './encode.ts';
import { gatherEvidence } from './sample.ts';

test('nobody is laid beside themselves: whose two names are alike would teach that records of one person never differ', () => {
  const encoder = createEncoder(['givenName', 'familyName', 'dateOfBirth'], {
    thisYear: 2026,
    readPhone: () => null,
  });
  for (const day of ['01', '02', '03']) encoder.add(['Tomas', 'Thomas', `2012-04-${day}`]);
  const people = encoder.finish();
  const blocks = planKeys(people).map((sort) => buildBlocks(sort, people.rows, people.split, 400));
  assert.equal(gatherEvidence(people, blocks).candidates.count, 3);
});
