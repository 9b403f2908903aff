/**
 * Holds everything people read to GLOSSARY.md's table of words refused. Source: 00-overview.md (Tone and safety).
 * Past failure: children called "promiscuous" or said to be making "lifestyle choices" in the files that closed them.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { readSources, type SourceFile } from './support/source.ts';

/** The files whose business is to refuse these words. */
const REFUSERS = new Set(['src/modules/concerns/domain/words.ts']);

const glossary = readFileSync(resolve(import.meta.dirname, '../GLOSSARY.md'), 'utf8');

/** The first column of the table under "Words refused", without its backticks. */
function listRefused(): readonly string[] {
  const [, table = ''] = glossary.split('## Words refused');
  return [...table.matchAll(/^\| `([^`]+)`/gm)].map((row) => row[1] ?? '');
}

/** A refused word as a pattern: whole words, any spacing, a star for any ending. */
function toPattern(word: string): RegExp {
  const parts = word
    .split(' ')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', "[\\w’']*"));
  return new RegExp(`(?<![\\w-])${parts.join('\\s+')}(?![\\w-])`, 'i');
}

const refused = listRefused();
const patterns = refused.map(toPattern);

/** Every refused word in a text, with its line. */
function findRefused(path: string, text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      patterns.flatMap((pattern, which) =>
        pattern.test(line)
          ? [`${path}:${index + 1}: "${refused[which]}" in: ${line.trim().slice(0, 160)}`]
          : [],
      ),
    );
}

const isRead = (file: SourceFile) => !file.path.endsWith('.test.ts') && !REFUSERS.has(file.path);
const code = readSources('{src,browser,demo}/**/*.ts').filter(isRead);
const texts = readSources('{policies,migrations,demo}/**/*.{cedar,sql,md,json}');

describe('words refused', () => {
  test('are listed, and looked for in a house full of files', () => {
    assert.ok(refused.length >= 25, `read only ${refused.length} refused words from GLOSSARY.md`);
    assert.ok(code.length >= 50, `saw only ${code.length} files`);
    for (const path of REFUSERS)
      assert.ok(readSources(path).length === 1, `${path} has gone; mend this list`);
  });

  test('are found when they are there', () => {
    assert.equal(findRefused('x', 'A chaotic home. She was promiscuously\n  "Alleged  victim".').length, 3);
    assert.equal(findRefused('x', 'Stay anonymous if you choose to.').length, 0);
  });

  test('are in no page, template, rule or demo record', () => {
    const found = [
      ...code.flatMap((file) => findRefused(file.path, file.code)),
      ...texts.flatMap((file) => findRefused(file.path, file.text)),
    ];
    assert.equal(found.length, 0, `GLOSSARY.md refuses these words:\n${found.join('\n')}`);
  });
});
