import { details, type Html, html } from '../../../ui/index.ts';
import type { PairScore, Reason } from '../domain/matching/index.ts';

const FIELDS: Readonly<Record<string, string>> = {
  givenName: 'First name',
  familyName: 'Last name',
  otherNames: 'Other names',
  nameOrder: 'Order of the names',
  born: 'Date of birth',
  sex: 'Sex',
  street: 'Street',
  house: 'House number',
  postcode: 'Postcode',
  phone: 'Telephone',
  nhsNumber: 'NHS number',
  upn: 'Pupil number',
  'other:school': 'School',
};

/** Bits above which something speaks for, and below which it speaks against; between, it says next to nothing. */
const SAYS = 1;
function weighIn(bits: number): string {
  if (Math.abs(bits) < SAYS) return 'says little';
  const how = Math.abs(bits) >= 8 ? 'strongly ' : '';
  return `${how}${bits > 0 ? 'for' : 'against'} (${bits > 0 ? '+' : '−'}${Math.abs(bits).toFixed(1)})`;
}

function renderReason({ field, says, bits }: Reason): Html {
  return html`<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">${FIELDS[field] ?? field}</th><td class="govuk-table__cell">${says}</td><td class="govuk-table__cell">${weighIn(bits)}</td></tr>`;
}

/**
 * What speaks for it and what against, field by field, the most telling first. Figures are in bits: each makes it twice as
 * likely, or half.
 */
export function renderWaterfall(score: PairScore | null): Html | '' {
  if (!score || score.reasons.length < 2) return '';
  return details({
    summaryText: 'What speaks for it, and what against',
    text: html`<table class="govuk-table heed-stack"><caption class="govuk-table__caption govuk-visually-hidden">What speaks for it, and what against</caption><thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">What is known</th><th scope="col" class="govuk-table__header">How they agree</th><th scope="col" class="govuk-table__header">Speaks</th></tr></thead><tbody class="govuk-table__body">${score.reasons.map(renderReason)}</tbody></table><p class="govuk-hint">Each point makes it twice as likely that this is one person, or half as likely. You decide: nothing is joined by itself.</p>`,
  });
}
