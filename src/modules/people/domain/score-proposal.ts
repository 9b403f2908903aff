/**
 * How much says that somebody named is somebody known, field by field, from what the viewer may see. Source: 60-linking.md,
 * "Score" and "The page shows the waterfall: which field gave how much". A proposal only: a person decides.
 */
import type { MentionAsGiven, PersonAsGiven } from '../../../kernel/mention.ts';
import { isNhsNumber, isPupilNumber } from './account-and-number.ts';
import { type Given, type PairScore, type ReadingAids, scorePair } from './matching/index.ts';

/** Things known of a record that are tried; the best counts. */
const MOST_FACTS = 4;

const isPerson = (given: MentionAsGiven): given is PersonAsGiven =>
  given.kind === 'child' || given.kind === 'adult';

function readNumbers({ identifiers = {} }: PersonAsGiven): Given {
  const plain = Object.values(identifiers).map((value) => value.toUpperCase().replace(/[^A-Z0-9]/g, ''));
  const nhsNumber = plain.find(isNhsNumber);
  const upn = plain.find(isPupilNumber);
  return { ...(nhsNumber && { nhsNumber }), ...(upn && { upn }) };
}

/**
 * A person as a concern gives them, as the matcher reads people. `age` is what was said of it in the year that the aids are
 * of: an age said in another year would be read as of that one, and speak against the right person.
 */
function toGiven(person: PersonAsGiven, age?: string): Given {
  const { name, dateOfBirth, sex, address, postcode, phone, school } = person;
  const said = { fullName: name, dateOfBirth, age, sex, address, postcode, phone, 'other:school': school };
  return {
    ...Object.fromEntries(Object.entries(said).flatMap(([key, value]) => (value ? [[key, value]] : []))),
    ...readNumbers(person),
  };
}

/**
 * The score of `named` against what is known of the other, at its best; `null` for things, which are matched by what they
 * are called and not by likeness, and where one of the two says nothing.
 */
export function scoreProposal(
  named: MentionAsGiven | null,
  known: readonly (MentionAsGiven | null)[],
  aids: ReadingAids,
): PairScore | null {
  if (!named || !isPerson(named)) return null;
  const mine = toGiven(named, named.age);
  const scores = known
    .filter((one) => one !== null)
    .filter(isPerson)
    .slice(-MOST_FACTS)
    .map((one) => scorePair(mine, toGiven(one), aids))
    .filter(({ reasons }) => reasons.length > 0);
  return scores.reduce<PairScore | null>((best, one) => (best && best.bits >= one.bits ? best : one), null);
}
