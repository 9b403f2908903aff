import type { RenderErrorPage } from '../platform/http/answer-errors.ts';
import { type AssetNames, html, publicPage, staffPage } from '../ui/index.ts';

/** The page that says "no" or "not now": in the staff layout for the signed-in, else the public one with its way out. */
export function createErrorPage(assets: AssetNames): RenderErrorPage {
  return (answer, request) => {
    const title = answer.status === 404 ? 'Page not found' : 'There is a problem';
    const faults = answer.faults.map(
      (fault) => html`<li>${fault.field === '' ? '' : `${fault.field}: `}${fault.message}</li>`,
    );
    const body = html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${answer.sentence}</p>
${faults.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${faults}</ul>`}
${answer.incident !== undefined && html`<p class="govuk-body">If you tell somebody about this, give them this number: <strong>${answer.incident}</strong></p>`}`;
    const page =
      request.session || request.url.startsWith('/sign-')
        ? staffPage({ assets, title, csrf: request.session?.csrf, body })
        : publicPage({ assets, title, lang: 'en-GB', dir: 'ltr', body });
    return page.toString();
  };
}
