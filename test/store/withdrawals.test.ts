/**
 * Withdrawing never strands a concern: whatever is done to one, withdrawals included, it is owned by an open duty or
 * answered, and what is open in the database is what its state says is owed.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { isOwedByRecord, proposalDuties } from '../../src/compose/duties-ports.ts';
import type { ConcernId, DutyId } from '../../src/kernel/ids.ts';
import { createProposing } from '../../src/modules/access/index.ts';
import { isDecided } from '../../src/modules/concerns/domain/concern.ts';
import { deriveOwed } from '../../src/modules/concerns/domain/owed.ts';
import {
  addMessage,
  answerReporter,
  challengeAnswer,
  confirmDecision,
  type DecideConcern,
  decideConcern,
  openConcern,
  readMessages,
  refuseConfirmation,
  reportNotSafe,
  takeUpSafety,
} from '../../src/modules/concerns/index.ts';
import { askWithdrawal } from '../../src/modules/duties/commands/ask-second-person.command.ts';
import { settleAsk } from '../../src/modules/duties/commands/settle-ask.command.ts';
import type { IsStillOwed } from '../../src/modules/duties/index.ts';
import { dutyStore } from '../../src/modules/duties/store/proposals.store.ts';
import { openConcernWorld, type World } from '../support/concern-world.ts';

const REASON = 'The school and the youth worker told us the same; we spoke to both of them today.';
const ANSWER = 'Thank you for telling us. It was read today and acted upon.';
let world: World;
before(async () => {
  world = await openConcernWorld();
});
after(() => world.close());

interface Open {
  readonly id: DutyId;
  readonly rule: string;
  readonly key: string;
  readonly owner: string;
}

async function listOpen(concern: string): Promise<readonly Open[]> {
  const rows = await world.rows<Omit<Open, 'owner'> & { post: string }>(
    `select id, rule_id as rule, key, post_id as post from duties.duties
     where about_id = $1 and state = 'open' order by rule_id, key`,
    [concern],
  );
  return rows.map((row) => ({ ...row, owner: world.keyOf(row.post) }));
}

/** Whoever owes it asks to withdraw it, and everybody who might be the second person is asked to agree. */
async function withdraw(duty: Open, isStillOwed: IsStillOwed = isOwedByRecord): Promise<string | null> {
  const parts = { store: dutyStore, vault: world.ports.vault, isStillOwed };
  const asked = await world.act(duty.owner, askWithdrawal(parts), { duty: duty.id, reason: REASON });
  if (!asked.ok) return asked.refusal.code;
  for (const who of ['front-door-manager', 'head-of-service', 'director', 'chief-executive']) {
    const input = { proposal: asked.value.proposal, answer: 'confirmed' } as const;
    const agreed = await world.act(who, settleAsk(dutyStore, isStillOwed), input);
    if (agreed.ok) return null;
  }
  return 'nobody agreed';
}

function decision(concern: ConcernId, outcome: 'no-further-action' | 'early-help'): DecideConcern {
  const handedTo = outcome === 'early-help' ? world.postOf('front-door-manager').post : null;
  return {
    concern,
    choices: [{ subject: 'whole', outcome, section: 'neither', level: 1, handedTo, sameAs: null }],
    reason: REASON,
    optionsSetAside: 'Early help was offered and set aside.',
    wouldReopen: 'Another sighting of the car.',
    answer: ANSWER,
    known: { lookedAfter: false, careLeaver: false, missingEpisodes: 0 },
  };
}

const STEPS = [
  'open',
  'decide',
  'hand-over',
  'confirm',
  'refuse',
  'answer',
  'message',
  'not-safe',
  'challenge',
  'read',
  'take-up',
  'withdraw',
  'withdraw',
  'withdraw',
] as const;

