/** What somebody wrote into the sealed form, and what is missing. Nothing of it leaves this file but to be sealed. */
import type { Roster } from '../../src/modules/disclosures/domain/roster.ts';
import type { Marks } from '../../src/modules/disclosures/domain/route-conflicts.ts';
import {
  namePlace,
  OTHER,
  readTyped,
  readTypedMarks,
  type Typed,
  type TypedFields,
} from '../../src/modules/disclosures/web/public/read-typed.form.ts';
import type { SealedTexts } from '../../src/modules/disclosures/web/public/texts/en-sealed.ts';
import type { WhereTexts } from '../../src/modules/disclosures/web/public/texts/en-where.ts';
import { el, type Fault } from './dom.ts';

const MOST_FILES = 10;
const MOST_BYTES = 25 * 1024 * 1024;

/** The form, read. */
export interface Written extends Typed {
  readonly files: readonly File[];
  readonly cleanPictures: boolean;
}

const textIn = (form: HTMLFormElement, name: string): string => {
  const field = form.elements.namedItem(name);
  return field !== null && 'value' in field ? String(field.value).trim() : '';
};

const option = (value: string, text: string) => el('option', { value }, text);

/** Puts the verified roster's organisations, parts and people into the form. */
export function fillChoices(form: HTMLFormElement, roster: Roster, t: WhereTexts): void {
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

/** The form's fields as they were filled in. */
function fieldsOf(form: HTMLFormElement): TypedFields {
  return {
    text: (name) => textIn(form, name),
    list: (name) =>
      [...form.querySelectorAll<HTMLInputElement>(`[name="${name}"]:checked`)].map(({ value }) => value),
  };
}

/** Where somebody works and who must not see it: for routing, and as those who read it see it first. */
export function readPlace(form: HTMLFormElement, roster: Roster): Place {
  const fields = fieldsOf(form);
  return { marks: readTypedMarks(fields), named: namePlace(fields, roster) };
}

export interface Place {
  readonly marks: Marks;
  readonly named: ReturnType<typeof namePlace>;
}

/** Reads the form; what must be put right comes first. */
export function readForm(
  form: HTMLFormElement,
  roster: Roster,
  t: SealedTexts,
): { readonly written: Written; readonly faults: readonly Fault[] } {
  const { written, faults } = readTyped(fieldsOf(form), roster, t);
  const picker = form.elements.namedItem('files') as HTMLInputElement;
  const files = [...(picker.files ?? [])];
  const fit = files.length <= MOST_FILES && files.every(({ size }) => size <= MOST_BYTES);
  return {
    written: { ...written, files, cleanPictures: textIn(form, 'pictures') !== 'keep' },
    faults: fit ? faults : [...faults, { field: 'files', text: t.faults.files }],
  };
}
