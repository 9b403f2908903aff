/** The questions of a disclosure, asked alike on the page that seals in the browser and on the one without JavaScript. */
import {
  checkboxes,
  type FormErrors,
  type Html,
  html,
  NO_ERRORS,
  radios,
  type SelectItem,
  select,
  textarea,
  textInput,
} from '../../../../ui/index.ts';
import { CATEGORIES } from '../../domain/contents.ts';
import type { Roster } from '../../domain/roster.ts';
import { paragraphs } from './frame-reading.page.ts';
import { OTHER, type TypedFields } from './read-typed.form.ts';
import type { SealedTexts } from './texts/en-sealed.ts';

/** What is in the form: on the page that seals, nothing, for its script fills in the lists and says what is wrong. */
export interface Filled {
  readonly typed: TypedFields;
  readonly errors: FormErrors;
  /** Whose organisations, parts and people can be chosen; `null`: the script's business. */
  readonly roster: Roster | null;
}

const EMPTY: Filled = {
  typed: { text: () => '', list: () => [] },
  errors: NO_ERRORS,
  roster: null,
};

const NONE: SelectItem = { value: '', text: '' };

const legend = (text: string, size: 'm' | 's' = 'm') => ({
  legend: { text, classes: `govuk-fieldset__legend--${size}` },
});

/** Somebody on the roster, with their post and whose they are. */
export function nameRecipient(
  { organisations }: Roster,
  { name, post, organisation }: Roster['recipients'][number],
): string {
  return `${name}, ${post}, ${organisations.find(({ id }) => id === organisation)?.name ?? ''}`;
}

function listEmployers(t: SealedTexts, roster: Roster): readonly SelectItem[] {
  const list = roster.organisations.filter(({ kind }) => kind !== 'regulator');
  return [
    NONE,
    ...list.map(({ id, name }) => ({ value: id, text: name })),
    { value: OTHER, text: t.employerOther },
  ];
}

/** Without a script the parts of every organisation are in one list, each with whose it is. */
function listUnits(t: SealedTexts, { organisations, units }: Roster): readonly SelectItem[] {
  const named = new Map(organisations.map(({ id, name }) => [id, name]));
  const list = units.map(({ id, organisation, name }) => ({
    value: id,
    text: `${named.get(organisation) ?? ''}: ${name}`,
  }));
  return [{ value: '', text: t.unitUnknown }, ...list];
}

function people(t: SealedTexts, { typed }: Filled, roster: Roster): Html {
  return checkboxes({
    name: 'keep-from',
    classes: 'govuk-checkboxes--small',
    fieldset: legend(`${t.keepFrom}${t.optional}`, 's'),
    hint: { text: t.keepFromHint },
    values: typed.list('keep-from'),
    items: roster.recipients.map((one) => ({ value: one.id, text: nameRecipient(roster, one) })),
  });
}

/** Organisation, part, and whom it is about: what routing needs. */
export function whereIsIt(t: SealedTexts, filled: Filled = EMPTY): Html {
  const { typed, errors, roster } = filled;
  const own = (name: string) => ({
    name,
    value: typed.text(name) || undefined,
    errorMessage: errors.byField[name],
  });
  const employer = select({
    ...own('employer'),
    label: { text: t.employer },
    items: roster ? listEmployers(t, roster) : [NONE],
  });
  const named = textInput({
    ...own('organisation'),
    label: { text: t.organisationName },
    autocomplete: 'off',
  });
  const unit = select({
    ...own('unit'),
    label: { text: t.unit },
    items: roster ? listUnits(t, roster) : [NONE],
  });
  const about = textarea({
    ...own('about'),
    label: { text: t.about },
    hint: { text: t.aboutHint },
    rows: 3,
    spellcheck: false,
  });
  const parts = roster
    ? html`${named}${unit}`
    : html`<div data-when="other" hidden>${named}</div><div data-when="listed" hidden>${unit}</div>`;
  const who = roster ? people(t, filled, roster) : html`<div class="govuk-form-group" data-people></div>`;
  return html`<section><h2 class="govuk-heading-m">${t.aboutWork}</h2>${paragraphs([t.aboutWorkHint])}${employer}${parts}${about}${who}</section>`;
}

/** What it is, and what they saw. */
export function whatIsIt(t: SealedTexts, { typed, errors }: Filled = EMPTY): Html {
  const own = (name: string) => ({
    name,
    value: typed.text(name) || undefined,
    errorMessage: errors.byField[name],
  });
  const items = CATEGORIES.map((value) => ({ value, text: t.categories[value] }));
  const danger = [
    { value: 'yes', text: t.yes },
    { value: 'no', text: t.no },
  ];
  const area = (name: 'seen' | 'told' | 'wish', label: string, hint?: string) =>
    textarea({
      ...own(name),
      label: { text: label, classes: 'govuk-label--m' },
      hint: hint ? { text: hint } : undefined,
      rows: name === 'seen' ? 9 : 4,
      spellcheck: false,
    });
  return html`${radios({ ...own('category'), fieldset: legend(t.category), items })}${radios({ ...own('danger'), fieldset: legend(t.inDanger), items: danger })}${area('seen', t.seen, t.seenHint)}${area('told', `${t.told}${t.optional}`)}${area('wish', `${t.wish}${t.optional}`)}`;
}

/** Who they are, if they say. */
export function whoAreYou(t: SealedTexts, { typed }: Filled = EMPTY): Html {
  const line = (name: 'name' | 'post' | 'reach', label: string) =>
    textInput({
      name,
      value: typed.text(name) || undefined,
      label: { text: label },
      autocomplete: 'off',
      spellcheck: false,
    });
  return html`<section><h2 class="govuk-heading-m">${t.who}${t.optional}</h2>${paragraphs([t.whoHint])}${line('name', t.name)}${line('post', t.post)}${line('reach', t.reach)}</section>`;
}
