import {
  button,
  characterCount,
  csrfField,
  dateInput,
  details,
  type FormErrors,
  type Html,
  html,
  insetText,
  NO_ERRORS,
  type SummaryRow,
  summaryList,
  tag,
  timeline,
  warningText,
} from '../../../ui/index.ts';
import { describeSpan } from '../domain/span.ts';
import type { DutyView, SeenAsk, SeenRung } from '../queries/see-duty.query.ts';
import { sayActs } from './ladder-words.presenter.ts';
import { sayLeft, sayLength, sayWhen } from './say-when.presenter.ts';

/** What was typed and refused, to be given back. */
export interface DutyForm {
  readonly which: 'extension' | 'withdrawal' | 'telephone';
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FormErrors;
}

const WHY: Readonly<Record<SeenRung['why'], string>> = {
  due: 'The clock passed without the act that meets it.',
  unopened: 'The notice below was not opened, so it climbed early.',
  vacant: 'The post below has nobody in it, so it was passed on at once.',
  named:
    'Somebody on the rung below is kept away from this (named in it, or shut out), so they were skipped. Only this rung is told.',
};

const STATES = { open: 'Open', met: 'Met', withdrawn: 'Withdrawn' } as const;

function row(key: string, value: Html | string): SummaryRow {
  return { key: { text: key }, value: { text: value } };
}

function facts(view: DutyView): Html {
  const { duty, rule, now } = view;
  const extended = !duty.dueAt.equals(duty.originalDueAt);
  const left = duty.state === 'open' ? html` (${sayLeft(duty.dueAt, now)})` : undefined;
  const due = html`${sayWhen(duty.dueAt)}${left}${extended && html`<br>First due: ${sayWhen(duty.originalDueAt)}`}${!duty.covered && html`<br>Counted in weekdays: the table of bank holidays had ended.`}`;
  const telephone = duty.telephone
    ? [row('Telephone', html`<a class="govuk-link" href="tel:${duty.telephone}">${duty.telephone}</a>`)]
    : [];
  return summaryList({
    rows: [
      row(
        'About',
        view.subject
          ? html`${view.subject.line}<br><a class="govuk-link" href="${view.subject.href}">${view.subject.reference ?? 'Open'}</a>`
          : 'A record',
      ),
      row('Owed by', view.owner ? `${view.owner.name}, ${view.owner.agency}` : 'A post'),
      ...telephone,
      row('Due', due),
      row('Clock', rule.clock ? describeSpan(rule.clock) : 'A date of its own'),
      row('Since', sayWhen(duty.from)),
      row('Earlier warnings', String(duty.earlierWarnings)),
      row('State', tag({ text: STATES[duty.state] })),
      row('Source', rule.source),
    ],
  });
}

function rungTitle(rung: SeenRung): string {
  if (rung.part === 'passed') return `Passed over: ${rung.postName}`;
  return rung.part === 'informs' ? `Told: ${rung.postName}` : `Reached: ${rung.postName}`;
}

function rungWords(rung: SeenRung): Html {
  const late = rung.at.epochMilliseconds - rung.shouldAt.epochMilliseconds;
  const both =
    late >= 60_000 && html` It should have been ${sayWhen(rung.shouldAt)}, ${sayLength(late)} earlier.`;
  const passed =
    rung.part === 'passed' &&
    (rung.why === 'vacant' ? 'Nobody held this post.' : 'They are kept away from this.');
  const known =
    rung.acknowledgedBy &&
    rung.acknowledgedAt &&
    html` ${rung.acknowledgedBy} said that they know, ${sayWhen(rung.acknowledgedAt)}. It stays owed.`;
  return html`<p class="govuk-body">${passed || WHY[rung.why]}${both}${known}</p>`;
}

function ladder(view: DutyView): Html | undefined {
  if (view.rungs.length === 0) return undefined;
  const items = view.rungs.map((rung) => ({
    title: rungTitle(rung),
    when: sayWhen(rung.at),
    datetime: rung.at.toString(),
    description: rungWords(rung),
  }));
  return html`<h2 class="govuk-heading-m">How far it has climbed</h2>${timeline({ items, headingLevel: 3 })}`;
}

