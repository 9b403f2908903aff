import type { ErrorAnswer, RenderErrorPage } from '../platform/http/answer-errors.ts';
import type { UntakenForm } from '../platform/http/not-now.ts';
import {
  type AssetNames,
  button,
  csrfField,
  details,
  type Html,
  html,
  publicPage,
  type SummaryError,
  staffPage,
  textarea,
} from '../ui/index.ts';

/** Shorter answers are choices and dates: nothing somebody would want to copy out. */
const WORTH_SHOWING = 20;

/**
 * What somebody sent and Heed could not take, given back to be sent again by one press: it is in this page and nowhere
 * else, so that it outlives a database that is away. Sent twice it is still one concern, by the form's own key.
 */
function giveBackWhole({ action, fields }: UntakenForm): Html {
  const hidden = fields.map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`);
  const written = fields.filter(
    ({ name, value }) => !name.startsWith('_') && name !== 'key' && value.trim().length > WORTH_SHOWING,
  );
  const shown = written.map(
    ({ value }, at) =>
      html`<textarea class="govuk-textarea" rows="6" readonly aria-label="What you wrote, part ${at + 1}">${'\n'}${value}</textarea>`,
  );
  return html`<p class="govuk-body">What you wrote is not lost: it is in this page. Keep the page open, wait a minute or two, then press the button.</p>
<form method="post" action="${action}" novalidate>${hidden}${button({ text: 'Try again', preventDoubleClick: true })}</form>
${shown.length > 0 && details({ summaryText: 'See what you wrote', text: html`${shown}` })}`;
}

/** Sent as it stands, or mended, the same words may be taken; where somebody may not, or it is gone, they may not. */
const WORTH_SENDING = new Set([400, 422, 503]);

/** The words of a form that was stopped, each in a field of its own: to send again where that may help, else to copy. */
function giveBackWords(answer: ErrorAnswer, csrf: string | undefined): Html | undefined {
  const { typed } = answer;
  if (!typed || typed.words.length === 0) return undefined;
  // An address that leads nowhere, or where somebody may not go, is no form that was stopped.
  if (typed.method === 'get' && answer.status !== 400) return undefined;
  const fields = typed.words.map(({ field, label, value }) => {
    const fault = answer.faults.find((one) => one.field === field);
    return textarea({
      name: field,
      label: { text: label, classes: 'govuk-label--s' },
      value,
      ...(fault ? { errorMessage: { text: fault.message } } : {}),
    });
  });
  const heading = html`<h2 class="govuk-heading-m">What you wrote</h2>`;
  if (!typed.sendable || !WORTH_SENDING.has(answer.status))
    return html`${heading}<p class="govuk-body">It was not saved. Copy what you need before you leave this page.</p>${fields}`;
  const rest = typed.rest.map(
    ({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const said = typed.method === 'post' && html`<p class="govuk-body">It was not saved yet.</p>`;
  const token = typed.method === 'post' && csrfField(csrf);
  return html`${heading}${said}<form method="${typed.method}" action="${typed.action}" novalidate>${token}${rest}${fields}${button({ text: 'Send it again', preventDoubleClick: true })}</form>`;
}

/** What leads to the field that was wrong; nothing where it isn't on the page. */
function summaryOf({ faults, typed }: ErrorAnswer): readonly SummaryError[] {
  return faults.flatMap(({ field, message }) =>
    typed?.words.some((one) => one.field === field) ? [{ text: message, href: `#${field}` }] : [],
  );
}

/** The page that says "no" or "not now": in the staff layout for the signed-in, else the public one with its way out. */
export function createErrorPage(assets: AssetNames): RenderErrorPage {
  return (answer, request) => {
    const title = answer.status === 404 ? 'Page not found' : 'There is a problem';
    const errors = summaryOf(answer);
    const csrf = request.session?.csrf;
    const unnamed = answer.faults.filter(({ field }) => !errors.some(({ href }) => href === `#${field}`));
    const faults = unnamed.map(
      (fault) => html`<li>${fault.field === '' ? '' : `${fault.field}: `}${fault.message}</li>`,
    );
    const body = html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${answer.sentence}</p>
${answer.untaken && giveBackWhole(answer.untaken)}
${answer.status === 503 && html`<p class="govuk-body">If a child is in danger now, call <a class="govuk-link" href="tel:999">999</a>.</p>`}
${faults.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${faults}</ul>`}
${answer.incident !== undefined && html`<p class="govuk-body">If you tell somebody about this, give them this number: <strong>${answer.incident}</strong></p>`}
${!answer.untaken && giveBackWords(answer, csrf)}`;
    const page =
      request.session || request.url.startsWith('/sign-')
        ? staffPage({ assets, title, csrf, body, errors })
        : publicPage({ assets, title, lang: 'en-GB', dir: 'ltr', body, errors });
    return page.toString();
  };
}
