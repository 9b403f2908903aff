/** What a record is called in one line, from what may be shown of it. Source: names of 20-domain.md, in the order of telling most. */
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { FactValue } from './decide-fact.ts';
import { listNames } from './name.ts';
import type { Fact } from './record.ts';

/** Sorts of names, those that tell most first. */
const NAMES_FIRST = ['legal', 'known-as', 'birth', 'transliteration', 'nickname', 'alias', 'former'];

/** Where a name stands among a person's names: 0 tells most. */
export function rankName({ sort = '' }: FactValue): number {
  return NAMES_FIRST.indexOf(sort);
}

function nameGiven(given: MentionAsGiven): string | undefined {
  switch (given.kind) {
    case 'child':
    case 'adult':
      return given.name;
    case 'phone':
      return given.number;
    case 'vehicle':
      return given.registration ?? ([given.colour, given.make].filter(Boolean).join(' ') || undefined);
    case 'place':
      return given.name ?? given.address ?? given.postcode;
    case 'account':
      return given.site ? `${given.handle} on ${given.site}` : given.handle;
    case 'organisation':
      return given.name;
  }
}

const CALLS = new Set<FactValue['kind']>(['called', 'registration', 'phone', 'account', 'address']);

/** The fullest of the names that concerns gave somebody: a slip in a later one does not rename them. Of equals the newest. */
function fullestOf(names: readonly string[]): string | undefined {
  const words = (name: string) => listNames(name).filter((one) => one.length > 1).length;
  return names.toReversed().toSorted((a, b) => words(b) - words(a))[0];
}

/**
 * The name put on record that tells most, else the fullest that concerns gave somebody, and what the newest called a thing;
 * `null` when nothing that may be shown says.
 * `details` are those that stand, oldest first; `facts` those that the reader may see, oldest first.
 */
export function deriveCalled(
  details: readonly FactValue[],
  facts: readonly Fact[],
  person: boolean,
): string | null {
  const names = details.filter(({ kind }) => kind === 'name');
  const best = names.toReversed().toSorted((a, b) => rankName(a) - rankName(b))[0];
  if (best) return best.value;
  const given = facts.flatMap((fact) => nameGiven(fact.given) || []);
  if (person) return fullestOf(given) ?? null;
  return details.findLast(({ kind }) => CALLS.has(kind))?.value ?? given.at(-1) ?? null;
}
