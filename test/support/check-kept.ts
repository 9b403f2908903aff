/**
 * What a refused form owes whoever filled it in: every word they typed, back in a field; and an error that leads to the
 * field it is about and is read out with it. Source: 90-quality.md (Bad input); GOV.UK Design System (error summary).
 */
import assert from 'node:assert/strict';
import { isSecret, isTyped } from './filled-forms.ts';
import { decodeMarkup, type PageForm } from './markup-reader.ts';
import type { Answer } from './visitor.ts';

/** What was sent in place of what the form held. */
export type Sent = Readonly<Record<string, string | readonly string[] | null>>;

/** As somebody reads it: white space counts once, and a letter is a letter however it is put together. */
function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** Text that can be kept and shown: a browser makes no other unless somebody bends it. */
function isSound(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0') && plain(text) !== '';
}

/** What stands in every text field of a page, in forms or by itself. */
export function readTypedIn(html: string): ReadonlySet<string> {
  const areas = [...html.matchAll(/<textarea\b[^>]*>([\s\S]*?)<\/textarea>/gi)].map(
    ([, words = '']) => words,
  );
  const inputs = [
    ...html.matchAll(/<input\b(?![^>]*type="(?:hidden|radio|checkbox|submit)")[^>]*?\svalue="([^"]*)"/gi),
  ];
  return new Set(
    [...areas, ...inputs.map(([, value = '']) => value)].map((text) => plain(decodeMarkup(text))),
  );
}

/** True for an answer that says no to a form in a page, to somebody whose whole form was read. */
export function isRefusal({ status, type }: Answer, bodyBytes: number): boolean {
  return status >= 400 && status !== 429 && type.startsWith('text/html') && bodyBytes < 500_000;
}

/** Fails when a word typed into a visible field of `form` is on no field of the page that came back. */
export function checkWordsKept(answer: Answer, form: PageForm, sent: Sent, what: string): void {
  const back = readTypedIn(answer.body);
  for (const field of form.fields) {
    if (!isTyped(field) || isSecret(field)) continue;
    const value = field.name in sent ? sent[field.name] : field.value;
    if (typeof value !== 'string' || !isSound(value)) continue;
    const found = back.has(plain(value));
    assert.ok(
      found,
      `"${value.slice(0, 60)}" (${value.length}) in ${field.name} was lost (${answer.status}) on ${what}`,
    );
  }
}

function tagOf(html: string, id: string): string | null {
  return (
    [...html.matchAll(/<[a-z][^>]*\sid="([^"]*)"[^>]*>/gi)].find(([, found]) => found === id)?.[0] ?? null
  );
}

/** Ids of what is read out with a tag. */
function describedBy(tag: string): readonly string[] {
  return (/aria-describedby="([^"]*)"/.exec(tag)?.[1] ?? '').split(/\s+/).filter(Boolean);
}

/** Fails when an error above a form leads nowhere, or to a field that does not say the error itself. */
export function checkErrorLinks({ body }: Answer, what: string): void {
  const summary = /<ul class="govuk-list govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(body)?.[1] ?? '';
  for (const [, href = ''] of summary.matchAll(/href="#([^"]*)"/g)) {
    const tag = tagOf(body, href);
    assert.ok(tag, `the error leads to #${href}, which is nowhere, on ${what}`);
    if (href === 'main-content') continue;
    const grouped = /type="(radio|checkbox)"/.test(tag) || !/^<(input|textarea|select)/.test(tag);
    const speakers = grouped ? (body.match(/<fieldset\b[^>]*>/g) ?? []) : [tag];
    const said = speakers.flatMap(describedBy).filter((id) => /error/.test(id) && tagOf(body, id));
    assert.ok(said.length > 0, `#${href} is not described by its error on ${what}`);
  }
}
