/** A new log may follow an old one only where something was lost or the key had to change, and never says less than is known. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isNamedSigned, judgeHeld, judgeNumbers, placeKept } from './judge-succession.ts';
import { LOG_SPAN, placeOf, readPlace } from './log-place.ts';
import { parseSuccession } from './read-succession.ts';
import {
  decideSuccession,
  type KnownOutside,
  type LogHere,
  type Succession,
  type SuccessionAsked,
  saySuccession,
} from './succession.ts';

const OLD = 'heed.example.org/ledger';
const root = (fill: number) => new Uint8Array(32).fill(fill);
const note = new Uint8Array([1, 2, 3]);

const HERE: LogHere = {
  log: 0,
  origin: OLD,
  vkey: `${OLD}+00000000+key`,
  size: 300,
  root: root(3),
  signed: { size: 300, root: root(3), note, at: Temporal.Instant.from('2026-11-20T03:00:00Z') },
  origins: [OLD],
};
const ASKED: SuccessionAsked = {
  because: 'restored',
  reason: 'The disk failed and this was the newest backup.',
  decidedBy: 'A. Example, head of information',
  origin: `${OLD}-2`,
  vkey: `${OLD}-2+00000000+key`,
  keyIsNew: false,
};
const outside = (size: number, agrees: boolean | null, fill = 9): KnownOutside => ({
  origin: OLD,
  size,
  root: root(fill),
  note,
  agrees,
});

function accept(...args: Parameters<typeof decideSuccession>): Succession {
  const decision = decideSuccession(...args);
  assert.ok(decision.ok, decision.ok ? '' : decision.why);
  return decision.succession;
}
function refused(...args: Parameters<typeof decideSuccession>): string {
  const decision = decideSuccession(...args);
  assert.ok(!decision.ok, 'a new log was opened');
  return decision.why;
}

describe('after a backup was restored', () => {
  test('the new log names the newest checkpoint that is known outside, and all that is missing', () => {
    const made = accept(HERE, [outside(320, null), outside(340, null), outside(200, true)], [], ASKED);
    assert.equal(made.previous.size, 340);
    assert.deepEqual(made.lost, { entries: 40, from: 300, since: '2026-11-20T03:00:00Z' });
    assert.deepEqual(made.kept, { size: 300, root: root(3).toBase64() });
    assert.equal(made.log, 1);
    assert.match(saySuccession(made).join(' '), /40 entries of the old log are lost: from entry 300 to 339/);
    assert.match(saySuccession(made).join(' '), /Decided by A\. Example/);
  });

  test('nothing is opened over a log of which nothing is lost: that would bury it', () => {
    assert.match(refused(HERE, [], [], ASKED), /Nothing is lost/);
    assert.match(refused(HERE, [outside(300, true), outside(12, true)], [], ASKED), /Nothing is lost/);
  });

  test('nor where a witness knows of more than the checkpoints show', () => {
    const knows = [{ witness: 'w.example.net', knownSize: 350 }];
    assert.match(refused(HERE, [outside(340, null)], knows, ASKED), /w\.example\.net knows 350 entries/);
    accept(HERE, [outside(350, null)], knows, ASKED);
    const another = [{ witness: 'w.example.net', knownSize: null }];
    assert.match(refused(HERE, [outside(300, true)], another, ASKED), /knows another log/);
    accept(HERE, [outside(250, false)], another, ASKED);
  });

  test('nor under a name that was used, without a reason, or without who decided', () => {
    const lost = [outside(340, null)];
    assert.match(refused(HERE, lost, [], { ...ASKED, origin: OLD }), /is the name of a log/);
    const third = { ...HERE, origin: `${OLD}-2`, origins: [OLD, `${OLD}-2`] };
    assert.match(refused(third, lost, [], { ...ASKED, origin: OLD }), /is the name of a log/);
    assert.match(refused(HERE, lost, [], { ...ASKED, reason: 'lost' }), /Say the reason/);
    assert.match(refused(HERE, lost, [], { ...ASKED, decidedBy: ' ' }), /who decided/);
  });

  test('a log that went on by itself after the restore says that at most so many are lost, from where both agree', () => {
    const grown = { ...HERE, size: 500 };
    const made = accept(grown, [outside(340, false), outside(250, true), outside(100, true)], [], ASKED);
    assert.deepEqual(made.lost.entries, 90);
    assert.equal(made.lost.from, 250);
    assert.match(saySuccession(made).join(' '), /At most 90 entries/);
    assert.equal(accept(grown, [outside(340, false)], [], ASKED).lost.from, 0);
  });
});

describe('a change of key', () => {
  const rotated = { ...ASKED, because: 'key-rotated', keyIsNew: true } as const;

  test('is a new log that names the whole old one, and loses nothing', () => {
    const made = accept(HERE, [outside(120, true)], [], rotated);
    assert.equal(made.previous.size, 300);
    assert.deepEqual(made.lost, { entries: 0, from: 300, since: null });
    assert.match(saySuccession(made).join(' '), /No entry that was signed for is lost/);
  });

  test('is refused with the old key, and as a way past a loss', () => {
    assert.match(refused(HERE, [], [], { ...rotated, keyIsNew: false }), /Put the new key in place/);
    assert.match(refused(HERE, [outside(340, null)], [], rotated), /must not hide/);
    assert.match(refused(HERE, [], [{ witness: 'w', knownSize: 301 }], rotated), /knows 301 entries/);
  });
});

describe('what a log says of the one before', () => {
  const said = accept(HERE, [outside(340, null)], [], ASKED);

  test('is read as it was written, and refused with a part missing, added or of another kind', () => {
    assert.deepEqual(parseSuccession(JSON.stringify(said)), said);
    for (const wrong of [
      { ...said, more: 1 },
      { ...said, because: 'tired' },
      { ...said, kept: { size: -1, root: said.kept.root } },
      { ...said, previous: { ...said.previous, root: 'AAAA' } },
      [],
      null,
    ])
      assert.throws(() => parseSuccession(JSON.stringify(wrong)), { name: 'Malformed' });
    assert.throws(() => parseSuccession('{'), { name: 'Malformed' });
  });

  test('is held to what somebody kept of the old log: less may not be named than was signed', () => {
    const kept = (size: number, fill = 9) =>
      placeKept(said, { origin: OLD, size, root: root(fill), extensions: [] });
    assert.equal(kept(341).kind, 'fault');
    assert.equal(kept(340, 8).kind, 'fault');
    assert.equal(kept(340).kind, 'lost');
    assert.equal(kept(301).kind, 'lost');
    assert.equal(kept(300).kind, 'to-check');
  });

  test('is held to what is here of it, and to itself', () => {
    assert.deepEqual(judgeHeld(said, { size: 300, root: root(3) }), []);
    assert.equal(judgeHeld(said, { size: 300, root: root(4) }).length, 1);
    assert.equal(judgeHeld(said, { size: 301, root: root(3) }).length, 1);
    assert.deepEqual(judgeNumbers(said), []);
    assert.equal(judgeNumbers({ ...said, lost: { ...said.lost, entries: 39 } }).length, 1);
    assert.equal(judgeNumbers({ ...said, lost: { ...said.lost, entries: 0 } }).length, 1);
    const key = { name: OLD, id: root(0).slice(0, 4), type: 1, publicKey: root(0) } as const;
    assert.ok(!isNamedSigned(said, note, key, () => true), 'what is no checkpoint is signed by nobody');
  });
});

describe('places', () => {
  test('keep the first log as it always was, and every log apart, exactly', () => {
    assert.equal(placeOf(0, 12), 12);
    for (const log of [0, 1, 2, 500])
      for (const index of [0, 1, 255, 2 ** 31, LOG_SPAN - 1])
        assert.deepEqual(readPlace(placeOf(log, index)), { log, index });
    assert.ok(Number.isSafeInteger(placeOf(500, LOG_SPAN - 1)));
    assert.throws(() => placeOf(0, LOG_SPAN), RangeError);
    assert.throws(() => placeOf(501, 0), RangeError);
  });
});
