/**
 * What somebody may hand an inspector instead of an export. Nothing of it may crash the verifier, lead it out of the folder, or
 * be called sound unless every byte is the one that was exported. Source: 40-ledger.md (Verifying).
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { signHead } from '../../src/modules/ledger/domain/log-key.ts';
import { type ExportFindings, Malformed, openLogKey, verifyExport } from '../../src/modules/ledger/index.ts';
import { makeLogEntry, writeBodyFile, writeLogFiles } from '../support/log-files.ts';

const RUNS = process.env.HEED_TEST_LONG === '1' ? 20_000 : 1_500;
const SIZE = 258;
const FIRST_WORDS = 252;

const root = mkdtempSync(join(tmpdir(), 'heed-hostile-'));
after(() => rmSync(root, { recursive: true, force: true }));

const key = openLogKey('log.example.org/ledger', new Uint8Array(randomBytes(32)));
const entries = Array.from({ length: SIZE }, (_, n) => makeLogEntry(n, n === SIZE - 1));
const FILES = [
  'checkpoint',
  'key',
  'tile/0/000',
  'tile/0/001.p/2',
  'tile/1/000.p/1',
  'tile/entries/000',
  'tile/entries/001.p/2',
  `bodies-${FIRST_WORDS}.jsonl`,
];

let made = 0;
function makeExport(): string {
  made += 1;
  const folder = join(root, `export-${made}`);
  writeLogFiles(folder, key, SIZE, (index) => entries[index]?.bytes ?? new Uint8Array(0));
  writeBodyFile(
    folder,
    FIRST_WORDS,
    entries.slice(FIRST_WORDS).map(({ body }) => body),
  );
  return folder;
}

const verify = (folder: string): ExportFindings =>
  verifyExport(folder, { trusted: { key: key.verifier, witnesses: [], quorum: 0 }, earlier: [] });

/** "sound", the first fault, or the sentence that says why nothing can be said. Any other error fails the test. */
function judge(folder: string): string {
  try {
    return verify(folder).faults[0] ?? 'sound';
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return `unusable: ${error.message}`;
  }
}

describe('an export that somebody has been at', () => {
  test('is sound as it was made, and counts what opens and what was erased', () => {
    const findings = verify(makeExport());
    assert.deepEqual(findings.faults, []);
    assert.deepEqual(findings.bodies, { sound: SIZE - FIRST_WORDS - 1, erased: 1 });
  });

  test('is never called sound after any byte of any file was changed, cut off or added', () => {
    const folder = makeExport();
    const change = fc.record({
      file: fc.constantFrom(...FILES),
      at: fc.nat(1_000_000),
      how: fc.constantFrom('flip', 'cut', 'add', 'drop', 'double'),
      bits: fc.integer({ min: 1, max: 255 }),
    });
    const kinds = new Set<string>();
    fc.assert(
      fc.property(change, ({ file, at, how, bits }) => {
        const path = join(folder, file);
        const bytes = readFileSync(path);
        const place = at % bytes.length;
        const changed = {
          flip: () => Buffer.from(bytes).fill((bytes[place] ?? 0) ^ bits, place, place + 1),
          cut: () => bytes.subarray(0, place),
          add: () => Buffer.concat([bytes, Buffer.from([bits])]),
          drop: () => Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1)]),
          double: () => Buffer.concat([bytes, bytes]),
        }[how]();
        if (changed.equals(bytes)) return;
        writeFileSync(path, changed);
        try {
          const said = judge(folder);
          kinds.add(said.startsWith('unusable') ? 'unusable' : 'fault');
          assert.notEqual(said, 'sound', `${file}: ${how} at ${place}`);
        } finally {
          writeFileSync(path, bytes);
        }
      }),
      { numRuns: RUNS },
    );
    assert.equal(judge(folder), 'sound', 'and put back it is sound again');
    assert.deepEqual([...kinds].sort(), ['fault', 'unusable']);
  });

  test('is never called sound with a file gone', () => {
    const folder = makeExport();
    for (const file of FILES.filter((one) => !one.startsWith('bodies'))) {
      renameSync(join(folder, file), join(root, 'away'));
      assert.notEqual(judge(folder), 'sound', file);
      renameSync(join(root, 'away'), join(folder, file));
    }
  });

  test('with words or lines of words that belong to another entry is told apart', () => {
    const folder = makeExport();
    const bodies = entries.slice(FIRST_WORDS).map(({ body }) => body);
    const [first, second, ...rest] = bodies;
    assert.ok(first && second);
    writeBodyFile(folder, FIRST_WORDS, [{ ...second, id: first.id }, second, ...rest]);
    assert.match(judge(folder), /words kept for entry 252 are not those/);
    writeBodyFile(folder, FIRST_WORDS, [first, { ...second, subject: first.subject }, ...rest]);
    assert.match(judge(folder), /words kept for entry 253 are not those/);
    const path = join(folder, `bodies-${FIRST_WORDS}.jsonl`);
    writeBodyFile(folder, FIRST_WORDS, bodies);
    const lines = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, lines.toSpliced(2, 1).join('\n'));
    assert.match(judge(folder), /words of entry 254 are missing/);
  });
});

