import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  accepted,
  after,
  at,
  codeOf,
  id,
  person,
  REASON,
  received,
} from '../../../../test/support/concern-builders.ts';
import type { Outcome } from '../../../kernel/refusal.ts';
import type { ConcernAct } from './acts.ts';
import { type Concern, deriveStanding } from './concern.ts';
import {
  confirmErasure,
  deriveNewestAct,
  type ErasureActor,
  liftHold,
  placeHold,
  proposeErasure,
  type RecordFacts,
  refuseErasure,
} from './erasure.ts';
import { deriveOwed } from './owed.ts';
import { KEPT, KEPT_LONGEST } from './retention.ts';

const actor = (n: number, agency = 1, keptAway = false): ErasureActor => ({
  by: person(n),
  agency: id(900 + agency),
  keptAway,
});
const council = actor(1, 1);
const police = actor(2, 2);
const FACTS: RecordFacts = { now: at, rule: KEPT, newest: at, owed: [] };
const OVER: RecordFacts = { ...FACTS, now: at.add({ hours: 24 * 366 * 26 }) };
const ASKED = { id: 'e1', ground: 'court-order', reason: REASON, checked: false };
const YES = { id: 'e1', reason: REASON, lossRead: true };

const propose = (concern: Concern, asked: Partial<typeof ASKED> = {}, facts = FACTS, who = council) =>
  proposeErasure(concern, who, { ...ASKED, ...asked }, facts);
const proposed = () => accepted(received(), propose(received()));
const held = (concern = received()) =>
  accepted(concern, placeHold(concern, actor(3), { id: 'h1', reason: REASON }));

describe('a legal hold', () => {
  it('stands against every ground, and against what was proposed before it', () => {
    for (const ground of ['retention', 'rights-request', 'court-order'])
      assert.equal(codeOf(propose(held(), { ground, checked: true }, OVER)), 'concerns.held');
    assert.equal(codeOf(confirmErasure(held(proposed()), police, YES, FACTS)), 'concerns.held');
  });

  it('is lifted with a reason by somebody else than who placed it; another hold still stands', () => {
    const concern = held();
    assert.equal(codeOf(liftHold(concern, actor(3), { id: 'h1', reason: REASON })), 'concerns.own-hold');
    assert.equal(codeOf(liftHold(concern, actor(4), { id: 'h1', reason: 'No.' })), 'concerns.reason-needed');
    assert.equal(codeOf(liftHold(concern, actor(4), { id: 'h2', reason: REASON })), 'concerns.no-such-hold');
    const two = accepted(concern, placeHold(concern, actor(5), { id: 'h2', reason: REASON }));
    const one = accepted(two, liftHold(two, actor(4), { id: 'h1', reason: REASON }));
    assert.equal(codeOf(propose(one)), 'concerns.held');
    const none = accepted(one, liftHold(one, actor(4), { id: 'h2', reason: REASON }));
    assert.equal(codeOf(propose(none)), null);
  });

  it('is placed with a reason, not by somebody kept away, and not on what is gone', () => {
    assert.equal(codeOf(placeHold(received(), actor(3), { id: 'h', reason: ' ' })), 'concerns.reason-needed');
    const away = actor(3, 1, true);
    assert.equal(codeOf(placeHold(received(), away, { id: 'h', reason: REASON })), 'concerns.not-found');
  });
});

