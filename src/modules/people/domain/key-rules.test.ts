import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import { KEY_RULES } from './key-rules.ts';
import { deriveMatchKeys } from './match-keys.ts';
import { listNames, listNears } from './near-words.ts';
import { listDerivable } from './record-keys.ts';

/** What the rules of each version make of the words below. */
const DIGESTS: Readonly<Record<number, string>> = {
  2: '3e9373b59d0e084a34c0eeb0e2dd36ec5f7b1c66ce3496630f7b207cb0b91130',
};

const NAMES = [
  'Mohammed Hussain',
  'Katie-Lou O’Neill',
  'Zbigniew Kowalska',
  'Siobhán MacDonald',
  'Chukwuemeka Asante',
  'Wong Ka Ming',
  'Jozko Horváthová',
  'baby Smith',
  'Asia Thomson',
];

test('a change of what is derived from the same words comes with a new version, or what is kept would never meet what comes', () => {
  const at = Temporal.Instant.from('2026-01-05T12:00:00Z');
  const aids = { today: Temporal.PlainDate.from('2026-01-05'), readPhone: (text: string) => text };
  const given: readonly MentionAsGiven[] = [
    ...NAMES.map((name, i): MentionAsGiven => {
      const where = {
        address: `Flat ${i}, 12 Mill Street`,
        postcode: 'ZE1 2AB',
        school: 'St Example’s Primary',
      };
      return {
        kind: 'child',
        name,
        dateOfBirth: `0${i + 1}/07/2012`,
        ...where,
        identifiers: { old: `N${i}000` },
      };
    }),
    { kind: 'adult', name: 'Dai Fernsby', age: 'about 34', phone: '+447700900123' },
    { kind: 'vehicle', registration: 'YK12 0BA' },
    { kind: 'place', name: 'the red chip shop', address: '3 Quay Row', postcode: 'ZE2 3CD' },
    { kind: 'account', handle: '@Star.Fish_9', site: 'insta' },
    { kind: 'organisation', name: 'Hollow Lane Club' },
  ];
  const value = { kind: 'own-reference', value: 'old: N1000', source: 'test' } as const;
  const known = listDerivable({ kind: 'child', details: [{ at, value }], facts: [] });
  const derived = {
    keys: [...given, ...known.map((one) => one.given)].map((one) => deriveMatchKeys(one, aids)),
    words: NAMES.flatMap(listNames).map(({ token, spelt }) => [token, listNears(spelt)]),
  };
  const digest = createHash('sha256').update(JSON.stringify(derived)).digest('hex');
  assert.equal(
    digest,
    DIGESTS[KEY_RULES],
    'the rules changed: raise KEY_RULES, set the new version in a migration where nothing was derived yet (0805), and add its digest',
  );
});