describe('a hostile folder', () => {
  const cases: readonly (readonly [what: string, spoil: (folder: string) => void, said: RegExp])[] = [
    ['a link out of it', (f) => relink(f, 'tile/entries/000'), /"tile\/entries\/000" is a link/],
    ['a folder that is a link', (f) => relink(f, 'tile/entries'), /"tile\/entries" is a link/],
    ['a checkpoint that is a link', (f) => relink(f, 'checkpoint'), /"checkpoint" is a link/],
    [
      'a folder where a file should be',
      (f) => refolder(f, 'tile/0/000'),
      /is a folder, which no export has there/,
    ],
    ['a folder instead of the checkpoint', (f) => refolder(f, 'checkpoint'), /"checkpoint" is no file/],
    [
      'a gigantic bundle',
      (f) => truncateSync(join(f, 'tile/entries/000'), 2 ** 40),
      /larger than any such file/,
    ],
    [
      'a gigantic checkpoint',
      (f) => truncateSync(join(f, 'checkpoint'), 2 ** 40),
      /larger than any such file/,
    ],
    [
      'a gigantic line',
      (f) => truncateSync(join(f, `bodies-${FIRST_WORDS}.jsonl`), 2 ** 30),
      /not in the|is not a JSON|longer than|cut short|goes on/,
    ],
    ['a pipe that never ends', (f) => repipe(f, 'tile/0/000'), /is no ordinary file/],
    ['a pipe instead of the key', (f) => repipe(f, 'key'), /is no file|no ordinary file/],
    [
      'another name',
      (f) => writeFileSync(join(f, 'tile/entries/1'), ''),
      /"tile\/entries\/1" is no part of an export/,
    ],
    [
      'a name that would move the cursor',
      (f) => writeFileSync(join(f, 'a\u001b[2Jb'), ''),
      /"a\\u001b\[2Jb" is no part/,
    ],
    [
      'a bundle past the end',
      (f) => writeFileSync(join(f, 'tile/entries/002'), 'x'),
      /no place in a log of 258 entries/,
    ],
    [
      'a wider tile than the log has',
      (f) => writeFileSync(join(f, 'tile/0/001'), 'x'),
      /no place in a log of 258 entries/,
    ],
    ['a file where a folder should be', refile, /"tile" is no part of an export/],
    ['nothing in it', emptied, /no file called checkpoint/],
    ['nothing there', (f) => rmSync(f, { recursive: true }), /can't be read \(ENOENT\)/],
    ['a file instead of it', filed, /is no folder/],
  ];

  function relink(folder: string, path: string): void {
    const away = join(root, `away-${made}`);
    renameSync(join(folder, path), away);
    symlinkSync(away, join(folder, path));
  }
  function refolder(folder: string, path: string): void {
    rmSync(join(folder, path));
    mkdirSync(join(folder, path));
  }
  function repipe(folder: string, path: string): void {
    rmSync(join(folder, path));
    execFileSync('mkfifo', [join(folder, path)]);
  }
  function emptied(folder: string): void {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  }
  function filed(folder: string): void {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
  }
  function refile(folder: string): void {
    rmSync(join(folder, 'tile'), { recursive: true });
    writeFileSync(join(folder, 'tile'), 'x');
  }

  for (const [what, spoil, said] of cases)
    test(`with ${what} is refused in one line`, () => {
      const folder = makeExport();
      spoil(folder);
      const sentence = judge(folder);
      assert.match(sentence, /^unusable: /);
      assert.match(sentence, said);
      assert.doesNotMatch(sentence, /\n/);
    });

  test('with a checkpoint that claims more entries than there are does not run for ever', () => {
    const folder = makeExport();
    const head = { size: Number.MAX_SAFE_INTEGER, root: new Uint8Array(32) };
    for (const file of ['tile/0/001.p/2', 'tile/1/000.p/1', 'tile/entries/001.p/2'])
      rmSync(join(folder, file));
    rmSync(join(folder, `bodies-${FIRST_WORDS}.jsonl`));
    writeFileSync(join(folder, 'checkpoint'), signHead(key, head));
    assert.match(judge(folder), /missing/);
  });

  test('of an empty log is sound, and so is one copied elsewhere', () => {
    const folder = join(root, 'empty');
    writeLogFiles(folder, key, 0, () => new Uint8Array(0));
    assert.equal(judge(folder), 'sound');
    const copy = join(root, 'copy');
    cpSync(makeExport(), copy, { recursive: true });
    assert.equal(judge(copy), 'sound');
  });
});
