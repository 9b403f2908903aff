import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MentionKind } from '../../../kernel/mention.ts';
import type { FactValue } from './decide-fact.ts';
import type { FactKindName } from './fact-kinds.ts';
import { deriveAgreement, deriveMatchKeys } from './match-keys.ts';
import type { Fact } from './record.ts';
import { listDerivable } from './record-keys.ts';

const at = Temporal.Instant.from('2026-11-26T12:00:00Z');
const aids = {
  today: Temporal.PlainDate.from('2026-11-26'),
  readPhone: (text: string) => `+44${text.replace(/\D/g, '').slice(1)}`,
};
const fact = (kind: FactKindName, value: string, sort?: string) => ({
  at,
  value: { kind, value, source: 'School', ...(sort ? { sort } : {}) } satisfies FactValue,
});
const given = (said: Fact['given']): Fact => ({ at, concern: null, given: said });

/** In which ways a later concern agrees with the record. */
function found(
  known: { kind?: MentionKind; details: ReturnType<typeof fact>[]; facts?: Fact[] },
  later: Fact['given'],
) {
  const keys = listDerivable({
    kind: known.kind ?? 'child',
    details: known.details,
    facts: known.facts ?? [],
  }).flatMap((one) => deriveMatchKeys(one.given, aids));
  return deriveAgreement(keys, deriveMatchKeys(later, aids));
}

describe('what is put on a record finds later concerns', () => {
  test('by another name, beside the birth that a concern gave', () => {
    const known = {
      details: [fact('name', 'Zofia Brindlemoor', 'birth')],
      facts: [given({ kind: 'child', name: 'Zoe Ashgrove', dateOfBirth: '2012-05-14' })],
    };
    assert.ok(
      found(known, { kind: 'child', name: 'Brindlemoor, Zofia', dateOfBirth: '14/5/2012' }).includes(
        'name-and-birth-date',
      ),
    );
  });

  test('by a number, a phone and an account', () => {
    assert.deepEqual(
      found(
        { details: [fact('nhs-number', '9434765919')] },
        { kind: 'child', identifiers: { NHS: '943 476 5919' } },
      ),
      ['identifier'],
    );
    assert.ok(
      found({ details: [fact('phone', '07700 900421')] }, { kind: 'adult', phone: '07700 900 421' }).includes(
        'phone',
      ),
    );
    assert.ok(
      found(
        { details: [fact('account', 'star.fish_9 on Instagram')] },
        { kind: 'account', handle: '@star.fish_9', site: 'insta' },
      ).includes('account'),
    );
  });

  test('a birth that is only estimated is never an identity, and one expected says nothing', () => {
    const later = { kind: 'child', name: 'Zofia Brindlemoor', age: '14' } as const;
    const name = fact('name', 'Zofia Brindlemoor', 'legal');
    const kinds = found({ details: [name, fact('birth', '2012', 'estimated')] }, later);
    assert.ok(
      kinds.includes('common-name-and-birth-year') && !kinds.includes('name-and-birth-year'),
      kinds.join(),
    );
    assert.ok(
      found(
        { details: [name, fact('birth', '2012-05-14', 'exact')] },
        { ...later, age: '', dateOfBirth: '2012-05-14' },
      ).includes('name-and-birth-date'),
    );
    assert.deepEqual(
      found(
        { details: [fact('birth', '2027-03-01', 'expected')] },
        { kind: 'child', dateOfBirth: '2027-03-01' },
      ),
      [],
    );
  });

  test('a thing by its mark, name, number or address', () => {
    assert.ok(
      found(
        { kind: 'vehicle', details: [fact('registration', 'ZZ12 HED')] },
        { kind: 'vehicle', registration: 'zz12hed' },
      ).includes('registration'),
    );
    assert.ok(
      found(
        { kind: 'place', details: [fact('called', 'The Lantern Rooms')] },
        { kind: 'place', name: 'lantern rooms' },
      ).includes('place-name'),
    );
    assert.deepEqual(
      found(
        { kind: 'vehicle', details: [fact('look', 'Grey, dented')] },
        { kind: 'vehicle', colour: 'grey' },
      ),
      [],
    );
  });
});
