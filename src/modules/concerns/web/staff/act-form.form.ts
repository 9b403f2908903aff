import type { Command } from '../../../../kernel/command.ts';
import { asId, type ConcernId, isId, type PostId } from '../../../../kernel/ids.ts';
import type { FormWords } from '../../../../platform/http/declare-routes.ts';
import type { Concern } from '../../domain/concern.ts';
import { OUTCOMES } from '../../domain/outcomes.ts';
import type { ConcernsPorts } from '../../ports/outside.ports.ts';
import type { ConcernView } from '../../queries/get-concern.query.ts';

/** One thing asked for on a form. */
export interface ActField {
  readonly name: string;
  readonly kind: 'words' | 'line' | 'radios' | 'select';
  readonly label: string;
  readonly hint?: string;
  readonly rows?: number;
  readonly options?: (view: ConcernView) => readonly { readonly value: string; readonly text: string }[];
  /** What stands in it before anything is typed. */
  readonly start?: (view: ConcernView) => string;
}

/** What was typed, by field; missing fields are empty. */
export type ActValues = Readonly<Record<string, string>>;

/** One thing somebody can do to a concern, as a page: its words, who may, when it is offered, and what it runs. */
export interface ActForm {
  /** The page's place under the concern's. */
  readonly path: string;
  readonly action: `concerns.${string}`;
  readonly records: `concerns.${string}`;
  readonly title: string;
  readonly intro?: string;
  /** The words go to whoever told us, and the page says so before they are sent. */
  readonly toReporter?: true;
  readonly fields: readonly ActField[];
  readonly submit: string;
  /** Where to go afterwards, where whoever did it can't open the concern any more. */
  readonly leavesTo?: string;
  readonly offered: (view: ConcernView) => boolean;
  readonly run: (
    ports: ConcernsPorts,
    view: ConcernView,
    values: ActValues,
  ) => Command<{ readonly concern: ConcernId; readonly seen: number }, Concern>;
}

/** The fields of a form that somebody types into, by what the page calls them; the rest goes with them. */
export function wordsOf({ fields }: ActForm): FormWords {
  const typed = fields.filter(({ kind }) => kind === 'words' || kind === 'line');
  const chosen = fields.filter((field) => !typed.includes(field));
  return {
    fields: Object.fromEntries(typed.map(({ name, label }) => [name, label])),
    with: ['seen', ...chosen.map(({ name }) => name)],
  };
}

/** Offered to those who stand so to the concern. */
export const has =
  (...relations: readonly string[]) =>
  (view: ConcernView) =>
    view.relations.some((relation) => relations.includes(relation));
/** Offered at the front door. */
export const frontDoor = has('front-door');

/** Why, in the person's own words. */
export const reason: ActField = {
  name: 'reason',
  kind: 'words',
  label: 'Why',
  hint: 'In your own words. Say what was told and what you found.',
};

/** Work handed over and not yet accepted, by child. */
export function listOpenHandovers(view: ConcernView) {
  return [...view.state.outcomes.values()]
    .filter((o) => o.status === 'in-force' && OUTCOMES[o.outcome].handsOver && !o.accepted)
    .map((o) => ({
      value: o.subject,
      text: `${view.subjects.find((s) => s.key === o.subject)?.name ?? 'A child'}: ${OUTCOMES[o.outcome].words}`,
    }));
}

/** A post's id from a form, or null. */
export function postOf(text: string | undefined): PostId | null {
  return isId(text) ? asId<'post'>(text ?? '') : null;
}

/** Finds where words stand in the answers, so that somebody can hide them by copying them. */
export function findPassage(view: ConcernView, words: string) {
  for (const answer of view.told?.answers ?? []) {
    const text = answer.passages.map((p) => p.text).join('');
    const start = words.trim() === '' ? -1 : text.indexOf(words.trim());
    if (start >= 0) return { question: answer.question, start, finish: start + words.trim().length };
  }
  return { question: '', start: 0, finish: 0 };
}
