import { raw, html as tag } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Markup that is already safe to send. Only `html` and the components of `ui/` make it. */
export type Html = HtmlEscapedString;

/** What a component shows: plain text, which is escaped, or markup made by `html`. */
export type Content = string | Html;

/** Extra HTML attributes. `true` gives a bare attribute; `false` and `undefined` leave it out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Something worth showing, or nothing. */
type Maybe = Content | number | boolean | null | undefined;
type Value = Maybe | readonly Value[];

/**
 * Template tag for markup: every value is escaped unless it was itself made by `html`; lists are joined; `undefined`,
 * `null` and booleans vanish. Throws `TypeError` on a promise, so that a page is always a pure function of its data.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const made = tag(strings, ...values);
  if (made instanceof Promise) throw new TypeError('a page waits for nothing: hand it the data');
  return made;
}

/** Marks text as safe markup without escaping it. For `ui/` and its tests alone; pages use `html`. */
export function trusted(text: string): Html {
  return raw(text);
}

/** Nothing at all. */
export const NOTHING: Html = raw('');

/** True when there is something to show. */
export function hasContent(content: Content | null | undefined): content is Content {
  return content !== undefined && content !== null && content.length > 0;
}

/** A class list from its parts, leaving out what is empty. */
export function classes(...parts: readonly (string | false | undefined)[]): string {
  let list = '';
  for (const part of parts) if (part) list += list === '' ? part : ` ${part}`;
  return list;
}

const ATTRIBUTE_NAME = /^[a-z][a-z0-9.:_-]*$/i;
/** Names seen to be attribute names: there are a few dozen, asked about a thousand times a page. */
const known = new Set<string>();

function checkName(name: string): void {
  if (known.has(name)) return;
  if (!ATTRIBUTE_NAME.test(name)) throw new TypeError(`not an attribute name: ${name}`);
  known.add(name);
}

const UNSAFE = /[&<>"']/;

function escaped(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Attributes with a space before each, values escaped. Throws `TypeError` on a name that isn't an attribute name. */
export function attributes(given: Attributes | undefined): Html {
  if (!given) return NOTHING;
  let made = '';
  for (const name in given) {
    const value = given[name];
    if (value === undefined || value === false) continue;
    checkName(name);
    made += value === true ? ` ${name}` : ` ${name}="${escaped(String(value))}"`;
  }
  return made === '' ? NOTHING : raw(made);
}

/** An element whose name is chosen at run time, such as a heading of a given level. */
export function element(name: `h${1 | 2 | 3 | 4 | 5 | 6}`, given: Attributes, content: Content): Html {
  return html`<${trusted(name)}${attributes(given)}>${content}</${trusted(name)}>`;
}

/** Heading level from 1 to 6 as an element name. */
export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;
