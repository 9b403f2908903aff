import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deriveMatchKeys } from './match-keys.ts';
import { deriveSearchKeys, readTerm } from './search-keys.ts';

const aids = { today: Temporal.PlainDate.from('2026-11-21'), readPhone: () => null };
const found = (term: string) => {
  const known = deriveMatchKeys(
    {
      kind: 'child',
      name: 'Jayla Okonjo',
      dateOfBirth: '2012-05-19',
      identifiers: { nhs: '9434765919', upn: 'A801200001001' },
    },
    aids,
  );
  const asked = deriveSearchKeys(readTerm(term), aids);
  return asked.some(({ kind, text }) => known.some((key) => key.kind === kind && key.text === text));
};

describe('what is typed into the search box', () => {
  test('finds a child by a misspelt name with a date of birth, however the date is written or wrong in one part', () => {
    for (const term of [
      'Jaila Okonjoe 19/5/2012',
      'okonjo jayla 2012-05-19',
      'Jayla Okonjo, 19 May 2012',
      'Jakla Okonjo 19/6/12',
      'Jakla Okonjo 12.05.2012',
      'Jakla Okonjo 19.05.2011',
    ])
      assert.ok(found(term), term);
  });

  test('takes no date for a phone number and no phone number for a date', () => {
    assert.equal(readTerm('07700 900123').dateOfBirth, null);
    assert.equal(readTerm('01-02-03-04-05').dateOfBirth, null);
    assert.deepEqual(readTerm('Jay Miller 1/5/2012'), {
      text: 'Jay Miller',
      dateOfBirth: '1/5/2012',
      age: null,
    });
  });

  test('is an NHS number, with spaces or without', () => {
    assert.ok(found('943 476 5919'));
    assert.ok(!found('943 476 5918'));
  });
});
