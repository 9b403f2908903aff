import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { utf8 } from '../../../kernel/bytes.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { Malformed } from './malformed.ts';

describe('a checkpoint', () => {
  const root = new Uint8Array(32).fill(5);

  test('comes back as it went, lines it does not know with it', () => {
    const example = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    assert.equal(parseCheckpoint(example).size, 20_852_163);
    assert.equal(formatCheckpoint(parseCheckpoint(example)), example);
    for (const size of [0, 1, 2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]) {
      const checkpoint = { origin: 'log.example.org', size, root, extensions: ['one more', 'and another'] };
      assert.deepEqual(parseCheckpoint(formatCheckpoint(checkpoint)), checkpoint);
    }
  });

  test('is refused when it is not one', () => {
    const hash64 = root.toBase64();
    const strange = [
      '',
      '\n',
      'a\n',
      'a\n1\n',
      `a\n1\n${hash64}`,
      `\n1\n${hash64}\n`,
      `a\n01\n${hash64}\n`,
      `a\n-1\n${hash64}\n`,
      `a\n+1\n${hash64}\n`,
      `a\n1.0\n${hash64}\n`,
      `a\n1e3\n${hash64}\n`,
      `a\n 1\n${hash64}\n`,
      `a\n9007199254740992\n${hash64}\n`,
      `a\n99999999999999999999\n${hash64}\n`,
      `a\n1\n${hash64.slice(4)}\n`,
      `a\n1\nAAAA${hash64}\n`,
      `a\n1\n${hash64} \n`,
      `a\n1\n${hash64}\n\n`,
      `a\n1\n${hash64}\n\nb\n`,
      `a\r\n1\n${hash64}\n`,
      `a\n1\n${root.toHex()}\n`,
    ];
    for (const text of strange) assert.throws(() => parseCheckpoint(text), Malformed, JSON.stringify(text));
    const good = { origin: 'a', size: 1, root, extensions: [] };
    for (const change of [
      { origin: '' },
      { origin: 'a\nb' },
      { size: -1 },
      { root: utf8('short') },
      { extensions: [''] },
    ])
      assert.throws(() => formatCheckpoint({ ...good, ...change }), RangeError);
  });
});
