import type { RenderErrorPage } from '../platform/http/answer-errors.ts';
import type { UntakenForm } from '../platform/http/not-now.ts';
import { type AssetNames, button, details, type Html, html, publicPage, staffPage } from '../ui/index.ts';

/** Shorter answers are choices and dates: nothing somebody would want to copy out. */
const WORTH_SHOWING = 20;

/**
 * What somebody sent and Heed could not take, given back to be sent again by one press: it is in this page and nowhere
 * else, so that it outlives a database that is away. Sent twice it is still one concern, by the form's own key.
 */
function giveBack({ action, fields }: UntakenForm): Html {
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

/** The page that says "no" or "not now": in the staff layout for the signed-in, else the public one with its way out. */
export function createErrorPage(assets: AssetNames): RenderErrorPage {
  return (answer, request) => {
    const title = answer.status === 404 ? 'Page not found' : 'There is a problem';
    const faults = answer.faults.map(
      (fault) => html`<li>${fault.field === '' ? '' : `${fault.field}: `}${fault.message}</li>`,
    );
    const body = html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${answer.sentence}</p>
${answer.untaken && giveBack(answer.untaken)}
${answer.status === 503 && html`<p class="govuk-body">If a child is in danger now, call <a class="govuk-link" href="tel:999">999</a>.</p>`}
${faults.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${faults}</ul>`}
${answer.incident !== undefined && html`<p class="govuk-body">If you tell somebody about this, give them this number: <strong>${answer.incident}</strong></p>`}`;
    const page =
      request.session || request.url.startsWith('/sign-')
        ? staffPage({ assets, title, csrf: request.session?.csrf, body })
        : publicPage({ assets, title, lang: 'en-GB', dir: 'ltr', body });
    return page.toString();
  };
}
