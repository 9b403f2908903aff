/** Somebody may stake their work on a line of this data: each says where it comes from and when that was read. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DETRIMENTS } from './detriments.ts';
import { ADVICE, NOT_PRESCRIBED, ORDER, PRESCRIBED_PERSONS } from './prescribed-persons.ts';
import { CONDITIONS, COVERED_GROUPS, RECIPIENTS, WRONGDOINGS } from './protections.ts';
import type { Source, Sourced } from './source.ts';
import { TIME_LIMITS, TRIBUNAL_PERIODS } from './time-limits.ts';

type Item = Sourced & { readonly id: string };

const LISTS: Readonly<Record<string, readonly Item[]>> = {
  DETRIMENTS,
  PRESCRIBED_PERSONS,
  ADVICE,
  NOT_PRESCRIBED,
  COVERED_GROUPS,
  WRONGDOINGS,
  CONDITIONS,
  RECIPIENTS,
  TIME_LIMITS,
};

function assertSource({ name, paragraph, address, dated }: Source, of: string): void {
  assert.ok(name.length > 4 && paragraph.length > 3, of);
  assert.equal(new URL(address).protocol.replace('s:', ':'), 'http:', of);
  if (dated !== undefined) assert.ok(Temporal.PlainDate.from(dated), of);
}

for (const [list, items] of Object.entries(LISTS))
  describe(list, () => {
    it('names a source and a day for each, and says what is in doubt', () => {
      assert.ok(items.length > 0);
      for (const { id, source, asOf, unconfirmed, doubt } of items) {
        assertSource(source, id);
        assert.equal(Temporal.PlainDate.from(asOf).toString(), asOf, id);
        assert.equal(
          unconfirmed === true,
          doubt !== undefined,
          `${id}: a doubt and its sentence go together`,
        );
      }
    });

    it('has each id once, in kebab-case', () => {
      const ids = items.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      for (const id of ids) assert.match(id, /^[a-z]+(-[a-z]+)*$/);
    });
  });

describe('the directory', () => {
  it('names the Order, and dials the number it shows', () => {
    assertSource(ORDER, 'the Order');
    for (const { id, numberFrom } of PRESCRIBED_PERSONS) if (numberFrom) assertSource(numberFrom, id);
    for (const { id, telephone } of [...PRESCRIBED_PERSONS, ...ADVICE, ...NOT_PRESCRIBED]) {
      if (telephone) assert.match(telephone.dialled, /^0\d{10}$/, id);
      if (telephone) assert.equal(telephone.shown.replaceAll(' ', ''), telephone.dialled, id);
    }
  });

  it('does not call the Ombudsman a prescribed person', () => {
    assert.ok(PRESCRIBED_PERSONS.every(({ name }) => !/ombudsman/i.test(name)));
  });
});

describe('time limits', () => {
  it('name a source for each length, and hold the tribunal to one length that is confirmed', () => {
    for (const { periods } of TIME_LIMITS)
      for (const period of periods ?? []) assertSource(period.source, period.source.name);
    assert.equal(TRIBUNAL_PERIODS.filter(({ confirmed }) => confirmed).length, 1);
  });
});
