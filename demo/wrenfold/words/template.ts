import type { Chance } from '../random.ts';

/** What a template may speak of; a slot with a capital first letter starts a sentence. */
export type Slots = Readonly<Record<string, string>>;

/**
 * One way of saying `template`: `(a|b|c)` is one of the three (brackets without a bar stay), `{slot}` is filled in, `{Slot}` with a capital.
 * Throws on a slot nobody filled, so that no brace ever reaches a page.
 */
export function say(chance: Chance, template: string, slots: Slots): string {
  let text = template;
  while (text.includes('(')) {
    const next = text.replace(/\(([^()]*\|[^()]*)\)/g, (_, options: string) =>
      chance.pick(options.split('|')),
    );
    if (next === text) break;
    text = next;
  }
  const filled = text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const lower = name.charAt(0).toLowerCase() + name.slice(1);
    const value = slots[name] ?? slots[lower];
    if (value === undefined) throw new Error(`demo: nothing for {${name}} in: ${template}`);
    return name === lower ? value : value.charAt(0).toUpperCase() + value.slice(1);
  });
  return filled
    .replace(/ +/g, ' ')
    .replace(/ ([.,?])/g, '$1')
    .trim();
}

/** `parts` as one piece of prose, empty ones left out. */
export function joinSentences(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
