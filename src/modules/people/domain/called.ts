/** What a record is called in one line, from what may be shown of it. Source: names of 20-domain.md, in the order of telling most. */
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { FactValue } from './decide-fact.ts';
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

/**
 * The name put on record that tells most, else what the newest concern called it; `null` when nothing that may be shown says.
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
  const thing = person ? undefined : details.findLast(({ kind }) => CALLS.has(kind));
  return thing?.value ?? facts.map(({ given }) => nameGiven(given)).findLast(Boolean) ?? null;
}
