/** Reads the links and forms of Heed's own pages, as a browser without JavaScript would use them. Not a general HTML parser. */

export interface FormField {
  readonly name: string;
  /** What it would send as it stands; `null` when it would send nothing (an unticked box). */
  readonly value: string | null;
  readonly type: string;
  /** For choices: every value on offer. */
  readonly choices: readonly string[];
}

export interface PageForm {
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly multipart: boolean;
  readonly fields: readonly FormField[];
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
};

/** `text` with HTML's character references turned back. */
export function decodeMarkup(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (NAMED[name] !== undefined) return NAMED[name];
    if (/^#x/i.test(name)) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    return name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : whole;
  });
}

function readAttributes(tag: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const match of tag.matchAll(/\s([a-z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/gi)) {
    found.set((match[1] ?? '').toLowerCase(), decodeMarkup(match[2] ?? match[3] ?? match[4] ?? ''));
  }
  return found;
}

function addField(into: Map<string, FormField>, field: FormField): void {
  const before = into.get(field.name);
  into.set(
    field.name,
    before
      ? { ...field, value: before.value ?? field.value, choices: [...before.choices, ...field.choices] }
      : field,
  );
}

function readInput(tag: string, into: Map<string, FormField>): void {
  const attributes = readAttributes(tag);
  const name = attributes.get('name');
  const type = attributes.get('type') ?? 'text';
  if (name === undefined || attributes.has('disabled')) return;
  const value = attributes.get('value') ?? (type === 'checkbox' ? 'on' : '');
  const choice = type === 'radio' || type === 'checkbox' || type === 'submit';
  const sent = choice && !attributes.has('checked') ? null : value;
  addField(into, { name, type, value: sent, choices: choice ? [value] : [] });
}

function readFields(body: string): readonly FormField[] {
  const fields = new Map<string, FormField>();
  const tags =
    /<input\b[^>]*>|<button\b[^>]*>|<textarea\b[^>]*>([\s\S]*?)<\/textarea>|<select\b[^>]*>([\s\S]*?)<\/select>/gi;
  for (const [tag, words = '', options = ''] of body.matchAll(tags)) {
    if (/^<input/i.test(tag)) readInput(tag, fields);
    else if (/^<button/i.test(tag))
      readInput(
        tag.replace(/type="button"/, 'disabled').replace(/^<button/i, '<input type="submit"'),
        fields,
      );
    else {
      const name = readAttributes(tag.slice(0, tag.indexOf('>') + 1)).get('name');
      if (name === undefined) continue;
      const choices = [...options.matchAll(/<option\b([^>]*)>([^<]*)/gi)].map(([, head = '', label = '']) => {
        const attributes = readAttributes(head);
        return {
          value: attributes.get('value') ?? decodeMarkup(label),
          selected: attributes.has('selected'),
        };
      });
      const chosen = choices.find(({ selected }) => selected)?.value ?? choices[0]?.value;
      const value = /^<select/i.test(tag) ? (chosen ?? '') : decodeMarkup(words.replace(/^\r?\n/, ''));
      addField(fields, {
        name,
        type: /^<select/i.test(tag) ? 'select' : 'textarea',
        value,
        choices: choices.map((c) => c.value),
      });
    }
  }
  return [...fields.values()];
}

/**
 * Every form on the page at `url`, with what it would send as it stands; and what scripts send in its name: its words,
 * kept while somebody types (`data-autosave`), and the question a passkey answers (`data-begin`).
 */
export function readForms(html: string, url: string): readonly PageForm[] {
  return [...html.matchAll(/<form\b[^>]*>([\s\S]*?)<\/form>/gi)].flatMap(([whole, body = '']) => {
    const attributes = readAttributes(whole.slice(0, whole.indexOf('>') + 1));
    const fields = readFields(body);
    const form: PageForm = {
      action: attributes.get('action') || url,
      method: attributes.get('method')?.toLowerCase() === 'post' ? 'post' : 'get',
      multipart: /multipart/i.test(attributes.get('enctype') ?? ''),
      fields,
    };
    const [keeps, begins] = [attributes.get('data-autosave'), attributes.get('data-begin')];
    const token = fields.filter(({ name }) => name === '_csrf');
    return [
      form,
      ...(keeps === undefined ? [] : [{ ...form, action: keeps }]),
      ...(begins === undefined ? [] : [{ ...form, action: begins, fields: token }]),
    ];
  });
}

/** Every link of Heed's own on a page: paths, without fragments. */
export function readLinks(html: string): readonly string[] {
  const links = [...html.matchAll(/<a\b[^>]*>/gi)].map(([tag]) => readAttributes(tag).get('href') ?? '');
  return [...new Set(links.map((href) => href.split('#')[0] ?? '').filter((href) => /^\/(?!\/)/.test(href)))];
}

/** The page's title. */
export function readTitle(html: string): string {
  return decodeMarkup(/<title>([^<]*)<\/title>/i.exec(html)?.[1] ?? '').trim();
}
