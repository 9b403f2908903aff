import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { character } from '../../../../test/support/characters.ts';
import { safeFileName } from './file-name.ts';

test('a file is saved under a name that is what it seems, leads nowhere, and means no device', () => {
  const names: readonly (readonly [string, string])[] = [
    ['report.pdf', 'report.pdf'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['../../.ssh/authorized_keys', '_.._.ssh_authorized_keys'],
    ['C:\\Windows\\system32.dll', 'C__Windows_system32.dll'],
    ['CON', '_CON'],
    ['lpt1.tar.gz', '_lpt1.tar.gz'],
    ['.htaccess', 'htaccess'],
    ['a\u0000b\nc.txt', 'abc.txt'],
    ['', 'file'],
    ['...', 'file'],
    ['\u200b.\u200b', 'file'],
    ['trailing dot. ', 'trailing dot'],
    [`${'x'.repeat(300)}.docx`, `${'x'.repeat(80)}.docx`],
    ['Überblick 日本.png', 'Überblick 日本.png'],
  ];
  for (const [given, expected] of names) assert.equal(safeFileName(given), expected, JSON.stringify(given));
});

test('whatever is sent as a name, it stays one name', () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 300 }), (name) => {
      const safe = safeFileName(name);
      assert.ok(safe.length > 0 && [...safe].length <= 93);
      assert.doesNotMatch(safe, /[\\/:*?"<>|\u0000-\u001f\u202a-\u202e\u2066-\u2069\u200b]/);
      assert.ok(!safe.startsWith('.'));
    }),
  );
});
