import type { MentionKind } from '../../../kernel/mention.ts';
import { button, details, type FormErrors, type Html, html, NOTHING } from '../../../ui/index.ts';
import { describeFactKind } from '../domain/fact-kinds.ts';
import { listAsked } from '../domain/new-record.ts';
import { recordIn } from '../domain/record.ts';
import type { Alike, MayBe } from '../queries/see-alike.query.ts';
import { type RecordField, type RecordValues, renderRecordForm } from './record-form.page.ts';
import { KIND_WORDS, recordHref, sayUnnamed } from './record-words.presenter.ts';
import { renderWaterfall } from './waterfall.page.ts';

const KINDS: readonly (readonly [MentionKind, string])[] = [
  ['child', 'A child, born or not born yet'],
  ['adult', 'An adult'],
  ['vehicle', 'A vehicle'],
  ['phone', 'A phone number'],
  ['place', 'A place'],
  ['account', 'An online account'],
  ['organisation', 'An organisation'],
];

/** What is to be put on record. */
export function renderKinds(): Html {
  return html`<h1 class="govuk-heading-l">Put a person or thing on record</h1>
<p class="govuk-body">For somebody or something that no concern names. Where a concern does, put them on record from its page: then it is known where it was said.</p>
<ul class="govuk-list">${KINDS.map(([kind, words]) => html`<li><a class="govuk-link" href="/records/new/${kind}">${words}</a></li>`)}</ul>`;
}

const BIRTH_SORT: RecordField = {
  name: 'birthSort',
  kind: 'radios',
  label: 'How sure that is',
  options: Object.entries(describeFactKind('birth').sorts ?? {}).map(([value, text]) => ({ value, text })),
};

const SOURCE: RecordField = {
  name: 'source',
  kind: 'line',
  label: 'Who or what says so',
  hint: 'For example: the midwife, by phone on 3 May. It is kept with each thing you give.',
};

function fieldsOf(kind: MentionKind): readonly RecordField[] {
  const asked = listAsked(kind).flatMap((name): readonly RecordField[] => {
    const { ask, hint } = describeFactKind(name);
    const line: RecordField = { name, kind: 'line', label: ask, hint };
    return name === 'birth' ? [line, BIRTH_SORT] : [line];
  });
  return [...asked, SOURCE];
}

function renderMayBe({ line, score }: MayBe): Html {
  const { record, kind, called, born, found } = line;
  const likely = score?.band === 'strong' ? 'Very probably the same.' : 'Perhaps the same.';
  const as = found?.as && found.as !== called ? `, as “${found.as}”` : '';
  return html`<li class="heed-proposal"><p class="govuk-body"><a class="govuk-link" href="${recordHref(recordIn(record))}">${called ?? sayUnnamed(kind)}</a>, ${KIND_WORDS[kind].toLowerCase()}${born ? `, born ${born}`.replace('born age', 'age') : ''}<br><strong>${likely}</strong> ${found ? `Found by ${found.why}${as}.` : ''}</p>${renderWaterfall(score)}</li>`;
}

function renderAlike(alike: Alike): Html {
  const { records, concerns } = alike;
  const known =
    records.length > 0
      ? html`<ol class="govuk-list">${records.map(renderMayBe)}</ol><p class="govuk-body">If it is one of these, open that record and put what you know on it. If it is none, the last button on this page puts it on record.</p>`
      : NOTHING;
  const named =
    concerns.size > 0
      ? details({
          summaryText: `Named in ${concerns.size === 1 ? 'a concern' : `${concerns.size} concerns`} and not on record`,
          open: records.length === 0,
          text: html`<p class="govuk-body">Put them on record from there, if it is the same.</p><ul class="govuk-list">${[...concerns].map(([id, reference]) => html`<li><a class="govuk-link" href="/concerns/${id}#named">${reference}</a></li>`)}</ul>`,
        })
      : NOTHING;
  return html`<section aria-labelledby="alike"><h2 class="govuk-heading-m" id="alike">This may be somebody or something that is known already</h2>${known}${named}</section>`;
}

/** The form for a new record; with those it may be above it, and a button that says it is none of them. */
export function renderNewRecord(form: {
  readonly kind: MentionKind;
  readonly values: RecordValues;
  readonly errors: FormErrors;
  readonly csrf: string | undefined;
  readonly alike: Alike | null;
}): Html {
  const { kind, values, errors, csrf, alike } = form;
  const title = `Put on record: ${KIND_WORDS[kind].toLowerCase()}`;
  const drawn = renderRecordForm({
    action: `/records/new/${kind}`,
    fields: fieldsOf(kind),
    submit: alike ? 'Look again with what I changed' : 'Look who it may be, and put on record',
    values: { birthSort: 'exact', ...values },
    errors,
    csrf,
    classes: alike ? 'govuk-button--secondary' : undefined,
    other: alike ? button({ text: 'None of these: put on record', name: 'step', value: 'save' }) : undefined,
  });
  const lead = alike
    ? renderAlike(alike)
    : html`<p class="govuk-body">Give what is known and leave the rest empty. Before anything is kept you see who it may be already.</p>`;
  return html`<h1 class="govuk-heading-l">${title}</h1>${lead}${drawn}`;
}
