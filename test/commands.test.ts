import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { COMMANDS } from '../src/operate/commands.ts';

describe('the commands of Heed', () => {
  test('the operating manual lists every command', async () => {
    const manual = readFileSync(join(import.meta.dirname, '../docs/operating/install.md'), 'utf8');
    for (const { name, summary } of await Promise.all(COMMANDS.map(({ load }) => load()))) {
      assert.ok(manual.includes(`| \`${name}`), `${name} in docs/operating/install.md`);
      assert.ok(manual.includes(`| ${summary} |`), summary);
    }
  });

  test('every command of Heed is the one its name says, with help that fits a terminal', async () => {
    assert.ok(COMMANDS.length >= 5);
    for (const { name, load } of COMMANDS) {
      const command = await load();
      assert.equal(command.name, name);
      assert.match(command.summary, /\.$/);
      for (const line of `${command.summary}\n${command.help}`.split('\n'))
        assert.ok(line.length <= 125, `${command.name}: ${line}`);
    }
  });
});
