import { button, type Html, html } from '../../../../ui/index.ts';
import { bullets, framePage, paragraphs, tokenField, type View } from './frame-page.page.ts';

/** A form that carries the receipt on, and nothing else: it travels in bodies of forms only. */
function carry(view: View, action: string, receipt: string, content: Html): Html {
  return html`<form method="post" action="${action}" novalidate>${tokenField(view)}<input type="hidden" name="receipt" value="${receipt}">${content}</form>`;
}

/** The way from a page that has the receipt to the warning. */
export function proofLink(view: View, receipt: string): Html {
  const { proof } = view.t;
  return carry(
    view,
    '/return/proof',
    receipt,
    button({ text: proof.link, classes: 'govuk-button--secondary' }),
  );
}

function sendBack(view: View, receipt: string): Html {
  return carry(
    view,
    '/return',
    receipt,
    button({ text: view.t.proof.back, classes: 'govuk-button--secondary' }),
  );
}

/** Who might find the proof, before there is one. The same whatever the receipt: nothing is looked up for it. */
export function renderProofWarning(view: View, receipt: string): Html {
  const { proof } = view.t;
  return framePage(view, {
    title: proof.title,
    plain: true,
    body: html`<h1 class="govuk-heading-l">${proof.heading}</h1>${paragraphs([proof.what, proof.need])}<h2 class="govuk-heading-m">${proof.riskHeading}</h2>${bullets(proof.risks)}<p class="govuk-body"><strong>${proof.safe}</strong></p>${carry(view, '/return/proof/file', receipt, button({ text: proof.button }))}${sendBack(view, receipt)}`,
  });
}

/** Said while no checkpoint covers the concern yet. */
export function renderProofWait(view: View, receipt: string): Html {
  const { proof } = view.t;
  return framePage(view, {
    title: proof.waitTitle,
    plain: true,
    body: html`<h1 class="govuk-heading-l">${proof.waitHeading}</h1>${paragraphs([proof.wait])}${carry(view, '/return/proof/file', receipt, button({ text: proof.again }))}${sendBack(view, receipt)}`,
  });
}