async function take(
  step: (typeof STEPS)[number],
  which: number,
  on: { readonly concern: ConcernId; readonly screener: string; readonly receipt: string },
): Promise<void> {
  const { concern, screener, receipt } = on;
  const { ports, act } = world;
  const written = { receipt, text: 'There was another car.', idempotencyKey: crypto.randomUUID() };
  switch (step) {
    case 'open':
      return void (await act(screener, openConcern(ports), { concern }));
    case 'decide':
      return void (await act(screener, decideConcern(ports), decision(concern, 'no-further-action')));
    case 'hand-over':
      return void (await act(screener, decideConcern(ports), decision(concern, 'early-help')));
    case 'confirm':
      return void (await act('front-door-manager', confirmDecision(ports), { concern }));
    case 'refuse':
      return void (await act('front-door-manager', refuseConfirmation(ports), { concern, reason: REASON }));
    case 'answer':
      return void (await act(screener, answerReporter(ports), { concern, text: ANSWER }));
    case 'message':
      return void (await act('public', addMessage(ports), written));
    case 'not-safe':
      return void (await act('public', reportNotSafe(ports), written));
    case 'challenge':
      return void (await act('public', challengeAnswer(ports), written));
    case 'read':
      return void (await act(screener, readMessages(ports), { concern }));
    case 'take-up':
      return void (await act(screener, takeUpSafety(ports), { concern, what: REASON }));
    case 'withdraw': {
      const open = await listOpen(concern);
      const duty = open[which % Math.max(1, open.length)];
      if (duty) await withdraw(duty);
    }
  }
}

test('no sequence of acts, withdrawals included, ends with a concern neither owned by an open duty nor answered', async () => {
  const steps = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat(20)), { minLength: 4, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.boolean(), steps, async (warnedBefore, sequence) => {
      const vehicle = { kind: 'vehicle', registration: 'QQ77 XYZ', colour: 'grey' } as const;
      const raised = await world.raise({ mentions: warnedBefore ? [vehicle] : [] });
      const screener = (await listOpen(raised.id))[0]?.owner ?? '';
      const receipt = raised.receipt?.words.join(' ') ?? '';
      for (const [step, which] of sequence) {
        await take(step, which, { concern: raised.id, screener, receipt });
        const loaded = await world.spine.db
          .transaction()
          .execute((tx) => world.ports.store.findConcern(tx, raised.id));
        assert.ok(loaded);
        const said = deriveOwed(loaded.state).map(({ rule, key }) => `${rule} ${key}`);
        const open = (await listOpen(raised.id)).map(({ rule, key }) => `${rule} ${key}`);
        assert.deepEqual(open, said.sort(), `after ${step}`);
        const answered = isDecided(loaded.state) && loaded.state.answeredAt !== null;
        assert.ok(open.length > 0 || answered, `after ${step}`);
      }
    }),
    { numRuns: 25 },
  );
});

test('a duty that the concern still owes is not withdrawn, even when two people agree', async () => {
  const raised = await world.raise();
  for (const duty of await listOpen(raised.id))
    assert.equal(await withdraw(duty), 'duties.still-owed', duty.rule);
  assert.equal((await listOpen(raised.id)).length, 3);
});

test('a duty raised in error that nothing owes is withdrawn by two people', async () => {
  const raised = await world.raise();
  const [duty] = await listOpen(raised.id);
  assert.ok(duty);
  assert.equal(await withdraw(duty, async () => false), null);
});

test('the scrutineer cannot have the duty to answer a proposal withdrawn: it is answered', async () => {
  const { proposeChange } = createProposing(proposalDuties);
  const change = {
    kind: 'end-holding',
    post: world.postOf('screener-1').post,
    account: world.postOf('screener-1').account ?? assert.fail('screener-1 is vacant'),
  } as const;
  const proposed = await world.act('administrator', proposeChange, { change, reason: 'Leaves on Friday' });
  assert.ok(proposed.ok);
  const [duty] = await listOpen(proposed.value.proposal);
  assert.equal(duty?.owner, 'scrutineer');
  assert.equal(await withdraw(duty), 'duties.still-owed');
});
