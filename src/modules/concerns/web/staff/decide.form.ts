import { asId, type ConcernId, isId } from '../../../../kernel/ids.ts';
import type { FormWords } from '../../../../platform/http/declare-routes.ts';
import type { DecideConcern } from '../../commands/decide-concern.command.ts';
import { listUndecided } from '../../domain/concern.ts';
import type { OutcomeChoice } from '../../domain/decide-concern.ts';
import {
  OUTCOME_KINDS,
  type OutcomeKind,
  SECTIONS,
  type Section,
  THRESHOLD_LEVELS,
} from '../../domain/outcomes.ts';
import type { ConcernView } from '../../queries/get-concern.query.ts';
import { type ActValues, postOf } from './act-form.form.ts';

/** What is typed when deciding, as the page calls it. */
export const DECISION_WORDS: FormWords = {
  fields: {
    reason: 'Why',
    'options-set-aside': 'What else you considered',
    'would-reopen': 'What would make you look again',
    'answer-words': 'Your answer to them',
    'same-as-*': 'The same incident as',
  },
};

function oneOf<T extends string>(allowed: readonly T[], text: string | undefined): T | null {
  return allowed.find((value) => value === text) ?? null;
}

/** The concern that a typed reference means, among those the viewer is shown beside this one. */
function findBeside(view: ConcernView, typed: string | undefined): ConcernId | null {
  const reference = typed?.trim().toUpperCase();
  return view.bundle.find((one) => one.visible && one.reference === reference)?.id ?? null;
}

function readChoice(view: ConcernView, subject: string, values: ActValues): OutcomeChoice | null {
  const outcome = oneOf<OutcomeKind>(OUTCOME_KINDS, values[`outcome-${subject}`]);
  if (!outcome) return null;
  const level = Number(values[`level-${subject}`]);
  return {
    subject,
    outcome,
    section: oneOf<Section>(SECTIONS, values[`section-${subject}`]) ?? 'neither',
    level: THRESHOLD_LEVELS.find((l) => l === level) ?? null,
    handedTo: postOf(values[`handed-to-${subject}`]),
    sameAs: findBeside(view, values[`same-as-${subject}`]),
  };
}

/** The decision on the form; children left without an outcome are left undecided. */
export function readDecision(view: ConcernView, values: ActValues): DecideConcern {
  const seen = Number(values.seen);
  return {
    concern: view.row.id,
    seen: Number.isInteger(seen) ? seen : view.state.acts,
    choices: listUndecided(view.state).flatMap((subject) => readChoice(view, subject, values) ?? []),
    reason: values.reason ?? '',
    optionsSetAside: values['options-set-aside'] ?? '',
    wouldReopen: values['would-reopen'] ?? '',
    answer: values['answer-now'] === 'yes' ? (values['answer-words'] ?? '') : null,
    known: {
      lookedAfter: values['looked-after'] === 'yes',
      careLeaver: values['care-leaver'] === 'yes',
      missingEpisodes: values['missing-twice'] === 'yes' ? 2 : 0,
    },
  };
}

/** The id in a path, or null when it isn't one. */
export function concernIdOf(text: unknown): ConcernId | null {
  return isId(text) ? asId<'concern'>(text) : null;
}
