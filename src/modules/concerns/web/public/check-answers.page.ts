import {
  button,
  checkboxes,
  type Html,
  html,
  NOTHING,
  type SummaryError,
  type SummaryRow,
  summaryList,
} from '../../../../ui/index.ts';
import { sayAnswer } from './build-concern.form.ts';
import { askedQuestions } from './check-answers.form.ts';
import { framePage, paragraphs, tokenField, type View } from './frame-page.page.ts';
import { type Draft, textOf } from './keep-draft.form.ts';
import { listPages } from './order-pages.form.ts';
import { listPageOf, nameKind, sayItem } from './plan-items.form.ts';
import { planPage } from './plan-pages.form.ts';
import { type PageId, QUESTION_PAGES, type QuestionPage } from './plan-questions.form.ts';

function isQuestionPage(page: PageId): page is QuestionPage {
  return (QUESTION_PAGES as readonly string[]).includes(page);
}

function change(view: View, page: string, what: string): SummaryRow['actions'] {
  return { items: [{ href: `/tell/${page}`, text: view.t.form.change, visuallyHiddenText: what }] };
}

function row(
  view: View,
  given: { readonly key: string; readonly value: string; readonly id: QuestionPage; readonly what: string },
): SummaryRow {
  return {
    key: { text: given.key },
    value: { text: html`<span class="heed-said">${given.value}</span>` },
    actions: change(view, given.id, given.what),
  };
}

function questionRows(view: View, draft: Draft, id: QuestionPage): readonly SummaryRow[] {
  // A page nobody has seen is a row too: whoever changes who they are on the way is asked other things.
  const answers = draft.pages[id] ?? {};
  const page = planPage(view.t, draft, id);
  const asked = askedQuestions(page.questions, answers);
  const answered = asked.filter((question) => sayAnswer(question, answers).trim() !== '');
  // What was left out of a page of several questions is not a row each: the page to check would be all gaps.
  if (asked.length > 1 && answered.length === 0)
    return [row(view, { key: page.heading ?? page.title, value: view.t.form.notSaid, id, what: page.title })];
  return (asked.length > 1 ? answered : asked).map((question) =>
    row(view, {
      key: id === 'family' && page.heading ? page.heading : question.asked,
      value: sayAnswer(question, answers) || view.t.form.notSaid,
      id,
      what: question.asked,
    }),
  );
}

function itemRows(view: View, draft: Draft, id: 'children' | 'others'): readonly SummaryRow[] {
  const { t } = view;
  const items = draft.items.filter((item) => listPageOf(item.kind) === id);
  const heading = t.questions[id].title;
  if (items.length === 0)
    return [{ key: { text: heading }, value: { text: t.form.notSaid }, actions: change(view, id, heading) }];
  return items.map((item, at) => ({
    key: { text: nameKind(t, item.kind) },
    value: { text: html`<span class="heed-said">${sayItem(item)}</span>` },
    actions: change(view, id, `${nameKind(t, item.kind)} ${at + 1}`),
  }));
}

function fileRows(view: View, draft: Draft): readonly SummaryRow[] {
  const names = draft.files.map((file) => file.name).join('\n') || view.t.form.notSaid;
  return [
    {
      key: { text: view.t.files.title },
      value: { text: html`<span class="heed-said">${names}</span>` },
      actions: change(view, 'files', view.t.files.title),
    },
  ];
}

function rowsOf(view: View, draft: Draft): readonly SummaryRow[] {
  return listPages(draft).flatMap((id): readonly SummaryRow[] => {
    if (isQuestionPage(id)) return questionRows(view, draft, id);
    if (id === 'children' || id === 'others') return itemRows(view, draft, id);
    return id === 'files' ? fileRows(view, draft) : [];
  });
}

interface Checking {
  readonly draft: Draft;
  readonly back: string | undefined;
  readonly errors?: readonly SummaryError[] | undefined;
  readonly notice?: string | undefined;
  readonly declined?: boolean | undefined;
}

/** Everything that will be sent, each with a way to change it. */
export function renderCheck(view: View, checking: Checking): Html {
  const { t } = view;
  const receipt = checkboxes({
    name: 'declined',
    fieldset: { legend: { text: t.check.receiptLegend, classes: 'govuk-fieldset__legend--m' } },
    hint: { text: t.check.receiptHint },
    items: [{ value: 'yes', text: t.check.decline, checked: checking.declined }],
  });
  // In the draft's place when it is gone: the same press of the button finds what it sent before.
  const key = html`<input type="hidden" name="key" value="${checking.draft.sendKey}">`;
  const danger =
    textOf(checking.draft.pages.danger, 'danger') === 'now'
      ? html`<div class="heed-danger">${t.call.lead}</div>`
      : NOTHING;
  return framePage(view, {
    title: t.check.title,
    back: checking.back,
    errors: checking.errors,
    notice: checking.notice,
    body: html`<h1 class="govuk-heading-l">${t.check.heading}</h1>${danger}${paragraphs([t.check.lead])}${summaryList({ rows: rowsOf(view, checking.draft) })}<form method="post" action="/tell/check" novalidate data-shaped>${tokenField(view)}${key}${receipt}<h2 class="govuk-heading-m">${t.check.sendHeading}</h2>${paragraphs([t.check.sendLead])}${button({ text: t.check.send, preventDoubleClick: true })}</form>`,
  });
}
