import { type Html, html, NOTHING } from '../../../../ui/index.ts';
import {
  ADVICE,
  NOT_PRESCRIBED,
  ORDER,
  type OtherBody,
  type OutsideBody,
  type OutsideGroup,
  PRESCRIBED_PERSONS,
} from '../../domain/law/prescribed-persons.ts';
import { READ_ON } from '../../domain/law/source.ts';
import {
  frameReading,
  paragraphs,
  type ReadingView,
  sayDate,
  sourceOf,
  telephone,
} from './frame-reading.page.ts';
import { ENGLISH_LAW } from './texts/en-law.ts';

const t = ENGLISH_LAW.outside;
const GROUPS: readonly OutsideGroup[] = ['children', 'registration', 'health', 'police-and-safety', 'other'];

/** One body; under a group its name is a heading of the fourth level. */
function body(one: OutsideBody | OtherBody, isGrouped: boolean): Html {
  const name = isGrouped
    ? html`<h4 class="govuk-heading-s">${one.name}</h4>`
    : html`<h3 class="govuk-heading-s">${one.name}</h3>`;
  const expect =
    'expect' in one && one.expect !== undefined ? html`<p class="govuk-body">${one.expect}</p>` : NOTHING;
  const from = 'numberFrom' in one ? one.numberFrom : undefined;
  const found =
    from &&
    html`. ${t.numberFrom} <a class="govuk-link" href="${from.address}">${from.name}</a>, ${from.paragraph}`;
  const phone = one.telephone
    ? html`<p class="govuk-body">${t.telephone} ${telephone(one.telephone)}${found}</p>`
    : NOTHING;
  return html`${name}<p class="govuk-body">${one.about}</p>${expect}${phone}${sourceOf(one)}`;
}

/** The directory: who advises, the prescribed persons in groups, and who is none. It prints as a list. */
export function renderOutside(view: ReadingView): Html {
  const groups = GROUPS.map(
    (group) =>
      html`<h3 class="govuk-heading-m">${t.groups[group]}</h3>${PRESCRIBED_PERSONS.filter((one) => one.group === group).map((one) => body(one, true))}`,
  );
  return frameReading(view, {
    title: t.title,
    back: '/speak-up',
    here: 'outside',
    body: html`<h1 class="govuk-heading-xl">${t.heading}</h1>
<div class="heed-noprint">${paragraphs([...t.lead, t.print])}</div>
${paragraphs([t.oldWarning(sayDate(READ_ON))])}
<h2 class="govuk-heading-l">${t.adviceHeading}</h2>${ADVICE.map((one) => body(one, false))}
<h2 class="govuk-heading-l">${t.prescribedHeading}</h2>${paragraphs([t.prescribedLead(ORDER)])}${groups}
<h2 class="govuk-heading-l">${t.notHeading}</h2>${paragraphs([t.notLead])}${NOT_PRESCRIBED.map((one) => body(one, false))}`,
  });
}
