import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import { askPassphrase, askYes, type Prompt } from './ask.ts';

/** Somebody at a terminal, who answers each question with the next of these keys. */
function sitAt(...answers: readonly string[]): { readonly prompt: Prompt; shown(): string } {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  const left = [...answers];
  let shown = '';
  output.on('data', (bytes: Buffer) => {
    const text = bytes.toString('utf8');
    shown += text;
    if (/[:)] $/.test(text)) setImmediate(() => input.write(left.shift() ?? '\u0003'));
  });
  return { prompt: { input, output }, shown: () => shown };
}

describe('at the prompt', () => {
  test('a passphrase is typed unseen, and twice where it is new', async () => {
    const typed = sitAt('correct horse\r', 'correct horse\r');
    assert.equal(await askPassphrase(true, {}, typed.prompt), 'correct horse');
    assert.equal(typed.shown(), 'Passphrase: \nThe same again: \n');
    await assert.rejects(
      askPassphrase(true, {}, sitAt('correct horse\r', 'corect horse\r').prompt),
      /not the same/,
    );
  });

  test('only a whole yes is one', async () => {
    for (const [answer, is] of [
      ['yes\r', true],
      [' YES \r', true],
      ['y\r', false],
      ['\r', false],
      ['no\r', false],
    ] as const)
      assert.equal(await askYes('Sign it?', sitAt(answer).prompt), is, answer);
  });

  test('breaking off, or the end of what is typed, is no answer', async () => {
    await assert.rejects(askYes('Sign it?', sitAt('ye\u0003').prompt), /Stopped: nothing was written/);
    await assert.rejects(askPassphrase(false, {}, sitAt('\u0004').prompt), /Stopped: nothing was written/);
  });

  test('where nobody sits there, it is said what to do', async () => {
    const prompt: Prompt = { input: new PassThrough(), output: new PassThrough() };
    await assert.rejects(askYes('Sign it?', prompt), /say --yes/);
    await assert.rejects(askPassphrase(false, {}, prompt), /HEED_GUARDIAN_PASSPHRASE_FILE/);
  });
});
