import { button, type Html, html } from '../../../../ui/index.ts';
import { carryReceipt, type Held } from './carry-receipt.page.ts';
import { bullets, framePage, paragraphs, type View } from './frame-page.page.ts';

/** The way from a page that has the receipt to the warning. */
export function proofLink(view: View, held: Held): Html {
  const { proof } = view.t;
  return carryReceipt(
    view,
    '/return/proof',
    held,
    button({ text: proof.link, classes: 'govuk-button--secondary' }),
  );
}

function sendBack(view: View, held: Held): Html {
  return carryReceipt(
    view,
    '/return',
    held,
    button({ text: view.t.proof.back, classes: 'govuk-button--secondary' }),
  );
}

/** Who might find the proof, before there is one. The same whatever the receipt: nothing is looked up for it. */
export function renderProofWarning(view: View, held: Held): Html {
  const { proof } = view.t;
  return framePage(view, {
    title: proof.title,
    plain: true,
    body: html`<h1 class="govuk-heading-l">${proof.heading}</h1>${paragraphs([proof.what, proof.need])}<h2 class="govuk-heading-m">${proof.riskHeading}</h2>${bullets(proof.risks)}<p class="govuk-body"><strong>${proof.safe}</strong></p>${carryReceipt(view, '/return/proof/file', held, button({ text: proof.button }))}${sendBack(view, held)}`,
  });
}

/** Said while no checkpoint covers the concern yet. */
export function renderProofWait(view: View, held: Held): Html {
  const { proof } = view.t;
  return framePage(view, {
    title: proof.waitTitle,
    plain: true,
    body: html`<h1 class="govuk-heading-l">${proof.waitHeading}</h1>${paragraphs([proof.wait])}${carryReceipt(view, '/return/proof/file', held, button({ text: proof.again }))}${sendBack(view, held)}`,
  });
}