describe('an erasure', () => {
  it('for its time is proposed only once that is over, and where nobody ticked exploitation, after somebody was asked', () => {
    const ground = 'retention';
    assert.equal(codeOf(propose(received(), { ground, checked: true })), 'concerns.kept-longer');
    assert.equal(codeOf(propose(received(), { ground, checked: false }, OVER)), 'concerns.check-needed');
    assert.equal(codeOf(propose(received(), { ground, checked: true }, OVER)), null);
    const longer = { ...OVER, rule: KEPT_LONGEST };
    assert.equal(codeOf(propose(received(), { ground, checked: true }, longer)), 'concerns.kept-longer');
  });

  it('needs a ground that there is and a reason', () => {
    assert.equal(codeOf(propose(received(), { ground: 'toString' })), 'concerns.ground-needed');
    assert.equal(codeOf(propose(received(), { ground: '' })), 'concerns.ground-needed');
    assert.equal(codeOf(propose(received(), { reason: 'Asked for.' })), 'concerns.reason-needed');
  });

  it('waits for somebody else, in another agency, who has read what will be lost', () => {
    const concern = proposed();
    assert.equal(codeOf(propose(concern)), 'concerns.erasure-waiting');
    assert.equal(codeOf(confirmErasure(concern, council, YES, FACTS)), 'concerns.own-erasure');
    assert.equal(codeOf(confirmErasure(concern, actor(1, 2), YES, FACTS)), 'concerns.own-erasure');
    assert.equal(codeOf(confirmErasure(concern, actor(5, 1), YES, FACTS)), 'concerns.same-agency');
    assert.equal(codeOf(confirmErasure(concern, actor(2, 2, true), YES, FACTS)), 'concerns.not-found');
    const unread = { ...YES, lossRead: false };
    assert.equal(codeOf(confirmErasure(concern, police, unread, FACTS)), 'concerns.loss-not-read');
    assert.equal(
      codeOf(confirmErasure(concern, police, { ...YES, id: 'e2' }, FACTS)),
      'concerns.no-such-erasure',
    );
    assert.equal(codeOf(confirmErasure(concern, police, YES, FACTS)), null);
  });

  it('never happens while something is owed about it, neither when it is proposed nor when it is agreed', () => {
    const owing = { ...FACTS, owed: ['front-door.answer-message'] };
    assert.equal(codeOf(propose(received(), {}, owing)), 'concerns.still-owed');
    assert.equal(codeOf(confirmErasure(proposed(), police, YES, owing)), 'concerns.still-owed');
  });

  it('for its time is asked about again when it is agreed: a new message in between keeps the record', () => {
    const concern = accepted(received(), propose(received(), { ground: 'retention', checked: true }, OVER));
    const again = { ...OVER, newest: OVER.now };
    assert.equal(codeOf(confirmErasure(concern, police, YES, again)), 'concerns.kept-longer');
    assert.equal(codeOf(confirmErasure(concern, police, YES, OVER)), null);
  });

  it('not agreed to leaves everything as it was, and can be proposed again', () => {
    const concern = proposed();
    assert.equal(codeOf(refuseErasure(concern, actor(5, 1), YES)), 'concerns.same-agency');
    const refused = accepted(concern, refuseErasure(concern, police, YES));
    assert.equal(refused.erasureProposed, null);
    assert.equal(refused.erasedAt, null);
    assert.equal(codeOf(propose(refused)), null);
  });

  it('is the last thing there is: nothing is owed, nothing more can be decided about keeping', () => {
    const gone = accepted(proposed(), confirmErasure(proposed(), police, YES, FACTS));
    assert.equal(deriveStanding(gone), 'erased');
    assert.deepEqual(deriveOwed(gone), []);
    assert.equal(codeOf(propose(gone)), 'concerns.erased');
    assert.equal(codeOf(placeHold(gone, council, { id: 'h', reason: REASON })), 'concerns.erased');
  });

  it('is counted from the newest act about the child: holds, proposals and looking begin nothing again', () => {
    const later = at.add({ hours: 5 });
    const acts = [
      { act: 'concern-received', at },
      { act: 'message-received', at: later },
      { act: 'hold-placed', at: later.add({ hours: 1 }) },
      { act: 'attachment-opened', at: later.add({ hours: 2 }) },
    ];
    assert.ok(deriveNewestAct(acts).equals(later));
  });
});

type Move = {
  readonly kind: 'propose' | 'confirm' | 'refuse' | 'hold' | 'lift' | 'owe' | 'meet';
  readonly who: number;
  readonly agency: number;
  readonly on: number;
};
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom(
    'propose',
    'propose',
    'confirm',
    'confirm',
    'refuse',
    'hold',
    'lift',
    'lift',
    'owe',
    'meet',
    'meet',
  ),
  who: fc.integer({ min: 1, max: 4 }),
  agency: fc.integer({ min: 1, max: 2 }),
  on: fc.nat(3),
});

describe('whatever people do in whatever order', () => {
  it('nothing is erased while a hold stands or something is owed, nor by one person or one agency alone', () => {
    let erasures = 0;
    fc.assert(
      fc.property(fc.array(move, { minLength: 10, maxLength: 60 }), (moves) => {
        let concern = received();
        let owed: readonly string[] = [];
        const acts: ConcernAct[] = [];
        moves.forEach(({ kind, who, agency, on }, n) => {
          const by = actor(who, agency);
          const facts = { ...FACTS, owed };
          const waiting = concern.erasureProposed?.id ?? 'none';
          const answer = { id: on === 3 ? 'another' : waiting, reason: REASON, lossRead: true };
          const holds = concern.holds.map((hold) => hold.id);
          const decided: Record<Move['kind'], () => Outcome<ConcernAct> | null> = {
            propose: () => propose(concern, { id: `e${n}` }, facts, by),
            confirm: () => confirmErasure(concern, by, answer, facts),
            refuse: () => refuseErasure(concern, by, answer),
            hold: () => placeHold(concern, by, { id: `h${n}`, reason: REASON }),
            lift: () => liftHold(concern, by, { id: holds[on] ?? holds[0] ?? 'none', reason: REASON }),
            owe: () => {
              owed = ['front-door.answer-message'];
              return null;
            },
            meet: () => {
              owed = [];
              return null;
            },
          };
          const outcome = decided[kind]();
          if (!outcome?.ok) return;
          const before = concern;
          acts.push(outcome.value);
          concern = after(concern, outcome.value);
          assert.equal(before.erasedAt, null, 'nothing happens to what is gone');
          if (outcome.value.act === 'hold-lifted') {
            const { hold } = outcome.value;
            const placed = acts.find((act) => act.act === 'hold-placed' && act.hold === hold);
            assert.ok(placed?.act === 'hold-placed' && placed.by.account !== by.by.account);
          }
          if (outcome.value.act !== 'concern-erased') return;
          erasures += 1;
          const { erasure } = outcome.value;
          assert.equal(before.holds.length, 0, 'no hold stood');
          assert.deepEqual(owed, [], 'nothing was owed');
          const first = acts.find((act) => act.act === 'erasure-proposed' && act.erasure === erasure);
          assert.ok(first?.act === 'erasure-proposed');
          assert.notEqual(first.by.account, by.by.account, 'two people');
          assert.notEqual(first.agency, by.agency, 'of two agencies');
        });
      }),
      { numRuns: 3_000 },
    );
    assert.ok(erasures > 100, `only ${erasures} sequences came to an erasure`);
  });
});
