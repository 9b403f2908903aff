import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { createRowBytes } from './row-bytes.ts';
import { writeRows } from './write-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'heed-rows-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('pairs and groups as they are written', () => {
  test('numbers are those that JavaScript would write', () => {
    const out = createRowBytes();
    const odds = fc.oneof(
      fc.float({ min: -60, max: 60, noNaN: true }),
      fc.constantFrom(0, -0.0005, 0.0005, 0.5, 0.9999995, 1, 12.0625),
    );
    fc.assert(
      fc.property(odds, fc.constantFrom(3, 6), fc.nat(100_000_000), (value, digits, whole) => {
        out.fixed(value, digits);
        out.plain(' ');
        out.whole(whole);
        assert.equal(Buffer.from(out.take()).toString(), `${value.toFixed(digits)} ${whole}`);
      }),
      { numRuns: 2000 },
    );
  });

  test('all files are put in their places, or none: a second that cannot be written leaves the first as it was', async () => {
    const [one, two] = [join(folder, 'one.csv'), join(folder, 'nowhere', 'two.csv')];
    writeFileSync(one, 'of an earlier run\n');
    const rows = (path: string) => ({ path, head: 'id', count: 1, write: () => undefined });
    await assert.rejects(
      writeRows([rows(one), rows(two)], () => undefined),
      /two\.csv can't be written/,
    );
    assert.equal(readFileSync(one, 'utf8'), 'of an earlier run\n');
    assert.deepEqual(readdirSync(folder), ['one.csv']);
  });

  test('whoever presses Ctrl-C while they are written finds the earlier files, and no halves', () => {
    const path = join(folder, 'stopped.csv');
    writeFileSync(path, 'of an earlier run\n');
    const program = `
      import { writeRows } from ${JSON.stringify(new URL('./write-rows.ts', import.meta.url).href)};
      await writeRows([{
        path: ${JSON.stringify(path)}, head: 'id', count: 1_000_000,
        write: (out, row) => {
          out.plain('0123456789');
          if (row === 200_000) process.kill(process.pid, 'SIGINT');
        },
      }], () => undefined);`;
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '--eval', program]);
    assert.equal(signal, 'SIGINT');
    assert.equal(readFileSync(path, 'utf8'), 'of an earlier run\n');
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('stopped')),
      ['stopped.csv'],
    );
  });
});
