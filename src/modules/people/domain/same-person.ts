/**
 * When two are one person without anybody being asked. Source: 60-linking.md: "Nothing merges by itself but an exact match on a
 * verified identifier, name and date of birth, never across a protected identity". Verified: its check digits fit, and it is
 * given to one person only: an NHS number, a unique pupil number. A person can still take apart what this joins.
 */
import type { PersonId } from '../../../kernel/ids.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import { isNhsNumber, isPupilNumber } from './account-and-number.ts';
import type { FactValue } from './decide-fact.ts';
import { listWords } from './fold-text.ts';
import type { Mention } from './record.ts';

/** What tells somebody from everybody else. */
export interface TellsApart {
  readonly nhs: ReadonlySet<string>;
  readonly upn: ReadonlySet<string>;
  /** Whole names, their words in alphabetical order. */
  readonly names: ReadonlySet<string>;
  /** Exact dates of birth, as ISO days. */
  readonly births: ReadonlySet<string>;
}

const wholeName = (name: string): string[] => {
  const words = listWords(name).toSorted();
  return words.length > 1 ? [words.join(' ')] : [];
};
const plainNumber = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
const exactDay = (text: string): string[] => {
  const iso = /^(\d{4})-(\d\d)-(\d\d)/.exec(text.trim());
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  if (iso) return [iso[0]];
  return british ? [`${british[3]}-${british[2]?.padStart(2, '0')}-${british[1]?.padStart(2, '0')}`] : [];
};

/** What tells a person apart, of what was put on their record and what concerns gave it. */
export function deriveTellsApart(
  details: readonly FactValue[],
  given: readonly (MentionAsGiven | null)[],
): TellsApart {
  const of = (kind: FactValue['kind']) =>
    details.flatMap((one) => (one.kind === kind ? [one] : [])).map(({ value }) => value);
  const people = given.flatMap((one) => (one?.kind === 'child' || one?.kind === 'adult' ? [one] : []));
  const numbers = people.flatMap(({ identifiers = {} }) => Object.values(identifiers).map(plainNumber));
  const exact = details.flatMap(({ kind, sort, value }) =>
    kind === 'birth' && sort === 'exact' ? [value] : [],
  );
  return {
    nhs: new Set([...of('nhs-number'), ...numbers].filter(isNhsNumber)),
    upn: new Set([...of('upn'), ...numbers].filter(isPupilNumber)),
    names: new Set([...of('name'), ...people.flatMap(({ name }) => name ?? [])].flatMap(wholeName)),
    births: new Set([...exact, ...people.flatMap(({ dateOfBirth }) => dateOfBirth ?? [])].flatMap(exactDay)),
  };
}

const shares = (a: ReadonlySet<string>, b: ReadonlySet<string>) => !a.isDisjointFrom(b);
const differs = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a.size > 0 && b.size > 0 && a.isDisjointFrom(b);

/**
 * Whether two are surely one person: a verified number, a whole name and an exact date of birth are the same, and no number of
 * the other sort speaks against it.
 */
export function isSurelySame(a: TellsApart, b: TellsApart): boolean {
  const number = shares(a.nhs, b.nhs) || shares(a.upn, b.upn);
  const against = differs(a.nhs, b.nhs) || differs(a.upn, b.upn);
  return number && !against && shares(a.names, b.names) && shares(a.births, b.births);
}

/** Who or what is surely the same person as one of those asked about. */
export interface SurelySame {
  readonly person: PersonId;
  readonly is: { readonly record: PersonId } | { readonly mention: Mention };
}
