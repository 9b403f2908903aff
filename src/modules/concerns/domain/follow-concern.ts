/**
 * What happens around the decision: opening, triage, the answer, messages, challenges, hand-overs, requests to other
 * agencies, and allegations against workers. Each answers with the act to record, or why not.
 * Source: 20-domain.md (Answer to the reporter; Multi-agency).
 */
import type { AgencyId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { ConcernAct } from './acts.ts';
import {
  type ActingPerson,
  type AgencyRequest,
  type Concern,
  hasHeld,
  isDecided,
  type SubjectKey,
} from './concern.ts';
import { type Colour, type Danger, deriveRecipient, type ReporterKind } from './vocabulary.ts';
import { checkAnswer, checkReason, checkWords } from './words.ts';

/** The colour on arrival: danger ticked, or a child reporting for themself, is red; nobody has to judge it first. */
export function deriveArrivalColour(reporter: ReporterKind, danger: Danger): Colour {
  return danger === 'now' || reporter === 'child' ? 'red' : 'amber';
}

/** The front door opens it: the first reading, which the reporter may know of. `null` when somebody already has. */
export function openConcern(concern: Concern, by: ActingPerson): ConcernAct | null {
  return concern.opened ? null : { act: 'concern-opened', by };
}

/** A screener changes the colour, with a reason: down as well as up, but never silently. */
export function triageConcern(
  concern: Concern,
  by: ActingPerson,
  colour: Colour,
  reason: string,
): Outcome<ConcernAct> {
  if (concern.colour === colour) return refuse('concerns.same-colour', 'colour');
  const said = checkReason(reason, 'reason');
  return said.ok ? accept({ act: 'concern-triaged', by, colour }) : said;
}

/** The answer to the reporter, once every child has an outcome in force. */
export function answerReporter(concern: Concern, by: ActingPerson, text: string): Outcome<ConcernAct> {
  if (concern.answeredAt) return refuse('concerns.already-answered');
  if (hasHeld(concern)) return refuse('concerns.answer-held');
  if (!isDecided(concern)) return refuse('concerns.answer-too-early');
  const words = checkAnswer(text, deriveRecipient(concern.reporterKind), concern.parents, 'answer-words');
  return words.ok ? accept({ act: 'reporter-answered', by }) : words;
}

/** A message from the front door to the reporter, at any time. */
export function sendMessage(concern: Concern, by: ActingPerson, text: string): Outcome<ConcernAct> {
  const words = checkAnswer(text, deriveRecipient(concern.reporterKind), concern.parents, 'message');
  return words.ok ? accept({ act: 'message-sent', by }) : words;
}

/** Whoever holds the receipt adds something. */
export function receiveMessage(text: string): Outcome<ConcernAct> {
  const words = checkWords(text, 'message');
  return words.ok ? accept({ act: 'message-received' }) : words;
}

/** Whoever holds the receipt says they are not safe now. Never refused, however often. */
export function reportNotSafe(): ConcernAct {
  return { act: 'reporter-not-safe' };
}

/** Somebody at the front door takes "I'm not safe now" up and says what they did. */
export function takeUpSafety(concern: Concern, by: ActingPerson, what: string): Outcome<ConcernAct> {
  if (!concern.notSafe) return refuse('concerns.nobody-unsafe');
  const said = checkReason(what, 'what');
  return said.ok ? accept({ act: 'safety-taken-up', by }) : said;
}

/** The front door has read the reporter's new messages. */
export function readMessages(concern: Concern, by: ActingPerson): Outcome<ConcernAct> {
  return concern.unread > 0 ? accept({ act: 'messages-read', by }) : refuse('concerns.nothing-unread');
}

/** "This doesn't answer what I told you." Owed an answer by somebody who took no part; a second one goes outside. */
export function challengeAnswer(concern: Concern, text: string): Outcome<ConcernAct> {
  if (concern.challengeOpen) return refuse('concerns.challenge-open');
  if (!concern.answeredAt) return refuse('concerns.nothing-to-challenge');
  const words = checkWords(text, 'challenge');
  return words.ok ? accept({ act: 'concern-challenged' }) : words;
}

/** The agencies a second challenge may not be answered in: those of everybody who took part. */
export interface ChallengeAnswerer {
  readonly by: ActingPerson;
  readonly agency: AgencyId;
  readonly tookPartAgencies: readonly AgencyId[];
}

/** Answers a challenge; `upheld` undoes lesser outcomes, which are then owed again. */
export function answerChallenge(
  concern: Concern,
  answerer: ChallengeAnswerer,
  upheld: boolean,
  text: string,
): Outcome<ConcernAct> {
  if (!concern.challengeOpen) return refuse('concerns.no-challenge');
  if (concern.tookPart.some((p) => p.account === answerer.by.account)) return refuse('concerns.took-part');
  if (concern.challenges > 1 && answerer.tookPartAgencies.includes(answerer.agency)) {
    return refuse('concerns.own-agency-challenge');
  }
  const words = checkAnswer(text, deriveRecipient(concern.reporterKind), concern.parents, 'answer-words');
  return words.ok ? accept({ act: 'challenge-answered', by: answerer.by, upheld }) : words;
}

/** The receiving post takes the work on; until then it is ours. */
export function acceptHandover(concern: Concern, by: ActingPerson, subject: SubjectKey): Outcome<ConcernAct> {
  const outcome = concern.outcomes.get(subject);
  if (!outcome || outcome.accepted || outcome.status !== 'in-force')
    return refuse('concerns.nothing-to-accept');
  return accept({ act: 'handover-accepted', by, subject });
}

/** The receiving post sends it back with a reason: the child is undecided again. */
export function refuseHandover(
  concern: Concern,
  by: ActingPerson,
  subject: SubjectKey,
  reason: string,
): Outcome<ConcernAct> {
  const accepted = acceptHandover(concern, by, subject);
  if (!accepted.ok) return accepted;
  const said = checkReason(reason, 'reason');
  return said.ok ? accept({ act: 'handover-refused', by, subject }) : said;
}

/** Asks another agency, with a reply clock of its own. */
export function askAgency(by: ActingPerson, request: AgencyRequest, text: string): Outcome<ConcernAct> {
  const words = checkWords(text, 'ask');
  return words.ok ? accept({ act: 'agency-asked', by, request }) : words;
}

/** The asked agency answers, or refuses with a reason. */
export function replyToRequest(
  concern: Concern,
  by: ActingPerson,
  request: string,
  answered: boolean,
  text: string,
): Outcome<ConcernAct> {
  if (!concern.requests.some((r) => r.id === request && r.state === 'asked')) {
    return refuse('concerns.no-such-request');
  }
  const words = answered ? checkWords(text, 'reply') : checkReason(text, 'reply');
  return words.ok ? accept({ act: answered ? 'request-answered' : 'request-declined', by, request }) : words;
}

/** The LADO has considered an allegation about somebody who works or volunteers with children (1 working day). */
export function considerAllegation(concern: Concern, by: ActingPerson): Outcome<ConcernAct> {
  if (!concern.aboutWorker) return refuse('concerns.not-about-a-worker');
  return concern.allegationConsidered
    ? refuse('concerns.already-referred')
    : accept({ act: 'allegation-considered', by });
}
