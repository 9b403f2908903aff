// Source: Working Together to Safeguard Children (referrals: acknowledge and decide within one working day); local
// front-door practice of the kind Surrey publishes (red, amber, green); Heed's own rules where no guidance sets a clock.
// Past failure: warnings were received and nobody had to open them. "Opened" is therefore a duty of its own.

import type { Act, DutyRule, LadderKey } from './rule.ts';
import { clockHours, clockMinutes, type Span, workingDays } from './span.ts';

const WORKING_TOGETHER = 'Working Together to Safeguard Children: referrals';
const LOCAL_TRIAGE = 'local: front-door triage by colour';
const HEED = 'Heed';

function rule(
  id: string,
  what: string,
  clock: Span,
  ladder: LadderKey,
  metBy: readonly Act[],
  source: string,
  more: { readonly red?: boolean; readonly onMissed?: string } = {},
): DutyRule {
  return {
    id,
    version: 1,
    what,
    clock,
    calendar: 'england-and-wales',
    ladder,
    metBy,
    red: more.red ?? false,
    ...(more.onMissed ? { onMissed: more.onMissed } : {}),
    source,
  };
}

const RED = { red: true } as const;
const DECIDED: readonly Act[] = ['concerns.concern-decided'];
/** Accepted is answered; refused makes deciding owed again; a new decision replaces the hand-over. */
const HANDED_OVER: readonly Act[] = ['concerns.handover-accepted', 'concerns.handover-refused', ...DECIDED];

/** What the front door owes from the moment a concern arrives until it is answered. */
export const FRONT_DOOR_PACK: readonly DutyRule[] = [
  rule(
    'front-door.open-red',
    'Open this concern now: a child may be in danger',
    clockMinutes(30),
    'front-door-red',
    ['concerns.concern-opened'],
    `${LOCAL_TRIAGE}: danger ticked, or a child reporting for themself`,
    { red: true, onMissed: 'front-door.telephone-now' },
  ),
  rule(
    'front-door.decide-red',
    'Decide what happens next for this child',
    clockHours(4),
    'front-door-red',
    DECIDED,
    `${LOCAL_TRIAGE}: red, day or night`,
    RED,
  ),
  rule(
    'front-door.telephone-now',
    'Telephone the post that has not opened a red concern, and make sure that somebody has it',
    clockMinutes(15),
    'front-door-red',
    ['duties.telephoned', 'concerns.concern-opened'],
    `${HEED}: a message that nobody has opened is followed by a voice`,
    RED,
  ),
  rule(
    'front-door.open',
    'Open this concern',
    clockHours(12),
    'front-door',
    ['concerns.concern-opened'],
    `${LOCAL_TRIAGE}: amber and green`,
  ),
  rule(
    'front-door.decide',
    'Decide what happens next for this child',
    workingDays(1),
    'front-door',
    DECIDED,
    WORKING_TOGETHER,
  ),
  rule(
    'front-door.decide-above',
    'Decide again: the second person did not agree',
    workingDays(1),
    'front-door',
    DECIDED,
    `${HEED}: a refused confirmation goes up one rung`,
  ),
  rule(
    'front-door.answer-reporter',
    'Answer the person who told us',
    workingDays(1),
    'front-door',
    // The answer is a step of deciding, and of confirming a lesser outcome: those acts carry it.
    ['concerns.reporter-answered', ...DECIDED, 'concerns.decision-confirmed'],
    WORKING_TOGETHER,
  ),
  rule(
    'front-door.open-message-red',
    'Open this message now: the person who told us says they are not safe',
    clockMinutes(30),
    'front-door-red',
    ['concerns.safety-taken-up'],
    `${LOCAL_TRIAGE}: "I'm not safe now"`,
    { red: true, onMissed: 'front-door.telephone-now' },
  ),
  rule(
    'front-door.answer-message',
    'Read a new message from the person who told us',
    workingDays(1),
    'front-door',
    ['concerns.messages-read'],
    WORKING_TOGETHER,
  ),
  rule(
    'front-door.confirm-decision',
    'Confirm or refuse a lesser outcome, as the second person',
    workingDays(1),
    'front-door',
    ['concerns.decision-confirmed', 'concerns.confirmation-refused', ...DECIDED],
    `${HEED}: second person`,
  ),
  rule(
    'front-door.answer-challenge',
    'Answer a challenge from the person who told us; you took no part in the decision',
    workingDays(5),
    'front-door',
    // Challenged again while this one waits, it is owed from outside instead.
    ['concerns.challenge-answered', 'concerns.concern-challenged'],
    'local: answer to a challenge',
  ),
  rule(
    'front-door.answer-second-challenge',
    'Answer a second challenge, from outside the agency that decided',
    workingDays(5),
    'outside-agency',
    ['concerns.challenge-answered'],
    'local: a second challenge goes outside',
  ),
  rule(
    'front-door.agency-reply-red',
    'Reply to a request about a child who may be in danger',
    clockHours(4),
    'agency-reply',
    ['concerns.request-answered', 'concerns.request-declined'],
    `${LOCAL_TRIAGE}: agency reply, red`,
    RED,
  ),
  rule(
    'front-door.agency-reply-amber',
    'Reply to a request from the front door',
    clockHours(24),
    'agency-reply',
    ['concerns.request-answered', 'concerns.request-declined'],
    `${LOCAL_TRIAGE}: agency reply, amber`,
  ),
  rule(
    'front-door.agency-reply-green',
    'Reply to a request from the front door',
    clockHours(72),
    'agency-reply',
    ['concerns.request-answered', 'concerns.request-declined'],
    `${LOCAL_TRIAGE}: agency reply, green`,
  ),
  rule(
    'front-door.acceptance-elsewhere',
    'Make sure that the other area or agency has accepted this; it is ours until they do',
    workingDays(1),
    'front-door',
    HANDED_OVER,
    `${HEED}: passed on is not accepted`,
  ),
  rule(
    'front-door.respond-open-work',
    'Respond to a new concern about a child you already work with',
    workingDays(1),
    'front-door',
    HANDED_OVER,
    `${HEED}: joins the open work on this child`,
  ),
  rule(
    'front-door.strategy-discussion',
    'Hold the strategy discussion',
    workingDays(1),
    'front-door',
    [...HANDED_OVER, 'casework.strategy-discussion-held'],
    'local: one working day from the decision that it is needed',
  ),
  rule(
    'front-door.allocate',
    'Allocate this work to a named worker',
    workingDays(1),
    'front-door',
    [...HANDED_OVER, 'casework.work-allocated'],
    'local: allocation of new work',
  ),
  rule(
    'front-door.inform-lado',
    'Consider an allegation about a person who works or volunteers with children',
    workingDays(1),
    'specialist',
    ['concerns.allegation-considered'],
    'Working Together to Safeguard Children: allegation to the LADO',
  ),
  rule(
    'front-door.confirm-restriction',
    'Agree or disagree that a record is restricted, or opened again, as the second person',
    workingDays(1),
    'front-door',
    ['concerns.restriction-confirmed', 'concerns.restriction-refused'],
    `${HEED}: second person`,
  ),
  rule(
    'front-door.review-pattern',
    'Review a pattern of warnings',
    workingDays(2),
    'specialist',
    ['concerns.pattern-reviewed', 'concerns.pattern-joined'],
    `${HEED}: threshold of repeat warnings crossed`,
  ),
  rule(
    'front-door.review-break-glass',
    'Review an emergency opening of a record',
    workingDays(2),
    'specialist',
    ['access.break-glass-reviewed'],
    `${HEED}: access`,
  ),
];
