/**
 * The one match that is linked without asking. Source: 60-linking.md ("nothing merges by itself but an exact match on a verified
 * identifier, name and date of birth ... and that too is shown and reversible").
 */
import type { MentionAsGiven, PersonAsGiven } from '../../../kernel/mention.ts';
import { isNhsNumber, isPupilNumber } from './account-and-number.ts';
import { readBirth } from './birth.ts';
import { normaliseName } from './name.ts';
import type { Said } from './score-proposal.ts';

/** The numbers of somebody whose check digits hold. */
function numbersOf({ identifiers = {} }: PersonAsGiven): readonly string[] {
  const plain = Object.values(identifiers).map((value) => value.toUpperCase().replace(/[^A-Z0-9]/g, ''));
  return plain.filter((number) => isNhsNumber(number) || isPupilNumber(number));
}

interface Exact {
  readonly numbers: readonly string[];
  /** Two names or more, in the form used for comparing; empty where fewer are known. */
  readonly name: string;
  readonly born: string;
}

function readExact({ given, at }: Said): Exact | null {
  if (given?.kind !== 'child' && given?.kind !== 'adult') return null;
  const person: MentionAsGiven & PersonAsGiven = given;
  const { tokens } = normaliseName(person.name ?? '');
  const { date } = readBirth(person, at.toZonedDateTimeISO('UTC').toPlainDate());
  return {
    numbers: numbersOf(person),
    name: tokens.length > 1 ? tokens.join(' ') : '',
    born: date?.toString() ?? '',
  };
}

/**
 * Whether somebody named is somebody known beyond doubt: a number whose check digits hold, the whole name and the exact date of
 * birth are the same, and nothing known says otherwise: no other date of birth, no other number of that kind.
 */
export function isExactMatch(named: Said, known: readonly Said[]): boolean {
  const mine = readExact(named);
  if (!mine || mine.numbers.length === 0 || mine.name === '' || mine.born === '') return false;
  const all = known.flatMap((one) => readExact(one) ?? []);
  const numbers = all.flatMap((one) => one.numbers);
  const sameLength = (number: string) => mine.numbers.some((own) => own.length === number.length);
  const otherwise =
    all.some(({ born }) => born !== '' && born !== mine.born) ||
    numbers.some((number) => sameLength(number) && !mine.numbers.includes(number));
  return (
    !otherwise &&
    numbers.some((number) => mine.numbers.includes(number)) &&
    all.some(({ name, born }) => name === mine.name && born === mine.born)
  );
}
