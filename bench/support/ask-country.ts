/** What somebody asks about people of the invented country: each kind of question, and who it was meant for. */

import type { Draw } from '../../demo/world/draw.ts';
import { drawFor } from '../../demo/world/draw.ts';
import { householdAt, type Person } from '../../demo/world/people.ts';
import { type PersonRecord, recordsOf } from '../../demo/world/records.ts';
import { mishear, mistype, transliterate } from '../../demo/world/slips.ts';
import { idsOf } from './fill-country.ts';

export const KINDS = [
  'misspelt name and date of birth',
  'misspelt name and wrong date of birth',
  'names swapped, and date of birth',
  'misspelt name alone',
  'identifier',
] as const;
export type QueryKind = (typeof KINDS)[number];

export interface Question {
  readonly term: string;
  /** The concern that should be among the answers. */
  readonly concern: string;
  readonly person: Person;
  readonly record: PersonRecord;
  readonly givenName: string;
  readonly familyName: string;
}

function misspell(draw: Draw, name: string): string {
  for (let tries = 0; tries < 20; tries += 1) {
    const roll = draw.next();
    const other =
      roll < 0.6 ? mistype(draw, name) : roll < 0.85 ? mishear(draw, name) : transliterate(draw, name);
    if (other !== name) return other;
  }
  return `${name}e`;
}

/** One name misspelt, or one time in seven both. */
function misspellOne(draw: Draw, { givenName, familyName }: PersonRecord): [string, string] {
  const roll = draw.next();
  return [
    roll < 0.57 ? misspell(draw, givenName) : givenName,
    roll > 0.43 ? misspell(draw, familyName) : familyName,
  ];
}

const pad = (n: number) => String(n).padStart(2, '0');

/** Day, month or year wrong, or day and month the other way round; one of them, and still a date. */
function wrongDate(draw: Draw, date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const roll = draw.next();
  if (roll < 0.15 && day <= 12 && day !== month) return `${year}-${pad(day)}-${pad(month)}`;
  if (roll < 0.45) return `${year}-${pad(month)}-${pad(1 + ((day + draw.below(26)) % 28))}`;
  // Every month has 28 days; a later day stays, and it is the year that is wrong.
  if (roll < 0.7 && day <= 28) return `${year}-${pad(1 + ((month + draw.below(11)) % 12))}-${pad(day)}`;
  return `${year + (draw.happens(0.5) && year < 2025 ? 1 : -1)}-${pad(month)}-${pad(day)}`;
}

/** Asks `kind` of somebody in the first `households`, the same for the same `round`. */
export function askAbout(seed: number, households: number, kind: QueryKind, round: number): Question {
  for (let tries = 0; ; tries += 1) {
    const draw = drawFor(seed + 1_000 + KINDS.indexOf(kind), round * 1_000 + tries);
    const home = householdAt(seed, draw.below(households));
    const person = home[draw.below(home.length)];
    if (!person) continue;
    const all = recordsOf(seed, person);
    const place = draw.below(all.length);
    const record = all[place]?.record;
    if (!record || record.dateOfBirth === '' || (kind === 'identifier' && record.nhsNumber === '')) continue;
    const [givenName, familyName] =
      kind === 'names swapped, and date of birth' && draw.happens(0.5)
        ? [record.givenName, record.familyName]
        : misspellOne(draw, record);
    const terms: Readonly<Record<QueryKind, string>> = {
      'misspelt name and date of birth': `${givenName} ${familyName} ${record.dateOfBirth}`,
      'misspelt name and wrong date of birth': `${givenName} ${familyName} ${wrongDate(draw, record.dateOfBirth)}`,
      'names swapped, and date of birth': `${familyName} ${givenName} ${record.dateOfBirth}`,
      'misspelt name alone': `${givenName} ${familyName}`,
      identifier: record.nhsNumber,
    };
    const { concern } = idsOf(person.id, place);
    return { term: terms[kind], concern, person, record, givenName, familyName };
  }
}
