import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { asId } from '../../../kernel/ids.ts';
import { checkMerge, checkSecondPerson, deriveRoots, foldRecords, type RecordAct } from './merge.ts';

const records = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const whats = fc.constantFrom('fact 1', 'fact 2', 'link 1', 'link 2', 'name');
const act: fc.Arbitrary<RecordAct> = fc.oneof(
  fc.record({ act: fc.constant('put' as const), record: records, what: whats }),
  fc.record({ act: fc.constant('taken' as const), record: records, what: whats }),
  fc.record({ act: fc.constant('merged' as const), kept: records, merged: records }),
  fc.record({ act: fc.constant('unmerged' as const), merged: records }),
);
const history = fc.array(act, { maxLength: 40 });
const plain = (known: ReadonlyMap<string, ReadonlySet<string>>) =>
  [...known].map(([id, set]) => [id, [...set].sort()] as const).sort();
const isMerge = (one: RecordAct) => one.act === 'merged' || one.act === 'unmerged';

describe('records joined and taken apart', () => {
  test('once every merge is undone, all is as if there had been none, whatever happened in between', () => {
    fc.assert(
      fc.property(history, (acts) => {
        const undone = ['a', 'b', 'c', 'd', 'e'].map((merged) => ({ act: 'unmerged' as const, merged }));
        assert.deepEqual(
          plain(foldRecords([...acts, ...undone])),
          plain(foldRecords(acts.filter((one) => !isMerge(one)))),
        );
      }),
    );
  });

  test('undoing one leaves the others as if that one had never been', () => {
    fc.assert(
      fc.property(history, records, records, (acts, kept, merged) => {
        // The merge in question comes first, so that every later one was made beside it.
        const without = acts.filter((one) => !(one.act === 'unmerged' && one.merged === merged));
        const first: RecordAct = { act: 'merged', kept, merged };
        const later = without.filter(
          (one) => !(one.act === 'merged' && (one.kept === merged || one.merged === merged)),
        );
        assert.deepEqual(
          plain(foldRecords([first, ...later, { act: 'unmerged', merged }])),
          plain(foldRecords(later)),
        );
      }),
    );
  });

  test('joined, both are one, and nothing of either is lost or told twice', () => {
    const known = foldRecords([
      { act: 'put', record: 'a', what: 'x' },
      { act: 'put', record: 'b', what: 'x' },
      { act: 'put', record: 'b', what: 'y' },
      { act: 'merged', kept: 'a', merged: 'b' },
    ]);
    assert.deepEqual(plain(known), [['a', ['x', 'y']]]);
  });

  test('pointers never go round in a circle, and end where somebody is', () => {
    assert.deepEqual(
      [
        ...deriveRoots([
          { kept: 'a', merged: 'b' },
          { kept: 'b', merged: 'c' },
        ]),
      ],
      [
        ['b', 'a'],
        ['c', 'a'],
      ],
    );
    assert.throws(
      () =>
        deriveRoots([
          { kept: 'a', merged: 'b' },
          { kept: 'b', merged: 'a' },
        ]),
      RangeError,
    );
    fc.assert(fc.property(history, (acts) => void foldRecords(acts)));
  });
});

describe('whether two records may be joined', () => {
  const one = { id: '1', kind: 'child' };
  const codeOf = (
    asked: Omit<Parameters<typeof checkMerge>[0], 'institutions'>,
    institutions: [boolean, boolean] = [false, false],
  ) => {
    const checked = checkMerge({ ...asked, institutions });
    return checked.ok ? 'may' : checked.refusal.code;
  };
  test('a child and an adult may be one person; a phone and a car are never one thing', () => {
    assert.equal(codeOf({ kept: one, merged: { id: '2', kind: 'adult' }, protectedIdentity: false }), 'may');
    assert.equal(
      codeOf({
        kept: { id: '3', kind: 'phone' },
        merged: { id: '2', kind: 'vehicle' },
        protectedIdentity: false,
      }),
      'people.kinds-differ',
    );
    const [school, shop] = [
      { id: '4', kind: 'place' },
      { id: '5', kind: 'place' },
    ];
    assert.equal(
      codeOf({ kept: school, merged: shop, protectedIdentity: false }, [true, false]),
      'people.institutions-differ',
    );
    assert.equal(codeOf({ kept: one, merged: one, protectedIdentity: false }), 'people.same-record');
  });
  test('never across a protected identity', () => {
    assert.equal(
      codeOf({ kept: one, merged: { id: '2', kind: 'child' }, protectedIdentity: true }),
      'people.record-protected',
    );
  });
  test('the second person is another human, and nobody below the first', () => {
    const [ada, ben] = [
      asId<'account'>('00000000-0000-7000-8000-000000000001'),
      asId<'account'>('00000000-0000-7000-8000-000000000002'),
    ];
    const codeBy = (by: typeof ada, below: boolean) => {
      const checked = checkSecondPerson(by, { proposedBy: ada, isSubordinate: () => below });
      return checked.ok ? 'may' : checked.refusal.code;
    };
    assert.deepEqual(
      [codeBy(ada, false), codeBy(ben, true), codeBy(ben, false)],
      ['people.own-merge', 'people.subordinate-cannot-confirm', 'may'],
    );
  });
});
