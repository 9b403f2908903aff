import type { FormWords } from '../../../../platform/http/declare-routes.ts';
import { flatQuestions } from './check-answers.form.ts';
import { type Draft, emptyDraft, type Item } from './keep-draft.form.ts';
import { planItem } from './plan-items.form.ts';
import { planPage } from './plan-pages.form.ts';
import type { Page, QuestionPage } from './plan-questions.form.ts';
import type { PublicTexts } from './texts/en.ts';

function wordsOf(pages: readonly Page[]): FormWords {
  const questions = pages.flatMap((page) => flatQuestions(page.questions));
  const typed = questions.filter((question) => !('options' in question));
  const chosen = questions.filter((question) => 'options' in question);
  return {
    fields: Object.fromEntries(typed.map(({ name, asked }) => [name, asked])),
    // Several ticks of one question can't travel as one field; such a page's words can be copied.
    ...(chosen.some(({ kind }) => kind === 'many')
      ? {}
      : { with: ['_csrf', ...new Set(chosen.map(({ name }) => name))] }),
  };
}

/** What is typed on a page of questions, whoever is asked them. */
export function wordsOfPage(t: PublicTexts, page: QuestionPage): FormWords {
  const child: Draft = { ...emptyDraft(''), pages: { who: { who: 'me-under-18' } } };
  return wordsOf([planPage(t, child, page), planPage(t, emptyDraft(''), page)]);
}

/** What is typed about somebody or something, of these kinds. */
export function wordsOfItems(t: PublicTexts, kinds: readonly Item['kind'][]): FormWords {
  return wordsOf(kinds.map((kind) => planItem(t, kind)));
}
