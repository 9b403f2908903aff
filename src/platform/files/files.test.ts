import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { character } from '../../../test/support/characters.ts';
import { dispositionOf, nameFile } from './name-file.ts';
import { tellKind } from './tell-kind.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

const PNG = bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]);

test('a file is what its bytes say, not its name', async () => {
  assert.equal((await tellKind(PNG))?.mediaType, 'image/png');
  assert.equal((await tellKind(bytes('%PDF-1.7\n<script>')))?.extension, 'pdf');
  assert.deepEqual(await tellKind(Buffer.from('a note, with an é')), {
    mediaType: 'text/plain',
    extension: 'txt',
  });
});

test('programs, archives and bytes of no kind are not taken', async () => {
  assert.equal(await tellKind(bytes('MZ', [0x90, 0, 3, 0])), null);
  assert.equal(await tellKind(bytes([0x7f], 'ELF', [2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])), null);
  assert.equal(await tellKind(bytes('PK', [3, 4, 20, 0, 0, 0, 0, 0], '\0'.repeat(18), 'bomb')), null);
  assert.equal(await tellKind(bytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])), null);
  assert.equal(await tellKind(bytes([0, 1, 2, 3, 250, 251])), null);
});

test('a page or a script is only ever text to save', async () => {
  for (const text of ['<!doctype html><script>1</script>', '<svg onload="1"></svg>', '#!/bin/sh'])
    assert.ok([null, 'text/plain'].includes((await tellKind(Buffer.from(text)))?.mediaType ?? null), text);
});

test('names lose paths, tricks and their false endings', () => {
  assert.equal(nameFile('../../etc/passwd', 'txt'), 'passwd.txt');
  assert.equal(nameFile('C:\\photos\\our dog.JPG.exe', 'jpg'), 'our dog.JPG.jpg');
  assert.equal(nameFile('photo\u202Egnp.exe', 'jpg'), 'photognp.jpg');
  assert.equal(nameFile('nul.png', 'png'), 'file.png');
  assert.equal(nameFile('', 'pdf'), 'file.pdf');
  assert.equal(nameFile('фото 👧.png', 'png'), 'фото 👧.png');
  assert.equal(nameFile('.htaccess', 'txt'), 'file.txt');
});

test('any name makes one safe header and one safe file name', () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 120 }), (given) => {
      const name = nameFile(given, 'jpg');
      assert.match(name, /^[^/\\"\u0000-\u001f]+\.jpg$/);
      assert.ok(!name.startsWith('.') && name.length <= 204);
      assert.match(
        dispositionOf(name),
        /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.~%!-]+$/,
      );
    }),
  );
});
