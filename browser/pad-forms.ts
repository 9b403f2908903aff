import { FILLER_FIELD, fillerFor } from '../src/kernel/traffic-shape.ts';

/** How many bytes the browser sends for these fields, urlencoded. It sends every line break as two characters. */
function lengthOf(fields: FormData): number {
  const sent = new URLSearchParams();
  for (const [name, value] of fields)
    if (typeof value === 'string') sent.append(name, value.replace(/\r\n|\r|\n/g, '\r\n'));
  return sent.toString().length;
}

/**
 * Makes each form that asks for it (`data-shaped`) as large as the least of the sizes that holds it, as it is sent: how long a worry
 * is, and which channel it goes by, can't be told from outside. Listens above the forms, so that every field is there by then.
 */
export function padForms(): void {
  document.addEventListener('formdata', ({ target, formData }) => {
    if (!(target instanceof HTMLFormElement) || target.dataset.shaped === undefined) return;
    formData.delete(FILLER_FIELD);
    formData.set(FILLER_FIELD, fillerFor(lengthOf(formData)));
  });
}
