/** Markup in a form that two makers of the same page agree on: attributes sorted, white space between tags dropped. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&ctdot;': '⋯',
  '&nbsp;': '\u00a0',
};

function decoded(text: string): string {
  return text.replace(/&(?:[a-z]+|#\d+);/g, (entity) => ENTITIES[entity] ?? entity);
}

const TOKEN =
  /<!--[\s\S]*?-->|<\/?[a-z][a-z0-9]*(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*\s*\/?>/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

function tag(token: string): string {
  const [, slash = '', name = '', rest = ''] = /^<(\/?)([a-z][a-z0-9]*)([\s\S]*?)\/?>$/i.exec(token) ?? [];
  const found = [...rest.matchAll(ATTRIBUTE)].map(([, key = '', a, b, c]) => {
    const value = decoded(a ?? b ?? c ?? '');
    return `${key}="${key === 'class' ? value.trim().replace(/\s+/g, ' ') : value}"`;
  });
  return `<${slash}${[name, ...found.sort()].join(' ')}>`;
}

/** `markup` as a list of tags and words, one a line. */
export function normalised(markup: string): string {
  const lines: string[] = [];
  let from = 0;
  const words = (text: string): void => {
    const clean = decoded(text).replace(/\s+/g, ' ').trim();
    if (clean !== '') lines.push(clean);
  };
  for (const match of markup.matchAll(TOKEN)) {
    words(markup.slice(from, match.index));
    from = match.index + match[0].length;
    if (!match[0].startsWith('<!--')) lines.push(tag(match[0]));
  }
  words(markup.slice(from));
  return lines.join('\n');
}
