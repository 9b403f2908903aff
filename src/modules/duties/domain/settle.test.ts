import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AccountId, asId, type PostId } from '../../../kernel/ids.ts';
import { checkReason, decideSettling, type Settling } from './settle.ts';

let made = 0;
function id<B extends string>(): ReturnType<typeof asId<B>> {
  made += 1;
  return asId<B>(`00000000-0000-7000-8000-${String(made).padStart(12, '0')}`);
}

const asker: AccountId = id<'account'>();
const other: AccountId = id<'account'>();
const screener: PostId = id<'post'>();
const manager: PostId = id<'post'>();
const deputy: PostId = id<'post'>();

function settling(change: Partial<Settling> = {}): Settling {
  return {
    askedBy: asker,
    askedPost: screener,
    settledBy: other,
    hats: [manager],
    above: [manager],
    linesOfHats: new Map(),
    ...change,
  };
}

function codeOf(change: Partial<Settling>): string | null {
  const answer = decideSettling(settling(change));
  return answer.ok ? null : answer.refusal.code;
}

describe('the second person', () => {
  it('is somebody else, above the duty', () => {
    assert.equal(codeOf({}), null);
    assert.equal(codeOf({ hats: [deputy] }), 'duties.not-above');
  });

  it('is never the same human, whichever post they wear', () => {
    assert.equal(codeOf({ settledBy: asker }), 'duties.same-person');
  });

  it('is never somebody who works for the one who asked', () => {
    const linesOfHats = new Map([[deputy, [manager]]]);
    const change = { askedPost: manager, hats: [deputy], above: [deputy], linesOfHats };
    assert.equal(codeOf(change), 'duties.not-above');
  });

  it('is never two people in the post that asked', () => {
    assert.equal(codeOf({ askedPost: manager, hats: [manager] }), 'duties.not-above');
  });
});

describe('a reason', () => {
  it('is trimmed, and refused when empty or too long', () => {
    assert.deepEqual(checkReason('  waiting for the school '), { ok: true, value: 'waiting for the school' });
    for (const [text, code] of [
      [' \n', 'duties.reason-missing'],
      ['x'.repeat(2001), 'duties.reason-too-long'],
    ] as const) {
      const answer = checkReason(text);
      assert.equal(!answer.ok && answer.refusal.code, code);
    }
  });
});
