import type { AgreedIn, Names, RelatedConcern } from '../ports/outside.ports.ts';

type Via = RelatedConcern['via'][number];

const KIND = {
  child: 'child',
  adult: 'adult',
  phone: 'phone',
  vehicle: 'vehicle',
  place: 'place',
  account: 'online account',
  organisation: 'organisation',
} as const;

const AGREED: Readonly<Record<AgreedIn, string>> = {
  number: 'NHS or other number',
  name: 'name',
  birth: 'date of birth',
  age: 'age',
  address: 'address',
  phone: 'phone number',
  school: 'school',
};

/** "name and date of birth agree"; nothing where nothing is said to. */
function sayAgreed(agree: readonly AgreedIn[]): string {
  const words = agree.map((one) => AGREED[one]);
  if (words.length === 0) return '';
  const [last = ''] = words.slice(-1);
  return words.length === 1 ? `${last} agrees` : `${words.slice(0, -1).join(', ')} and ${last} agree`;
}

/**
 * What two concerns share, and how sure that is: "the same child, confirmed by Screener 1". Of a concern that the reader may not
 * see (`names` is `null`) no more than that much: not who confirmed it, nor in what they agree.
 */
export function describeVia({ kind, strength, agree, household, by }: Via, names: Names | null): string {
  const agreed = names ? sayAgreed(agree) : '';
  switch (strength) {
    case 'confirmed': {
      const same = `the same ${KIND[kind]}`;
      if (!names || !by) return same;
      return by.post
        ? `${same}, confirmed by ${names.post(by.post)}`
        : `${same}, linked by Heed itself: number, name and date of birth are the same`;
    }
    case 'strong':
      return `very probably the same ${KIND[kind]}, not confirmed yet${agreed && `: ${agreed}`}`;
    case 'same-identity':
      return `the same ${KIND[kind]}`;
    case 'possible': {
      if (household)
        return kind === 'place' ? 'somebody else at the same address' : 'somebody else with the same phone';
      return `perhaps the same ${KIND[kind]}${agreed && `: ${agreed}`}`;
    }
  }
}
