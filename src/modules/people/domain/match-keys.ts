/**
 * The match keys of a mention: short texts, two of which are equal when the mentions agree in one way. Source:
 * 60-linking.md ("14-15 hashed keys per person ... phonetic token + date of birth, ignoring which name it is and day/month
 * order; sorted pair of phonetic tokens + year; both initials + date; token + postcode; phone; identifiers"). They are
 * hashed under a key before they are stored. Proposals only: a person confirms.
 */
import type {
  MentionAsGiven,
  OnlineAccountAsGiven,
  OrganisationAsGiven,
  PhoneAsGiven,
  PlaceAsGiven,
  VehicleAsGiven,
} from '../../../kernel/mention.ts';
import { normaliseHandle, normaliseSite } from './account-and-number.ts';
import { KEY_KINDS, type KeyKind } from './key-kinds.ts';
import { derivePersonKeys } from './person-keys.ts';
import {
  findPostcode,
  findUprn,
  normaliseLine,
  normalisePlaceName,
  normalisePostcode,
  normaliseUprn,
} from './place.ts';
import { listNearMarks, normaliseRegistration } from './registration.ts';

export interface MatchKey {
  readonly kind: KeyKind;
  /** Says the same for mentions that agree; compared only within one kind. */
  readonly text: string;
}

/** What the mention is read with. */
export interface ReadingAids {
  /** The day it was said: ages and two-digit years are counted from it. */
  readonly today: Temporal.PlainDate;
  /** Reads a phone number as E.164 ("+447700900123"), or `null`. */
  readonly readPhone: (text: string) => string | null;
}

/** Most keys kept of one mention. */
const MOST = 40;
const TELLS_MOST = ['identity', 'likely', 'hint'] as const;

/** Keys of a phone number, whole, or its last seven digits where it can't be read as one. */
export function derivePhoneKeys(number: string, aids: ReadingAids): readonly MatchKey[] {
  const e164 = aids.readPhone(number);
  const digits = number.slice(0, 60).replace(/\D/g, '');
  const telling = new Set(digits).size >= 4;
  if (e164 && telling)
    return [
      { kind: 'phone', text: e164 },
      { kind: 'phone-ending', text: e164.slice(-7) },
    ];
  return digits.length >= 7 && telling ? [{ kind: 'phone-ending', text: digits.slice(-7) }] : [];
}

/** Numbers of this many digits or fewer are not compared with one digit left out: too many would be near. */
const SHORTEST_NUMBER = 9;

/**
 * A telephone heard or written down with one digit wrong, missing or too many: its digits, and they again with each left out. Two
 * numbers share one of these when they are that near. Proposed to a person only: neighbours have neighbouring numbers.
 */
export function deriveNearPhoneKeys(number: string, aids: ReadingAids): readonly MatchKey[] {
  const e164 = aids.readPhone(number);
  const digits = (e164?.replace(/^\+44/, '') ?? number.slice(0, 60)).replace(/\D/g, '').replace(/^0/, '');
  if (digits.length < SHORTEST_NUMBER || digits.length > 12 || new Set(digits).size < 4) return [];
  const without = [...digits].map((_, at) => digits.slice(0, at) + digits.slice(at + 1));
  return [digits, ...new Set(without)].map((text) => ({ kind: 'near-phone', text }));
}

/** The key of a property reference number, given by itself or named in the address. */
function deriveUprnKeys(uprn: string, address: string): readonly MatchKey[] {
  const text = normaliseUprn(uprn) ?? findUprn(address);
  return text === null ? [] : [{ kind: 'uprn', text }];
}

function deriveVehicleKeys({ registration = '' }: VehicleAsGiven): readonly MatchKey[] {
  const { whole, parts } = normaliseRegistration(registration);
  return [
    ...(whole === null ? [] : [{ kind: 'registration' as const, text: whole }]),
    ...parts.map((text) => ({ kind: 'part-of-registration' as const, text })),
    ...(whole === null
      ? []
      : listNearMarks(whole).map((text) => ({ kind: 'near-registration' as const, text }))),
  ];
}

