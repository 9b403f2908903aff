import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { readInvitation, showInvitation } from './invitation.ts';
import { isLongEnough, readHandle } from './passphrase.ts';

test('a passphrase is five different words or sixteen characters, and not one thing said over and over', () => {
  for (const good of [
    'one two three four five',
    'correcthorsebattery',
    '  one  two three four\tfive ',
    'größer als je zuvor!',
  ])
    assert.ok(isLongEnough(good), good);
  for (const bad of [
    '',
    'short',
    'one two three f',
    'a a a a a a a a a a a a',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    '1111 1111 1111 1111 1111',
  ])
    assert.ok(!isLongEnough(bad), bad);
});

test('a handle is small letters, digits and hyphens, however it is typed', () => {
  assert.equal(readHandle('  Oak-Lantern7 '), 'oak-lantern7');
  for (const bad of ['', 'ab', '7oaks', '-oak', 'oak lantern', 'öak', 'a'.repeat(41), 'oak@example.org'])
    assert.equal(readHandle(bad), null, bad);
});

test('an invitation reads back as it was shown, with what eyes and fingers do to it', () => {
  for (let count = 0; count < 200; count += 1) {
    const code = showInvitation(randomBytes(10));
    const plain = readInvitation(code);
    assert.equal(plain, code.replaceAll('-', ''));
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    assert.equal(readInvitation(typed), plain);
  }
  for (const bad of ['', 'ABCD', 'UUUU-UUUU-UUUU-UUUU', 'AAAA-AAAA-AAAA-AAAAA'])
    assert.equal(readInvitation(bad), null, bad);
});
