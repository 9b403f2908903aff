/**
 * When two are one person without anybody being asked. Source: 60-linking.md: "Nothing merges by itself but an exact match on a
 * verified identifier, name and date of birth, never across a protected identity". Verified: its check digits fit, and it is
 * given to one person only: an NHS number, a unique pupil number. A person can still take apart what this joins.
 */
import type { PersonId } from '../../../kernel/ids.ts';
import { isNhsNumber, isPupilNumber } from './account-and-number.ts';
import { readBirthDate } from './birth.ts';
import type { FactValue } from './decide-fact.ts';
import { listNames } from './name.ts';
import type { Mention } from './record.ts';
import type { Said } from './score-proposal.ts';

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
  const words = listNames(name).toSorted();
  return words.length > 1 ? [words.join(' ')] : [];
};
const plainNumber = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** What tells a person apart, of what was put on their record and what concerns gave it. */
export function deriveTellsApart(details: readonly FactValue[], said: readonly Said[]): TellsApart {
  const of = (kind: FactValue['kind']) => details.flatMap((one) => (one.kind === kind ? [one.value] : []));
  const people = said.flatMap(({ given, at }) =>
    given?.kind === 'child' || given?.kind === 'adult' ? [{ given, at }] : [],
  );
  const numbers = people.flatMap(({ given }) => Object.values(given.identifiers ?? {}).map(plainNumber));
  const exact = details.flatMap((one) => (one.kind === 'birth' && one.sort === 'exact' ? [one.value] : []));
  const births = people.flatMap(({ given: { dateOfBirth }, at }) =>
    dateOfBirth === undefined
      ? []
      : (readBirthDate(dateOfBirth, at.toZonedDateTimeISO('UTC').toPlainDate()).date?.toString() ?? []),
  );
  return {
    nhs: new Set([...of('nhs-number').map(plainNumber), ...numbers].filter(isNhsNumber)),
    upn: new Set([...of('upn').map(plainNumber), ...numbers].filter(isPupilNumber)),
    names: new Set([...of('name'), ...people.flatMap(({ given }) => given.name ?? [])].flatMap(wholeName)),
    births: new Set([...exact, ...births]),
  };
}

/** The one that both have, where neither has another: two dates of birth on one record are not beyond doubt. */
const isOneAndTheSame = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a.size === 1 && b.size === 1 && !a.isDisjointFrom(b);

/**
 * Whether two are surely one person: a verified number, a whole name and an exact date of birth are the same, and nothing known
 * of either says otherwise: no other date of birth, no other number of that sort or of the other.
 */
export function isSurelySame(a: TellsApart, b: TellsApart): boolean {
  const [nhs, upn] = [isOneAndTheSame(a.nhs, b.nhs), isOneAndTheSame(a.upn, b.upn)];
  const against = (!nhs && a.nhs.size > 0 && b.nhs.size > 0) || (!upn && a.upn.size > 0 && b.upn.size > 0);
  return (nhs || upn) && !against && isOneAndTheSame(a.births, b.births) && !a.names.isDisjointFrom(b.names);
}

/** Who or what is surely the same person as one of those asked about. */
export interface SurelySame {
  readonly person: PersonId;
  readonly is: { readonly record: PersonId } | { readonly mention: Mention };
}
