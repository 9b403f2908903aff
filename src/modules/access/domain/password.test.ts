import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkNewPassword } from './password.ts';

const codeOf = (password: string) => {
  const checked = checkNewPassword(password, 'ada.fernsby@example.org');
  return checked.ok ? null : checked.refusal.code;
};

describe('a new password', () => {
  test('of three plain words is taken, in any script, with spaces', () => {
    assert.equal(codeOf('kettle pavement otter'), null);
    assert.equal(codeOf('水壶 人行道 水獭 河流 桥梁'), null);
  });
  test('is refused when short, obvious or made of the person’s own name', () => {
    assert.equal(codeOf('kettle'), 'access.password-too-short');
    assert.equal(codeOf('password1234'), 'access.password-obvious');
    assert.equal(codeOf('aaaaaaaaaaaaaaaa'), 'access.password-obvious');
    assert.equal(codeOf('my ada.fernsby password'), 'access.password-obvious');
    assert.equal(codeOf('x'.repeat(201)), 'access.password-too-long');
  });
});
