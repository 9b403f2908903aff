/** Fills a form as somebody careful would, so that only what a test spoils is wrong with it. */
import type { FormField, PageForm } from './markup-reader.ts';

/** Words by name of field or, for most, a sentence that would do as a reason, a message or an answer. */
export type Filled = Readonly<Record<string, string>>;

const BY_KIND: readonly (readonly [name: RegExp, value: (nth: number) => string])[] = [
  [/phone|^phone$/, () => '01632 960123'],
  [/mail/, (nth) => `somebody.${nth}@example.org`],
  [/^date-day$/, () => '27'],
  [/^date-month$/, () => '3'],
  [/^date-year$/, () => '2027'],
  [/^after-\d/, (nth) => String(nth)],
  [/age|birth/, () => '14'],
  [/postcode/, () => 'ZZ1 1AA'],
  [/^name$|-name$/, (nth) => `Zephyr Quillfeather ${nth}`],
  [/registration|vehicle$/, () => 'ZZ12 HED'],
];

/** Fields that people type words, names or numbers into. */
export function isTyped({ type }: FormField): boolean {
  return /^(text|textarea|tel|email|search|number)$/.test(type);
}

/** Fields whose words are never shown again: proofs of who somebody is, and receipts. */
export function isSecret({ name, type }: FormField): boolean {
  return type === 'password' || /^(code|receipt|word-[ab])$/.test(name);
}

/** A value for a text field that no form refuses; `nth` makes it unlike any other. */
export function goodText(name: string, nth: number): string {
  const kind = BY_KIND.find(([pattern]) => pattern.test(name));
  return kind
    ? kind[1](nth)
    : `Zephyr ${name.replace(/[0-9a-f-]{30,}/g, '')} ${nth}: the school saw her today and has rung us about the car.`;
}

/** Which button is pressed and what is chosen where nothing is, by name; text fields that hold nothing are typed in. */
export function fillIn(form: PageForm, nth: number): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  for (const field of form.fields) {
    const { name, type, value, choices } = field;
    if (isTyped(field)) {
      if (!value || type === 'textarea') values[name] = goodText(name, nth);
    } else if (type === 'submit') values[name] = choices[0] ?? '';
    else if (type === 'radio' && value === null) values[name] = choices[0] ?? '';
    else if (type === 'select' && !value) values[name] = choices.find((one) => one !== '') ?? '';
    else if (type === 'checkbox' && value === null && field.choices.length > 1)
      values[name] = choices[0] ?? '';
  }
  return values;
}
