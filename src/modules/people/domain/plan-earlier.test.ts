import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PersonId } from '../../../kernel/ids.ts';
import type { EarlierPerson } from './earlier-person.ts';
import { type EarlierKnown, planEarlier } from './plan-earlier.ts';

const hash = (...parts: readonly string[]) => parts.join('|');
const none: EarlierKnown = { people: new Map(), said: new Set(), erased: new Set(), hidden: new Set() };
const person = (over: Partial<EarlierPerson>): EarlierPerson => ({
  system: 'old',
  number: 'P1',
  kind: 'child',
  mayBeNew: true,
  facts: [],
  ties: [],
  family: '',
  protection: null,
  source: 'Old',
  ...over,
});
let made = 0;
const nextId = () => `id-${++made}` as PersonId;
const plan = (people: readonly EarlierPerson[], known: EarlierKnown = none) =>
  planEarlier(people, known, hash, nextId);
const after = (known: EarlierKnown, { numbers, said }: ReturnType<typeof plan>): EarlierKnown => ({
  ...known,
  people: new Map([...known.people, ...numbers.map(({ number, person: id }) => [number, id] as const)]),
  said: known.said.union(new Set(said)),
});

const numbers = fc.constantFrom('P1', 'P2', 'P3', 'P4');
const rows: fc.Arbitrary<EarlierPerson> = fc
  .record({
    number: numbers,
    value: fc.constantFrom('Ash', 'Wren', 'Kit'),
    other: numbers,
    family: fc.constantFrom('', 'F1', 'F2'),
    hides: fc.boolean(),
  })
  .map(({ number, value, other, family, hides }) =>
    person({
      number,
      family,
      facts: [{ kind: 'name', sort: 'legal', value, source: 'Old' }],
      ties:
        other === number
          ? []
          : [{ number: other, reversed: false, value: { kind: 'sibling', source: 'Old' } }],
      protection: hides ? { kind: 'refuge', covers: 'identity', reason: 'Refuge' } : null,
    }),
  );

test('however a file is cut into batches and however often it is brought, each person, fact and tie is there once', () => {
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 12 }), fc.nat({ max: 12 }), (file, cut) => {
      let known = none;
      const people = new Map<string, string>();
      const said = new Map<string, number>();
      for (const batch of [file.slice(0, cut), file.slice(cut), file, file]) {
        const planned = plan(batch, known);
        for (const { record, person: of, facts, ties } of planned.rows) {
          assert.ok(record);
          assert.equal(people.get(of.number) ?? record, record, 'one number, one record');
          people.set(of.number, record);
          const keys = [
            ...facts.map(({ value }) => `${record} ${value}`),
            ...ties.map(
              ({ from, to, value }) =>
                `${[from, to].toSorted().join()} ${value.kind} ${value.kind === 'family' ? of.family : ''}`,
            ),
          ];
          for (const key of keys) said.set(key, (said.get(key) ?? 0) + 1);
        }
        known = after(known, planned);
      }
      for (const [key, times] of said) assert.equal(times, 1, key);
      assert.ok(plan(file, known).rows.every(({ outcome }) => outcome === 'already'));
    }),
  );
});

test('nobody is tied by a family’s number across a protected identity, whoever comes first', () => {
  const hidden = person({
    number: 'P1',
    family: 'F1',
    protection: { kind: 'adoption', covers: 'identity', reason: 'Adopted' },
  });
  const kin = (number: string) => person({ number, family: 'F1' });
  for (const order of [
    [hidden, kin('P2'), kin('P3')],
    [kin('P2'), hidden, kin('P3')],
  ]) {
    const planned = plan(order);
    const of = planned.rows.find(({ person: one }) => one.number === 'P1')?.record;
    const ties = planned.rows.flatMap(({ ties: all }) => all);
    assert.equal(ties.length, 1, 'the other two are tied to each other');
    assert.ok(ties.every(({ from, to }) => from !== of && to !== of));
  }
});

test('a row that may not tell of somebody new waits for who they are; somebody erased by law is not put back', () => {
  assert.equal(plan([person({ mayBeNew: false })]).rows[0]?.outcome, 'unknown');
  const gone = 'gone' as PersonId;
  const known = { ...none, people: new Map([['old|person|P1', gone]]), erased: new Set([gone]) };
  const planned = plan(
    [person({ facts: [{ kind: 'name', sort: 'legal', value: 'Ash', source: 'Old' }] })],
    known,
  );
  assert.deepEqual(
    planned.rows.map(({ outcome, record, facts }) => [outcome, record, facts.length]),
    [['erased', null, 0]],
  );
  assert.deepEqual([planned.numbers, planned.said], [[], []]);
});
