/**
 * Style sheets as data, so that the prebuilt ones can be trimmed, unbranded and mirrored when the service starts.
 * Public pages must load in 60 KB on a slow phone, and Heed may not wear GOV.UK's typeface: the font is licensed for
 * gov.uk alone.
 */

/** One rule: a selector (or at-rule) with what is in its braces, or an at-rule that ends in a semicolon. */
export type Rule =
  | { readonly kind: 'statement'; readonly text: string }
  | {
      readonly kind: 'style';
      readonly selectors: readonly string[];
      readonly declarations: readonly string[];
    }
  | { readonly kind: 'group'; readonly prelude: string; readonly rules: readonly Rule[] }
  | { readonly kind: 'raw'; readonly prelude: string; readonly body: string };

const NESTING = /^@(media|supports|layer|container)\b/;

/** Splits `text` at `mark` where it is outside quotes, brackets and braces. */
function splitAt(text: string, mark: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (char === mark && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function ruleOf(prelude: string, body: string): Rule {
  if (NESTING.test(prelude)) return { kind: 'group', prelude, rules: parseStylesheet(body) };
  if (prelude.startsWith('@')) return { kind: 'raw', prelude, body };
  return { kind: 'style', selectors: splitAt(prelude, ','), declarations: splitAt(body, ';') };
}

/** Where the brace opened at `open` closes. Throws `SyntaxError` when it never does. */
function closing(css: string, open: number): number {
  let depth = 0;
  let quote = '';
  for (let at = open; at < css.length; at += 1) {
    const char = css.charAt(at);
    if (char === '\\') at += 1;
    else if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  throw new SyntaxError('a style sheet ends inside a rule');
}

/** The rules of a style sheet, comments left out. Throws `SyntaxError` on an unclosed rule. */
export function parseStylesheet(source: string): readonly Rule[] {
  const css = source.replace(/\/\*[\s\S]*?\*\//g, '');
  const rules: Rule[] = [];
  let from = 0;
  while (from < css.length) {
    const open = css.indexOf('{', from);
    const semicolon = css.indexOf(';', from);
    if (semicolon !== -1 && (open === -1 || semicolon < open)) {
      rules.push({ kind: 'statement', text: css.slice(from, semicolon).trim() });
      from = semicolon + 1;
    } else if (open === -1) break;
    else {
      const end = closing(css, open);
      rules.push(ruleOf(css.slice(from, open).trim(), css.slice(open + 1, end).trim()));
      from = end + 1;
    }
  }
  return rules;
}

/** Rules as text, as short as may be. */
export function printStylesheet(rules: readonly Rule[]): string {
  return rules
    .map((rule) => {
      if (rule.kind === 'statement') return `${rule.text};`;
      if (rule.kind === 'raw') return `${rule.prelude}{${rule.body}}`;
      if (rule.kind === 'group') return `${rule.prelude}{${printStylesheet(rule.rules)}}`;
      return `${rule.selectors.join(',')}{${rule.declarations.join(';')}}`;
    })
    .join('');
}

/** Every style rule changed by `change`; those for which it answers nothing, and groups left empty, go. */
export function mapStyles(
  rules: readonly Rule[],
  change: (rule: Extract<Rule, { kind: 'style' }>) => Rule | undefined,
): readonly Rule[] {
  return rules.flatMap((rule): readonly Rule[] => {
    if (rule.kind === 'group') {
      const inner = mapStyles(rule.rules, change);
      return inner.length > 0 ? [{ ...rule, rules: inner }] : [];
    }
    if (rule.kind !== 'style') return [rule];
    const changed = change(rule);
    return changed ? [changed] : [];
  });
}

const FONT = /GDS Transport,\s*arial,\s*sans-serif/gi;

/** Without font files, crest or GOV.UK's typeface: Arial. */
export function unbranded(rules: readonly Rule[]): readonly Rule[] {
  const kept = rules.filter((rule) => rule.kind !== 'raw' || !rule.prelude.startsWith('@font-face'));
  return mapStyles(kept, (rule) => {
    const declarations = rule.declarations
      .filter((line) => !line.includes('url('))
      .map((line) => line.replace(FONT, 'Arial,sans-serif'));
    return declarations.length > 0 ? { ...rule, declarations } : undefined;
  });
}

const CLASS = /\.((?:[\w-]|\\.)+)/g;

/** Only the rules that could touch a page made of the `blocks` named (as `govuk-button`), and of nothing else from GOV.UK. */
export function trimmed(rules: readonly Rule[], blocks: ReadonlySet<string>): readonly Rule[] {
  const isUsed = (selector: string): boolean =>
    [...selector.matchAll(CLASS)].every(([, name = '']) => {
      const block = name.replaceAll('\\', '').replace(/(__|--).*$/, '');
      return !/^(govuk|moj)-/.test(block) || blocks.has(block);
    });
  return mapStyles(rules, (rule) => {
    const selectors = rule.selectors.filter(isUsed);
    return selectors.length > 0 ? { ...rule, selectors } : undefined;
  });
}

const SIDED = /^((?:margin|padding|border)-)(left|right)((?:-(?:width|style|color))?)$/;
const CORNER = /^(border-(?:top|bottom)-)(left|right)(-radius)$/;
const OTHER: Readonly<Record<string, string>> = { left: 'right', right: 'left' };

function mirroredValue(property: string, value: string): string {
  if (/^(float|clear|text-align)$/.test(property))
    return value.replace(/\b(left|right)\b/g, (side) => OTHER[side] ?? side);
  if (/^(margin|padding|border-width|border-color|border-style|inset)$/.test(property)) {
    const [top, right, bottom, left] = value.split(/\s+(?![^(]*\))/);
    if (left !== undefined && !/!important/.test(value)) return [top, left, bottom, right].join(' ');
  }
  return value;
}

function mirroredDeclaration(line: string): string {
  const colon = line.indexOf(':');
  const property = line.slice(0, colon).trim();
  const value = line.slice(colon + 1).trim();
  if (property === 'left' || property === 'right') return `${OTHER[property]}:${value}`;
  const sided = SIDED.exec(property) ?? CORNER.exec(property);
  if (sided) return `${sided[1]}${OTHER[sided[2] ?? ''] ?? ''}${sided[3]}:${value}`;
  return `${property}:${mirroredValue(property, value)}`;
}

/** The same rules for a page written from right to left: left and right change places. */
export function mirrored(rules: readonly Rule[]): readonly Rule[] {
  return mapStyles(rules, (rule) => ({ ...rule, declarations: rule.declarations.map(mirroredDeclaration) }));
}
