/** Elements made one by one: nothing here is ever read as markup, whatever somebody wrote (Trusted Types allow no other way). */

type Child = Node | string | false | null | undefined;

/** An element with attributes and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(name, value);
  made.append(...children.filter((child): child is Node | string => child !== false && child != null));
  return made;
}

/** A paragraph. */
export const p = (...children: readonly Child[]) => el('p', { class: 'govuk-body' }, ...children);

/** A heading of the middle size. */
export const h2 = (text: string) => el('h2', { class: 'govuk-heading-m' }, text);

/** A list with bullets. */
export const bullets = (lines: readonly string[]) =>
  el('ul', { class: 'govuk-list govuk-list--bullet' }, ...lines.map((line) => el('li', {}, line)));

/** A button that does something here; `plain` for what is not the main thing. */
export function button(text: string, act: () => void, plain = false): HTMLButtonElement {
  const made = el(
    'button',
    { type: 'button', class: `govuk-button${plain ? ' govuk-button--secondary' : ''}` },
    text,
  );
  made.addEventListener('click', act);
  return made;
}

/** Something said in the page that is not a question. */
export const inset = (...children: readonly Child[]) =>
  el('div', { class: 'govuk-inset-text', role: 'status' }, ...children);

/** `text` with what stands in braces put in. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** One thing to put right, and where. */
export interface Fault {
  readonly field: string;
  readonly text: string;
}

const groupOf = (field: HTMLElement) => field.closest<HTMLElement>('.govuk-form-group');

/** Takes away what was said to be wrong. */
export function clearFaults(): void {
  for (const old of document.querySelectorAll('.govuk-error-summary, .govuk-error-message')) old.remove();
  for (const group of document.querySelectorAll('.govuk-form-group--error'))
    group.classList.remove('govuk-form-group--error');
}

/** Says what is wrong as every page of Heed does: listed above with links, and at each field; the focus goes to the list. */
export function showFaults(title: string, faults: readonly Fault[]): void {
  clearFaults();
  const items = faults.map(({ field, text }) => {
    const at = document.getElementsByName(field)[0] ?? document.getElementById(field);
    const group = at && groupOf(at);
    if (group && at) {
      group.classList.add('govuk-form-group--error');
      const message = el('p', { class: 'govuk-error-message', id: `${field}-error` }, text);
      const fieldset = group.querySelector('fieldset');
      if (fieldset) fieldset.querySelector('.govuk-radios, .govuk-checkboxes')?.before(message);
      else at.before(message);
      at.setAttribute('aria-describedby', `${field}-error`);
    }
    const link = el('a', { href: `#${at?.id ?? field}` }, text);
    return el('li', {}, link);
  });
  const summary = el(
    'div',
    { class: 'govuk-error-summary', tabindex: '-1', role: 'alert' },
    el('h2', { class: 'govuk-error-summary__title' }, title),
    el(
      'div',
      { class: 'govuk-error-summary__body' },
      el('ul', { class: 'govuk-list govuk-error-summary__list' }, ...items),
    ),
  );
  document.querySelector('main .govuk-grid-column-two-thirds')?.prepend(summary);
  summary.focus();
}
