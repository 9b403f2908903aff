import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OperatorError } from '../platform/operator-error.ts';
import type { Call, OperatorCommand } from './command.ts';
import { runCommandLine } from './run-command-line.ts';

/** Runs `args` over one command and hears what is said. */
async function hear(
  args: readonly string[],
  run: (call: Call) => Promise<number> = async () => 0,
  name = 'copy',
) {
  const said: string[] = [];
  const logged: string[] = [];
  const command: OperatorCommand = {
    name,
    takes: 'FILE [--twice]',
    summary: 'Copies.',
    help: 'More.',
    words: [1, 1],
    options: { twice: { type: 'boolean' } },
    run,
  };
  const code = await runCommandLine([{ name, load: async () => command }], args, {
    env: {},
    say: (line) => said.push(line),
    log: (line) => logged.push(line),
  });
  return { code, said: said.join('\n'), logged: logged.join('\n') };
}

describe('the command line', () => {
  test('gives a command its words and options', async () => {
    const seen: unknown[] = [];
    const heard = await hear(['copy', 'a.txt', '--twice'], async (call) => {
      seen.push(call.words, call.options.twice);
      return 0;
    });
    assert.equal(heard.code, 0);
    assert.deepEqual(seen, [['a.txt'], true]);
  });

  test('an unknown command, option or extra word is refused with the usage, and nothing is run', async () => {
    for (const args of [['cpoy'], ['copy', 'a', '--thrice'], ['copy', 'a', 'b'], ['copy'], ['--nope']]) {
      const heard = await hear(args, () => assert.fail('it ran'));
      assert.equal(heard.code, 2, args.join(' '));
      assert.match(heard.logged, /Usage: heed/);
      assert.equal(heard.said, '');
    }
  });

  test('help goes to standard output, tells the exit codes and runs nothing', async () => {
    for (const args of [['--help'], ['copy', '--help'], ['copy', '-h']]) {
      const heard = await hear(args, () => assert.fail('it ran'));
      assert.equal(heard.code, 0);
      assert.match(heard.said, /Usage: heed[\s\S]*Exit codes: 0/);
    }
  });

  test('a command of two words is found by both, and listed by the first', async () => {
    const seen: unknown[] = [];
    const see = async (call: Call) => {
      seen.push(call.words);
      return 0;
    };
    assert.equal((await hear(['paper', 'copy', 'a'], see, 'paper copy')).code, 0);
    assert.deepEqual(seen, [['a']]);
    for (const [args, code] of [
      [['paper'], 2],
      [['paper', '--help'], 0],
      [['paper', 'burn', 'a'], 2],
    ] as const) {
      const heard = await hear(args, () => assert.fail('it ran'), 'paper copy');
      assert.equal(heard.code, code, args.join(' '));
      assert.match(heard.said + heard.logged, /paper copy/);
    }
  });

  test("what the operator must put right is told as a sentence, a fault of Heed's with where it was", async () => {
    const refused = await hear(['copy', 'a'], () => Promise.reject(new OperatorError('The disk is full.')));
    assert.deepEqual([refused.code, refused.logged], [1, 'The disk is full.']);
    const broken = await hear(['copy', 'a'], () => Promise.reject(new Error('what?')));
    assert.equal(broken.code, 1);
    assert.match(broken.logged, /Heed failed: Error: what\?\n\s+at /);
  });
});
