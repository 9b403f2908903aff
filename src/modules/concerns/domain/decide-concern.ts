/**
 * Deciding a concern, confirming it, and refusing to. Source: 20-domain.md (Decision outcomes; second person; answer
 * to the reporter). The server, not the page, enforces every rule here.
 */
import type { AccountId, ConcernId, PostId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { ConcernAct, OutcomeGiven } from './acts.ts';
import { type ActingPerson, type Concern, hasHeld, listUndecided, type SubjectKey } from './concern.ts';
import {
  deriveSecondPersonReasons,
  type KnownContext,
  OUTCOMES,
  type OutcomeKind,
  type SecondPersonReason,
  type Section,
  type ThresholdLevel,
} from './outcomes.ts';
import { deriveRecipient, type Recipient } from './vocabulary.ts';
import { checkAnswer, checkReason } from './words.ts';

/** One child's outcome as chosen on the page. */
export interface OutcomeChoice {
  readonly subject: SubjectKey;
  readonly outcome: OutcomeKind;
  readonly section: Section;
  readonly level: ThresholdLevel | null;
  readonly handedTo: PostId | null;
  readonly sameAs: ConcernId | null;
}

/** A decision as handed in. `answer` is the words to the reporter, or `null` to answer later, within its clock. */
export interface DecideInput {
  readonly by: ActingPerson;
  readonly choices: readonly OutcomeChoice[];
  readonly reason: string;
  readonly optionsSetAside: string;
  readonly wouldReopen: string;
  readonly answer: string | null;
}

/** A decision ready to be recorded. */
export interface Decided {
  readonly act: Extract<ConcernAct, { act: 'concern-decided' }>;
  readonly secondPerson: readonly SecondPersonReason[];
  readonly recipient: Recipient;
  readonly reason: string;
  readonly answer: string | null;
}

function checkChoice(concern: Concern, choice: OutcomeChoice): Outcome<OutcomeChoice> {
  const field = `outcome-${choice.subject}`;
  if (!concern.subjects.includes(choice.subject)) return refuse('concerns.no-such-child', field);
  if (concern.outcomes.has(choice.subject)) return refuse('concerns.already-decided', field);
  if (OUTCOMES[choice.outcome].handsOver && !choice.handedTo) {
    return refuse('concerns.receiver-needed', `handed-to-${choice.subject}`);
  }
  const needsSection = choice.outcome === 'assessment' || choice.outcome === 'immediate-protection';
  if (needsSection && choice.section === 'neither') {
    return refuse('concerns.section-needed', `section-${choice.subject}`);
  }
  if (choice.outcome === 'same-incident' && (!choice.sameAs || choice.sameAs === concern.id)) {
    return refuse('concerns.same-as-needed', `same-as-${choice.subject}`);
  }
  return accept(choice);
}

function checkChoices(
  concern: Concern,
  choices: readonly OutcomeChoice[],
): Outcome<readonly OutcomeChoice[]> {
  if (choices.length === 0) return refuse('concerns.outcome-needed', `outcome-${concern.subjects[0] ?? ''}`);
  if (new Set(choices.map((c) => c.subject)).size !== choices.length) {
    return refuse('concerns.child-named-twice', `outcome-${choices[0]?.subject ?? ''}`);
  }
  for (const choice of choices) {
    const checked = checkChoice(concern, choice);
    if (!checked.ok) return checked;
  }
  return accept(choices);
}

function checkMayDecide(concern: Concern, input: DecideInput): Outcome<true> {
  const { by } = input;
  if (!concern.opened) return refuse('concerns.not-opened');
  if (listUndecided(concern).length === 0) return refuse('concerns.already-decided');
  const setAside =
    input.choices.some((choice) => concern.undone.includes(choice.subject)) &&
    concern.decideAbove.some((person) => person.account === by.account);
  return setAside ? refuse('concerns.only-above') : accept(true);
}

/** What happens to the answer: sent, held with a held outcome, or not yet written or not yet possible. */
function deriveAnswerFate(
  concern: Concern,
  input: DecideInput,
  held: boolean,
): Outcome<'sent' | 'held' | 'none'> {
  if (input.answer === null || !concern.reachable) return accept('none');
  if (listUndecided(concern).length > input.choices.length)
    return refuse('concerns.answer-too-early', 'answer-words');
  if (concern.answeredAt) return refuse('concerns.already-answered', 'answer-words');
  return accept(held || hasHeld(concern) ? 'held' : 'sent');
}

/**
 * Decides one outcome per child chosen. Lesser outcomes that need a second person are held, unsent; protective ones
 * are in force at once, in the same act. Refuses without a reason that answers what was said, without naming what
 * would reopen it, and when somebody whose decision was refused decides again.
 */
export function decideConcern(concern: Concern, input: DecideInput, known: KnownContext): Outcome<Decided> {
  const may = checkMayDecide(concern, input);
  if (!may.ok) return may;
  const choices = checkChoices(concern, input.choices);
  if (!choices.ok) return choices;
  const reason = checkReason(input.reason, 'reason');
  if (!reason.ok) return reason;
  if (input.wouldReopen.trim().length === 0) return refuse('concerns.would-reopen-needed', 'would-reopen');
  const second = input.choices.flatMap((c) => deriveSecondPersonReasons(c.outcome, known));
  const outcomes: OutcomeGiven[] = input.choices.map((choice) => ({
    ...choice,
    status: deriveSecondPersonReasons(choice.outcome, known).length > 0 ? 'held' : 'in-force',
  }));
  const fate = deriveAnswerFate(
    concern,
    input,
    outcomes.some((o) => o.status === 'held'),
  );
  if (!fate.ok) return fate;
  const recipient = deriveRecipient(concern.reporterKind);
  const answer =
    fate.value === 'none'
      ? accept(null)
      : checkAnswer(input.answer ?? '', recipient, concern.parents, 'answer-words');
  if (!answer.ok) return answer;
  return accept({
    act: { act: 'concern-decided', by: input.by, outcomes, answer: fate.value },
    secondPerson: [...new Set(second)],
    recipient,
    reason: reason.value,
    answer: answer.value,
  });
}

/** Who stands where in the line: from the access module. */
export interface Line {
  /** True when `person` works, at any remove, for `above`. */
  readonly isSubordinate: (person: AccountId, above: AccountId) => boolean;
}

function checkSecondPerson(concern: Concern, by: ActingPerson, line: Line): Outcome<readonly SubjectKey[]> {
  const held = [...concern.outcomes.values()].filter((o) => o.status === 'held');
  if (held.length === 0) return refuse('concerns.nothing-to-confirm');
  if (held.some((o) => o.decidedBy.account === by.account)) return refuse('concerns.own-decision');
  if (held.some((o) => line.isSubordinate(by.account, o.decidedBy.account))) {
    return refuse('concerns.subordinate-cannot-confirm');
  }
  return accept(held.map((o) => o.subject));
}

/** The second person agrees: what was held comes into force, and the answer kept with it is sent. */
export function confirmDecision(concern: Concern, by: ActingPerson, line: Line): Outcome<ConcernAct> {
  const subjects = checkSecondPerson(concern, by, line);
  return subjects.ok ? accept({ act: 'decision-confirmed', by, subjects: subjects.value }) : subjects;
}

/** The second person does not agree: the outcome is undone and deciding is owed one rung up, never by the same people. */
export function refuseConfirmation(
  concern: Concern,
  by: ActingPerson,
  line: Line,
  reason: string,
): Outcome<ConcernAct> {
  const subjects = checkSecondPerson(concern, by, line);
  if (!subjects.ok) return subjects;
  const said = checkReason(reason, 'reason');
  return said.ok ? accept({ act: 'confirmation-refused', by, subjects: subjects.value }) : said;
}
