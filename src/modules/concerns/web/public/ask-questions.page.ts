import {
  button,
  checkboxes,
  type FormErrors,
  type Html,
  html,
  radios,
  textarea,
  textInput,
} from '../../../../ui/index.ts';
import { framePage, paragraphs, tokenField, type View } from './frame-page.page.ts';
import { type Answers, listOf, textOf } from './keep-draft.form.ts';
import type { Option, Page, Question } from './plan-questions.form.ts';

/** A page of questions with what has been typed and what is wrong. */
export interface Asking {
  readonly page: Page;
  readonly answers: Answers;
  readonly errors: FormErrors;
  readonly action: string;
  readonly back: string | undefined;
  /** Where the page's script keeps what is being typed. */
  readonly keepAt?: string | undefined;
  readonly notice?: string | undefined;
  readonly button?: string | undefined;
}

function labelClasses(alone: boolean, kind: 'label' | 'legend'): string {
  return `govuk-${kind === 'label' ? 'label' : 'fieldset__legend'}--${alone ? 'l' : 's'}`;
}

function choicesOf(question: Extract<Question, { options: unknown }>, asking: Asking, t: View['t']) {
  return question.options.map((option: Option) => ({
    value: option.value,
    text: option.text,
    hint: option.hint === undefined ? undefined : { text: option.hint },
    conditional:
      option.reveals && html`${option.reveals.map((inner) => renderQuestion(inner, asking, t, false))}`,
  }));
}

function renderQuestion(question: Question, asking: Asking, t: View['t'], alone: boolean): Html {
  const shared = {
    name: question.name,
    hint: question.hint === undefined ? undefined : { text: question.hint },
    errorMessage: asking.errors.byField[question.name],
  };
  if ('options' in question) {
    const fieldset = {
      legend: { text: question.asked, classes: labelClasses(alone, 'legend'), isPageHeading: alone },
    };
    const items = choicesOf(question, asking, t);
    return question.kind === 'many'
      ? checkboxes({ ...shared, fieldset, items, values: listOf(asking.answers, question.name) })
      : radios({ ...shared, fieldset, items, value: textOf(asking.answers, question.name) });
  }
  const label = { text: question.asked, classes: labelClasses(alone, 'label'), isPageHeading: alone };
  const value = textOf(asking.answers, question.name) || undefined;
  if (question.kind === 'words') return textarea({ ...shared, label, value, rows: question.rows });
  const classes = question.width === undefined ? undefined : `govuk-input--width-${question.width}`;
  return textInput({
    ...shared,
    label,
    value,
    classes,
    // Not type=email: the browser's own check speaks its own language and may be wrong about odd addresses.
    type: question.input === 'tel' ? 'tel' : 'text',
    inputmode: question.input === 'email' ? 'email' : undefined,
    autocomplete: question.autocomplete ?? 'off',
    spellcheck: question.input === 'email' ? false : undefined,
  });
}

/** A page of questions. A single question is the page's heading. */
export function renderQuestions(view: View, asking: Asking): Html {
  const { page } = asking;
  const { t } = view;
  const alone = page.heading === undefined && page.questions.length === 1;
  const heading = page.heading !== undefined && html`<h1 class="govuk-heading-l">${page.heading}</h1>`;
  const keep = asking.keepAt !== undefined && html` data-autosave="${asking.keepAt}"`;
  const status =
    asking.keepAt !== undefined &&
    html`<p class="heed-status" role="status" data-autosave-status data-saved="${t.form.saved}" data-not-saved="${t.form.notSaved}"></p>`;
  return framePage(view, {
    title: page.title,
    back: asking.back,
    errors: asking.errors.summary,
    notice: asking.notice,
    body: html`${heading}${paragraphs(page.lead)}<form method="post" action="${asking.action}" novalidate${keep}>${tokenField(view)}${page.questions.map((question) => renderQuestion(question, asking, t, alone))}${status}${button({ text: asking.button ?? t.form.next, preventDoubleClick: true })}</form>`,
  });
}
