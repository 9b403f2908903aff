/** Makes the parts of pages by `createElement` and text alone: nothing that was disclosed is ever read as markup. */

export type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** An element with these classes, attributes and children. Text is text, whatever is in it. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  given: string | (Attributes & { readonly class?: string }),
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  const attributes: Attributes = typeof given === 'string' ? { class: given } : given;
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false && value !== '')
      made.setAttribute(name, value === true ? '' : value);
  made.append(
    ...(children.filter((child) => child instanceof Node || (typeof child === 'string' && child !== '')) as (
      | Node
      | string
    )[]),
  );
  return made;
}

export const paragraph = (...children: readonly Child[]) => el('p', 'govuk-body', ...children);
export const hint = (text: string) => el('p', 'govuk-hint', text);

export function heading(level: 'h1' | 'h2' | 'h3', text: string): HTMLHeadingElement {
  const size = { h1: 'l', h2: 'm', h3: 's' }[level];
  return el(level, { class: `govuk-heading-${size}`, tabindex: level === 'h1' ? '-1' : undefined }, text);
}

/** Text as it was written: its own lines, and nothing of it anything else. */
export const said = (text: string) => el('div', 'heed-said govuk-body', text);

export function button(
  text: string,
  press: () => void | Promise<void>,
  kind: '' | 'secondary' | 'warning' = '',
): HTMLButtonElement {
  const made = el(
    'button',
    { type: 'button', class: kind === '' ? 'govuk-button' : `govuk-button govuk-button--${kind}` },
    text,
  );
  made.addEventListener('click', () => {
    if (made.getAttribute('aria-disabled') === 'true') return;
    made.setAttribute('aria-disabled', 'true');
    void Promise.resolve(press()).finally(() => made.removeAttribute('aria-disabled'));
  });
  return made;
}

export function list(items: readonly Child[], kind = 'bullet'): HTMLUListElement {
  return el('ul', `govuk-list govuk-list--${kind}`, ...items.map((item) => el('li', '', item)));
}

export const tag = (text: string, colour: 'red' | 'yellow' | 'green' | 'grey' | 'blue') =>
  el('strong', `govuk-tag govuk-tag--${colour}`, text);

/** Facts, each with its name. */
export function facts(rows: readonly (readonly [string, Child] | null)[]): HTMLDListElement {
  return el(
    'dl',
    'govuk-summary-list',
    ...rows.map(
      (row) =>
        row &&
        el(
          'div',
          'govuk-summary-list__row',
          el('dt', 'govuk-summary-list__key', row[0]),
          el('dd', 'govuk-summary-list__value', row[1]),
        ),
    ),
  );
}

export const warning = (text: string) =>
  el(
    'div',
    'govuk-warning-text',
    el('span', { class: 'govuk-warning-text__icon', 'aria-hidden': 'true' }, '!'),
    el('strong', 'govuk-warning-text__text', el('span', 'govuk-visually-hidden', 'Warning '), text),
  );

export const inset = (...children: readonly Child[]) => el('div', 'govuk-inset-text', ...children);

let fields = 0;

/** A field with its label, what it is for, and room for what is wrong with it. */
export interface Field {
  readonly box: HTMLElement;
  readonly input: HTMLInputElement | HTMLTextAreaElement;
  /** Says what is wrong; empty: nothing. */
  fault(text: string): void;
}

export function field(
  label: string,
  given: {
    readonly hint?: string;
    readonly type?: 'text' | 'password';
    readonly rows?: number;
    readonly autocomplete?: string;
    readonly value?: string;
  } = {},
): Field {
  fields += 1;
  const id = `field-${fields}`;
  const common = {
    id,
    autocomplete: given.autocomplete ?? 'off',
    spellcheck: 'false',
    autocapitalize: 'none',
  };
  const input =
    given.rows === undefined
      ? el('input', { ...common, class: 'govuk-input', type: given.type ?? 'text' })
      : el('textarea', {
          ...common,
          class: 'govuk-textarea',
          rows: String(given.rows),
          spellcheck: 'true',
          autocapitalize: 'sentences',
        });
  input.value = given.value ?? '';
  const note =
    given.hint === undefined ? null : el('div', { class: 'govuk-hint', id: `${id}-hint` }, given.hint);
  const wrong = el('p', { class: 'govuk-error-message', id: `${id}-error`, hidden: true });
  const box = el(
    'div',
    'govuk-form-group',
    el('label', { class: 'govuk-label', for: id }, label),
    note,
    wrong,
    input,
  );
  const describe = (bad: boolean) => {
    const ids = [note && `${id}-hint`, bad && `${id}-error`].filter(Boolean).join(' ');
    if (ids) input.setAttribute('aria-describedby', ids);
    else input.removeAttribute('aria-describedby');
  };
  describe(false);
  return {
    box,
    input,
    fault: (text) => {
      wrong.replaceChildren(el('span', 'govuk-visually-hidden', 'Error: '), text);
      wrong.hidden = text === '';
      box.classList.toggle('govuk-form-group--error', text !== '');
      describe(text !== '');
      if (text !== '') input.focus();
    },
  };
}

/** Where something is said that matters at once: read out, and shown. */
export function announcer(): { readonly box: HTMLElement; say(text: string, bad?: boolean): void } {
  const box = el('div', { role: 'alert', class: 'heed-alert' });
  return {
    box,
    say: (text, bad = true) => {
      box.replaceChildren(...(text === '' ? [] : [bad ? warning(text) : inset(text)]));
    },
  };
}

/** A day as people write it: `2026-11-26` is 26 November 2026. */
export function sayDay(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000);
}
