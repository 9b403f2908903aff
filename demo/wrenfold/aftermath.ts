import type { DemoAct } from './acts.ts';
import { LESSER } from './acts.ts';
import type { Calendar } from './calendar.ts';
import { MINUTE } from './calendar.ts';
import { afterOfficeHours, type Received, writeDecision } from './handling.ts';
import type { Chance } from './random.ts';
import {
  CHALLENGE_ANSWERS,
  CHALLENGES,
  REPORTER_MESSAGES,
  REQUESTS,
  STAFF_MESSAGES,
} from './words/answering.ts';
import { CONFIRMS, DISAGREES } from './words/deciding.ts';
import { say } from './words/template.ts';

type Decide = Extract<DemoAct, { kind: 'decide' }>;

/** What was undone is decided one rung up, and then in the protective direction. */
function decideAgain(chance: Chance, calendar: Calendar, received: Received, after: number): DemoAct[] {
  const at = afterOfficeHours(chance, calendar, after, 0.5 + Math.min(chance.wait(2), 6));
  const concern = received.key;
  const by = 'head-of-service';
  const handedTo = 'manager-north';
  const written = writeDecision(chance, received, 'assessment', handedTo);
  const reason =
    'I have read what was said again, and the first decision did not answer it: {c} has been worried about more than once and nobody from here has seen {him}. Assessment.';
  return [
    { kind: 'decide', at, concern, by, ...written, reason: say(chance, reason, received.slots) },
    {
      kind: 'accept',
      at: afterOfficeHours(chance, calendar, at, 1 + chance.next() * 4),
      concern,
      by: handedTo,
    },
  ];
}

/** The second person, for outcomes that may need one; played only if the decision was held. */
function confirmation(chance: Chance, calendar: Calendar, received: Received, decide: Decide): DemoAct[] {
  if (!LESSER.includes(decide.outcome)) return [];
  const agrees = received.inPieces === true || !chance.chance(0.06);
  const at = afterOfficeHours(chance, calendar, decide.at, 0.4 + Math.min(chance.wait(2.5), 7));
  const concern = received.key;
  const by = decide.by.startsWith('edt') ? 'edt-manager' : 'front-door-manager';
  const reason = say(chance, chance.pick(agrees ? CONFIRMS : DISAGREES), received.slots);
  const acts: DemoAct[] = [{ kind: 'confirm', at, concern, by, agrees, reason }];
  if (agrees) return acts;
  return [...acts, ...decideAgain(chance, calendar, received, at)];
}

/** Another agency asked, before deciding or in the hours after. */
function request(
  chance: Chance,
  calendar: Calendar,
  received: Received,
  opened: number,
  by: string,
): DemoAct[] {
  const [of, asks, replies] = chance.pick(REQUESTS);
  const concern = received.key;
  const key = `${concern}-r`;
  const at = opened + chance.int(6, 22) * MINUTE;
  const hours = chance.chance(0.08) ? 20 : 0.5 + Math.min(chance.wait(2.5), 7);
  return [
    { kind: 'request', at, concern, by, request: key, of, words: say(chance, asks, received.slots) },
    {
      kind: 'reply',
      at: afterOfficeHours(chance, calendar, at, hours),
      concern,
      by: of,
      request: key,
      words: say(chance, replies, { ...received.slots, n: received.slots.n ?? 'two' }),
    },
  ];
}

function messages(chance: Chance, calendar: Calendar, received: Received, after: number): DemoAct[] {
  const concern = received.key;
  const at = after + Math.round(chance.wait(60) * 60 * MINUTE) + 30 * MINUTE;
  const read = afterOfficeHours(chance, calendar, at, 0.3 + Math.min(chance.wait(2), 7));
  return [
    {
      kind: 'message',
      at,
      concern,
      by: null,
      words: say(chance, chance.pick(REPORTER_MESSAGES), received.slots),
    },
    { kind: 'read-messages', at: read, concern, by: 'screener-1' },
    { kind: 'message', at: read + 4 * MINUTE, concern, by: 'screener-1', words: chance.pick(STAFF_MESSAGES) },
  ];
}

function challenge(chance: Chance, calendar: Calendar, received: Received, after: number): DemoAct[] {
  const concern = received.key;
  const at = after + Math.round(chance.wait(40) * 60 * MINUTE) + 60 * MINUTE;
  const upheld = chance.chance(0.3);
  const words = say(chance, chance.pick(CHALLENGES), received.slots);
  const answered = afterOfficeHours(chance, calendar, at, 6 + Math.min(chance.wait(10), 28));
  const answer = chance.pick(CHALLENGE_ANSWERS[upheld ? 'upheld' : 'kept']);
  const acts: DemoAct[] = [
    { kind: 'challenge', at, concern, words },
    { kind: 'answer-challenge', at: answered, concern, by: 'head-of-quality', upheld, words: answer },
  ];
  // A challenge that was right undoes a lesser outcome; somebody else decides again. Left out where nothing was undone.
  if (upheld) acts.push(...decideAgain(chance, calendar, received, answered));
  return acts;
}

function canComeBack(received: Received): boolean {
  const { channel, receiptDeclined, reporter } = received.input;
  return channel === 'public' && !receiptDeclined && reporter.kind !== 'child';
}

/** What followed a concern's opening and decision: second person, requests, messages, challenges, the LADO. */
export function follow(
  chance: Chance,
  calendar: Calendar,
  received: Received,
  handled: readonly DemoAct[],
): DemoAct[] {
  const opened = handled.find((act) => act.kind === 'open');
  const decide = handled.find((act) => act.kind === 'decide');
  const acts: DemoAct[] = [];
  if (opened?.kind === 'open' && !received.inPieces && chance.chance(0.09))
    acts.push(...request(chance, calendar, received, opened.at, opened.by));
  if (opened && received.input.aboutWorker.yes) {
    const at = afterOfficeHours(chance, calendar, opened.at, 0.5 + Math.min(chance.wait(2), 6));
    acts.push({ kind: 'refer-lado', at, concern: received.key, by: 'lado' });
  }
  if (decide?.kind !== 'decide') return acts;
  const second = confirmation(chance, calendar, received, decide);
  acts.push(...second);
  const settled = second.at(-1)?.at ?? decide.at;
  if (received.inPieces || !canComeBack(received)) return acts;
  if (chance.chance(0.16)) acts.push(...messages(chance, calendar, received, settled));
  else if (chance.chance(0.05)) acts.push(...challenge(chance, calendar, received, settled));
  return acts;
}