/** The key of an address with its postcode; none where either is missing. */
export function deriveAddressKeys(address: string, postcode: string): readonly MatchKey[] {
  const code = normalisePostcode(postcode) ?? findPostcode(address);
  const line = normaliseLine(address);
  return code && line !== '' ? [{ kind: 'address', text: `${code.full}|${line}` }] : [];
}

function derivePlaceKeys({
  name = '',
  address = '',
  postcode = '',
  uprn = '',
}: PlaceAsGiven): readonly MatchKey[] {
  const code = normalisePostcode(postcode) ?? findPostcode(address);
  const called = normalisePlaceName(name);
  const keys: MatchKey[] = [...deriveUprnKeys(uprn, address), ...deriveAddressKeys(address, postcode)];
  if (called !== '') keys.push({ kind: 'place-name', text: called });
  if (called !== '' && code) keys.push({ kind: 'place-name-and-postcode', text: `${code.full}|${called}` });
  if (code) keys.push({ kind: 'postcode', text: code.full });
  return keys;
}

function deriveAccountKeys({ handle, site = '' }: OnlineAccountAsGiven): readonly MatchKey[] {
  const plain = normaliseHandle(handle);
  const where = normaliseSite(site);
  if (plain === '') return [];
  const somewhere: MatchKey = { kind: 'handle', text: plain };
  return where === '' ? [somewhere] : [{ kind: 'account', text: `${where}|${plain}` }, somewhere];
}

function deriveOrganisationKeys({ name }: OrganisationAsGiven): readonly MatchKey[] {
  const called = normalisePlaceName(name);
  return called === '' ? [] : [{ kind: 'organisation-name', text: called }];
}

function deriveAll(mention: MentionAsGiven, aids: ReadingAids): readonly MatchKey[] {
  switch (mention.kind) {
    case 'child':
    case 'adult':
      return [
        ...derivePersonKeys(mention, aids.today),
        ...deriveUprnKeys(mention.uprn ?? '', mention.address ?? ''),
        ...deriveAddressKeys(mention.address ?? '', mention.postcode ?? ''),
        ...derivePhoneKeys(mention.phone ?? '', aids),
      ];
    case 'phone':
      return [
        ...derivePhoneKeys((mention satisfies PhoneAsGiven).number, aids),
        ...deriveNearPhoneKeys(mention.number, aids),
      ];
    case 'vehicle':
      return deriveVehicleKeys(mention);
    case 'place':
      return derivePlaceKeys(mention);
    case 'account':
      return deriveAccountKeys(mention);
    case 'organisation':
      return deriveOrganisationKeys(mention);
  }
}

/** The different match keys of a mention, those that tell most first; none when nothing given tells anybody apart. */
export function deriveMatchKeys(mention: MentionAsGiven, aids: ReadingAids): readonly MatchKey[] {
  // Two dozen at most: comparing each with each takes less than a map of them does.
  const different: MatchKey[] = [];
  for (const key of deriveAll(mention, aids))
    if (!different.some(({ kind, text }) => kind === key.kind && text === key.text)) different.push(key);
  const ordered: MatchKey[] = [];
  for (const tells of TELLS_MOST)
    for (const key of different) if (KEY_KINDS[key.kind].tells === tells) ordered.push(key);
  return ordered.length > MOST ? ordered.slice(0, MOST) : ordered;
}

/** In which ways two mentions agree; the same whichever is named first. */
export function deriveAgreement(a: readonly MatchKey[], b: readonly MatchKey[]): readonly KeyKind[] {
  const others = new Set(b.map(({ kind, text }) => `${kind} ${text}`));
  const kinds = a.filter(({ kind, text }) => others.has(`${kind} ${text}`)).map(({ kind }) => kind);
  return [...new Set(kinds)].sort();
}
