import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decideFact, type FactAsTyped, readDay } from './decide-fact.ts';
import { isLearnerNumber } from './learner-number.ts';

const today = Temporal.PlainDate.from('2026-11-26');
const typed = (over: Partial<FactAsTyped>): FactAsTyped => ({
  kind: 'name',
  value: 'Ama Quillfeather',
  sort: 'legal',
  from: '',
  until: '',
  source: 'Her mother, at home',
  ...over,
});
const read = (over: Partial<FactAsTyped>) => decideFact(typed(over), 'child', today);
const codeOf = (over: Partial<FactAsTyped>) => {
  const read_ = read(over);
  return read_.ok ? 'taken' : `${read_.refusal.code} ${read_.refusal.field ?? ''}`.trim();
};

describe('a number typed wrong', () => {
  test('is refused by its check digits, so that no child is found under another child’s number', () => {
    assert.equal(codeOf({ kind: 'nhs-number', value: '943 476 5919' }), 'taken');
    assert.equal(codeOf({ kind: 'nhs-number', value: '943 476 5918' }), 'people.nhs-number-wrong value');
    assert.equal(codeOf({ kind: 'upn', value: 'B123456789012' }), 'people.upn-wrong value');
    assert.equal(codeOf({ kind: 'uln', value: '1000000001' }), 'people.uln-wrong value');
  });

  test('a learner number has the one check digit that its weights give', () => {
    const nine = '102003004';
    const valid = [...'0123456789'].filter((last) => isLearnerNumber(nine + last));
    // 1*10 + 0 + 2*8 + 0 + 0 + 3*5 + 0 + 0 + 4*2 = 49; 49 mod 11 = 5; 10 - 5 = 5.
    assert.deepEqual(valid, ['5']);
    assert.equal(isLearnerNumber('0000000000'), false);
  });
});

describe('a birth', () => {
  test('is exact, estimated, a range or expected, and says which', () => {
    const kept = (sort: string, value: string) => {
      const one = read({ kind: 'birth', sort, value });
      return one.ok ? one.value.value : one.refusal.code;
    };
    assert.equal(kept('exact', '14 May 2012'), '2012-05-14');
    assert.equal(kept('exact', 'May 2012'), 'people.birth-not-exact');
    assert.equal(kept('estimated', 'May 2012'), '2012-05');
    assert.equal(kept('estimated', '2012'), '2012');
    assert.equal(kept('range', 'between 2010 and 2012'), '2010 to 2012');
    assert.equal(kept('range', '2012 to 2010'), 'people.birth-wrong');
    assert.equal(kept('expected', '1 March 2027'), '2027-03-01');
    assert.equal(kept('expected', '1 March 2012'), 'people.expected-wrong');
    assert.equal(kept('exact', '31 February 2012'), 'people.birth-wrong');
    assert.equal(kept('exact', '14 May 2031'), 'people.birth-wrong');
  });
});

describe('what a fact must carry', () => {
  test('a source, a sort where there are sorts, and dates in order', () => {
    assert.equal(codeOf({ source: ' ' }), 'people.source-missing source');
    assert.equal(codeOf({ sort: '' }), 'people.sort-missing sort');
    assert.equal(codeOf({ value: '' }), 'people.fact-missing value');
    assert.equal(codeOf({ from: 'May 2020', until: '2019' }), 'people.dates-backwards until');
    assert.equal(codeOf({ from: 'May 2020', until: '2020' }), 'taken');
    assert.equal(codeOf({ from: 'last week' }), 'people.date-wrong from');
    assert.equal(codeOf({ kind: 'registration', value: 'ZZ12 HED' }), 'people.fact-kind-wrong');
  });

  test('a day, a month and a year are kept as what they are', () => {
    assert.deepEqual(['3/5/2026', '3rd of May 2026', 'may 2026', '2026', '2026-02-30', 'soon'].map(readDay), [
      '2026-05-03',
      '2026-05-03',
      '2026-05',
      '2026',
      null,
      null,
    ]);
  });
});
