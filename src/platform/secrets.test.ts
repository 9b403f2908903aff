import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { findExposedSecrets, loadSecrets, makeSecrets, SECRET_FILES } from './secrets.ts';

const folders: string[] = [];
function freshFolder(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'heed-secrets-')), 'secrets');
  folders.push(folder);
  return folder;
}
after(() => {
  for (const folder of folders) rmSync(join(folder, '..'), { recursive: true, force: true });
});

describe('secrets', () => {
  test('the demo makes them once, private to its user, each different, and reads the same ones again', () => {
    const folder = freshFolder();
    const first = loadSecrets({ folder, mode: 'demo' });
    assert.deepEqual(loadSecrets({ folder, mode: 'demo' }), first);
    assert.equal(new Set(Object.values(first).map((key) => Buffer.from(key).toString('hex'))).size, 6);
    for (const file of Object.values(SECRET_FILES))
      assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600);
    assert.deepEqual(findExposedSecrets(folder), []);
  });

  test('production makes none by itself: a second machine with keys of its own could read nothing', () => {
    const folder = freshFolder();
    assert.throws(() => loadSecrets({ folder, mode: 'production' }), /no pepper, .*heed secrets/);
    assert.equal(makeSecrets(folder).length, 6);
    assert.deepEqual(makeSecrets(folder), []);
    assert.equal(loadSecrets({ folder, mode: 'production' }).pepper.length, 32);
  });

  test('production refuses the secrets of a demo', () => {
    const folder = freshFolder();
    loadSecrets({ folder, mode: 'demo' });
    assert.throws(() => loadSecrets({ folder, mode: 'production' }), /made for the demo/);
  });

  test('a short or made-up secret is refused', () => {
    for (const weak of [
      'changeme',
      Buffer.alloc(32).toString('base64url'),
      Buffer.from('heed'.repeat(8)).toString('base64url'),
    ]) {
      const folder = freshFolder();
      makeSecrets(folder);
      writeFileSync(join(folder, 'cookie-key'), weak);
      assert.throws(() => loadSecrets({ folder, mode: 'production' }), /cookie-key (must be|is not random)/);
    }
  });

  test('a file named in the settings is used instead of the folder', () => {
    const folder = freshFolder();
    const other = freshFolder();
    makeSecrets(folder);
    makeSecrets(other);
    const none = { totpKey: null, fileKey: null, cookieKey: null, ledgerKey: null, ledgerSigningKey: null };
    const mixed = loadSecrets({
      folder,
      mode: 'production',
      files: { ...none, pepper: join(other, 'pepper') },
    });
    assert.deepEqual(mixed.pepper, loadSecrets({ folder: other, mode: 'production' }).pepper);
    assert.deepEqual(mixed.totpKey, loadSecrets({ folder, mode: 'production' }).totpKey);
  });

  test('a secret that others on the machine could read is found', () => {
    const folder = freshFolder();
    makeSecrets(folder);
    chmodSync(join(folder, 'pepper'), 0o644);
    assert.deepEqual(findExposedSecrets(folder), [join(folder, 'pepper')]);
  });
});