function acknowledge(view: DutyView, csrf: string): Html | undefined {
  if (!view.mayAcknowledge) return undefined;
  return html`<form method="post" action="/duties/${view.duty.id}/acknowledge">${csrfField(csrf)}
<p class="govuk-body">Saying that you know stops nothing. Only the act itself does.</p>
${button({ text: 'I know about this', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
}

function reasonBox(name: string, text: string, form: DutyForm | null): Html {
  return characterCount({
    name,
    label: { text },
    maxlength: 2000,
    rows: 3,
    value: form?.values[name],
    errorMessage: form?.errors.byField[name],
  });
}

function telephone(view: DutyView, csrf: string, form: DutyForm | null): Html | undefined {
  if (!isOffered(view, 'telephone')) return undefined;
  const mine = form?.which === 'telephone' ? form : null;
  return html`${warningText({ text: 'Telephone now. A message has not been opened.' })}
<form method="post" action="/duties/${view.duty.id}/telephoned" novalidate>${csrfField(csrf)}
${reasonBox('outcome', 'Who did you speak to, and what was agreed?', mine)}
${button({ text: 'Keep this', preventDoubleClick: true })}</form>`;
}

function moreTime(view: DutyView, csrf: string, form: DutyForm | null): Html {
  const mine = form?.which === 'extension' ? form : null;
  const errors = mine?.errors ?? NO_ERRORS;
  return details({
    summaryText: 'Ask for more time',
    open: mine !== null,
    text: html`<p class="govuk-body">The rung above has to agree. The first date stays on record.</p>
<form method="post" action="/duties/${view.duty.id}/extension" novalidate>${csrfField(csrf)}
${dateInput({
  id: 'date',
  namePrefix: 'date',
  fieldset: { legend: { text: 'New date; it is due by the end of that day' } },
  hint: { text: 'For example, 27 3 2027' },
  values: {
    'date-day': mine?.values['date-day'],
    'date-month': mine?.values['date-month'],
    'date-year': mine?.values['date-year'],
  },
  errorMessage: errors.byField.date,
})}
${reasonBox('reason', 'Why is more time needed?', mine)}
${button({ text: 'Ask for more time', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`,
  });
}

function withdraw(view: DutyView, csrf: string, form: DutyForm | null): Html {
  if (view.stillOwed)
    return details({
      summaryText: 'This was raised in error',
      text: html`<p class="govuk-body">It is still owed, so it cannot be withdrawn. Only what meets it ends it: ${sayActs(view.rule.metBy)}. Do that, and give the error as the reason.</p>`,
    });
  const mine = form?.which === 'withdrawal' ? form : null;
  return details({
    summaryText: 'This was raised in error',
    open: mine !== null,
    text: html`<p class="govuk-body">A second person has to agree. It stays visible as withdrawn, with your reason.</p>
<form method="post" action="/duties/${view.duty.id}/withdrawal" novalidate>${csrfField(csrf)}
${characterCount({
  id: 'withdrawal-reason',
  name: 'reason',
  label: { text: 'What was the error?' },
  maxlength: 2000,
  rows: 3,
  value: mine?.values.reason,
  errorMessage: mine?.errors.byField['withdrawal-reason'],
})}
${button({ text: 'Ask to withdraw it', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`,
  });
}

function ask(view: DutyView, one: SeenAsk, csrf: string): Html {
  const what =
    one.kind === 'extension'
      ? html`more time, until ${one.newDueAt && sayWhen(one.newDueAt)}`
      : html`this duty to be withdrawn as raised in error`;
  const answers = one.mayAnswer
    ? html`<form method="post" action="/duties/${view.duty.id}/asks/${one.id}">${csrfField(csrf)}<div class="govuk-button-group">
${button({ text: 'Agree', name: 'answer', value: 'confirmed' })}${button({ text: 'Refuse', name: 'answer', value: 'refused', classes: 'govuk-button--secondary' })}</div></form>`
    : html`<p class="govuk-body">A second person has to answer this. You asked, so it cannot be you.</p>`;
  return html`${insetText({
    text: html`<p class="govuk-body">${one.askedByName} (${one.askedPostName}) asked, ${sayWhen(one.askedAt)}, for ${what}.</p>
<p class="govuk-body">Why: ${one.reason ?? 'erased by law'}</p>`,
  })}${answers}`;
}

/** Whether the page shows this form now: not once somebody asked, or the duty is no longer theirs or no longer open. */
export function isOffered({ duty, mayAsk, asks }: DutyView, which: DutyForm['which']): boolean {
  if (which === 'telephone') return mayAsk && duty.rule === 'front-door.telephone-now';
  return mayAsk && !asks.some(({ kind }) => kind === which);
}

/** One duty: what is owed and by what law, how far it has climbed, and what can be done about it. */
export function renderDuty(view: DutyView, csrf: string, form: DutyForm | null = null): Html {
  const asks = view.asks.map((one) => ask(view, one, csrf));
  return html`<span class="govuk-caption-l">${view.duty.reference ?? 'A duty'}</span><h1 class="govuk-heading-l">${view.duty.what}</h1>
${telephone(view, csrf, form)}
${facts(view)}
${asks.length > 0 && html`<h2 class="govuk-heading-m">Asked, and waiting for a second person</h2>`}${asks}
${acknowledge(view, csrf)}
${ladder(view)}
${isOffered(view, 'extension') && moreTime(view, csrf, form)}
${isOffered(view, 'withdrawal') && withdraw(view, csrf, form)}`;
}
