import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deriveFormKey, deriveKeptFields } from './form-key.ts';

test('a form is known by where it is sent', () => {
  assert.equal(deriveFormKey('/concerns/HD-7K2M-94/decide'), 'concerns.hd-7k2m-94.decide');
  assert.equal(deriveFormKey('/'), null);
  assert.equal(deriveFormKey('/../../etc'), null);
  assert.equal(deriveFormKey(`/${'x'.repeat(300)}`), null);
});

test('words are kept, tokens and passwords are not', () => {
  const kept = deriveKeptFields({
    reason: 'What the school said fits.',
    options: ['early help', 'assessment'],
    _csrf: 'token',
    password: 'kettle pavement otter',
    deep: { nested: true },
  });
  assert.deepEqual(
    { ...kept },
    { reason: 'What the school said fits.', options: ['early help', 'assessment'] },
  );
});
