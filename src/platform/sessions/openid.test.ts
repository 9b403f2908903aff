import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saysTwoFactors } from './openid.ts';

test('a provider has to say that two factors were given; silence is not enough', () => {
  assert.equal(saysTwoFactors(['pwd', 'mfa']), true);
  assert.equal(saysTwoFactors(['pwd', 'otp']), true);
  assert.equal(saysTwoFactors(['pwd']), false);
  assert.equal(saysTwoFactors(['otp']), false);
  assert.equal(saysTwoFactors([]), false);
  assert.equal(saysTwoFactors(undefined), false);
  assert.equal(saysTwoFactors('mfa'), false);
});
