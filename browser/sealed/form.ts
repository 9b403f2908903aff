/** What somebody wrote into the sealed form, and what is missing. Nothing of it leaves this file but to be sealed. */
import {
  type BodyContent,
  CATEGORIES,
  type HeaderContent,
  type IdentityContent,
} from '../../src/modules/disclosures/domain/contents.ts';
import type { Roster } from '../../src/modules/disclosures/domain/roster.ts';
import type { Marks } from '../../src/modules/disclosures/domain/route-conflicts.ts';
import type { SealedTexts } from '../../src/modules/disclosures/web/public/texts/en-sealed.ts';
import { el, type Fault } from './dom.ts';

/** An organisation that is not in the roster. */
export const OTHER = 'other';

const MOST_FILES = 10;
const MOST_BYTES = 25 * 1024 * 1024;

/** The form, read. */
export interface Written {
  readonly marks: Marks;
  readonly header: HeaderContent;
  readonly answers: BodyContent['answers'];
  readonly identity: IdentityContent;
  readonly files: readonly File[];
  readonly cleanPictures: boolean;
}

const textIn = (form: HTMLFormElement, name: string): string => {
  const field = form.elements.namedItem(name);
  return field !== null && 'value' in field ? String(field.value).trim() : '';
};

const option = (value: string, text: string) => el('option', { value }, text);

/** Puts the verified roster's organisations, parts and people into the form. */
export function fillChoices(form: HTMLFormElement, roster: Roster, t: SealedTexts): void {
  const select = (name: string) => form.elements.namedItem(name) as HTMLSelectElement;
  const names = new Map(roster.organisations.map(({ id, name }) => [id, name]));
  const [employer, unit] = [select('employer'), select('unit')];
  const list = roster.organisations
    .filter(({ kind }) => kind !== 'regulator')
    .map(({ id, name }) => option(id, name));
  employer.replaceChildren(option('', ''), ...list, option(OTHER, t.employerOther));
  const show = () => {
    for (const part of form.querySelectorAll<HTMLElement>('[data-when]'))
      part.hidden = employer.value === '' || (part.dataset.when === OTHER) !== (employer.value === OTHER);
    const units = roster.units.filter(({ organisation }) => organisation === employer.value);
    unit.replaceChildren(option('', t.unitUnknown), ...units.map(({ id, name }) => option(id, name)));
  };
  employer.addEventListener('change', show);
  show();
  const people = roster.recipients.map(({ id, name, post, organisation }) => {
    const input = el('input', {
      class: 'govuk-checkboxes__input',
      type: 'checkbox',
      name: 'keep-from',
      value: id,
      id: `keep-${id}`,
    });
    const text = `${name}, ${post}, ${names.get(organisation) ?? ''}`;
    const label = el('label', { class: 'govuk-label govuk-checkboxes__label', for: `keep-${id}` }, text);
    return el('div', { class: 'govuk-checkboxes__item' }, input, label);
  });
  form
    .querySelector('[data-people]')
    ?.replaceChildren(
      el(
        'fieldset',
        { class: 'govuk-fieldset govuk-form-group' },
        el(
          'legend',
          { class: 'govuk-fieldset__legend govuk-fieldset__legend--s' },
          `${t.keepFrom}${t.optional}`,
        ),
        el('div', { class: 'govuk-hint' }, t.keepFromHint),
        el('div', { class: 'govuk-checkboxes govuk-checkboxes--small' }, ...people),
      ),
    );
}

/** What was ticked and chosen, for routing. Whom it is about in words is not among the people who can be chosen. */
export function readMarks(form: HTMLFormElement): Marks {
  const employer = textIn(form, 'employer');
  const chosen = [...form.querySelectorAll<HTMLInputElement>('[name="keep-from"]:checked')].map(
    ({ value }) => value,
  );
  const about = textIn(form, 'about')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const unit = textIn(form, 'unit');
  return {
    employer: employer === OTHER || employer === '' ? null : employer,
    unit: unit === '' ? null : unit,
    about,
    mustNotSee: chosen,
  };
}

/** Reads the form; what must be put right comes first. */
export function readForm(
  form: HTMLFormElement,
  roster: Roster,
  t: SealedTexts,
): { readonly written: Written; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const need = (field: string, holds: boolean, text: string) => {
    if (!holds) faults.push({ field, text });
  };
  const marks = readMarks(form);
  const employer = textIn(form, 'employer');
  need('employer', employer !== '', t.faults.employer);
  const named = employer === OTHER ? textIn(form, 'organisation') : '';
  need('organisation', employer !== OTHER || named !== '', t.faults.organisation);
  const category = CATEGORIES.find((one) => one === textIn(form, 'category'));
  need('category', category !== undefined, t.faults.category);
  const danger = textIn(form, 'danger');
  need('danger', danger !== '', t.faults.danger);
  const seen = textIn(form, 'seen');
  need('seen', seen !== '', t.faults.seen);
  const picker = form.elements.namedItem('files') as HTMLInputElement;
  const files = [...(picker.files ?? [])];
  need('files', files.length <= MOST_FILES && files.every(({ size }) => size <= MOST_BYTES), t.faults.files);
  const answer = (asked: string, name: string) => ({ asked, answer: textIn(form, name) });
  const written: Written = {
    marks,
    header: {
      organisation: (roster.organisations.find(({ id }) => id === marks.employer)?.name ?? named).slice(
        0,
        300,
      ),
      unit: roster.units.find(({ id }) => id === marks.unit)?.name ?? '',
      about: marks.about.slice(0, 20).map((line) => line.slice(0, 300)),
      category: category ?? 'other',
      danger: danger === 'yes',
      test: false,
    },
    answers: [answer(t.seen, 'seen'), answer(t.told, 'told'), answer(t.wish, 'wish')].filter(
      (one) => one.answer !== '',
    ),
    identity: {
      name: textIn(form, 'name').slice(0, 300),
      post: textIn(form, 'post').slice(0, 300),
      reach: textIn(form, 'reach').slice(0, 300),
    },
    files,
    cleanPictures: textIn(form, 'pictures') !== 'keep',
  };
  return { written, faults };
}
