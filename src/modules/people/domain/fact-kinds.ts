/**
 * What can be put on a record, each with its own dates and source. Source: 20-domain.md, "People and things". Kinds are
 * stored: never rename one.
 */
import type { MentionKind } from '../../../kernel/mention.ts';

interface FactKind {
  /** What it is called above its values. */
  readonly label: string;
  /** What is asked for in the form. */
  readonly ask: string;
  readonly hint?: string;
  /** Whether its value is one of these sorts, which the form asks for as well. */
  readonly sorts?: Readonly<Record<string, string>>;
  readonly of: readonly MentionKind[];
  /** It says where somebody is: kept confidential where the address is protected. */
  readonly whereabouts?: true;
}

const PEOPLE = ['child', 'adult'] as const;

export const FACT_KINDS = {
  name: {
    label: 'Names',
    ask: 'Name',
    hint: 'As it is written or said, all of it.',
    sorts: {
      legal: 'Name in law',
      birth: 'Name at birth',
      'known-as': 'Known as',
      nickname: 'Nickname',
      alias: 'Another name they use or are given',
      former: 'Name before',
      transliteration: 'The same name, written another way',
    },
    of: PEOPLE,
  },
  birth: {
    label: 'Birth',
    ask: 'When they were born',
    hint: 'Exact or estimated: 14 May 2012, May 2012 or 2012. A range: 2010 to 2012. Of an unborn child: the date expected.',
    sorts: {
      exact: 'Exact',
      estimated: 'Estimated',
      range: 'Between two years',
      expected: 'Expected (unborn)',
    },
    of: PEOPLE,
  },
  sex: { label: 'Sex', ask: 'Sex', of: PEOPLE },
  ethnicity: { label: 'Ethnicity', ask: 'Ethnicity, as they describe it', of: PEOPLE },
  language: {
    label: 'Languages',
    ask: 'Language',
    sorts: { first: 'First language', speaks: 'Speaks', interpreter: 'Needs an interpreter' },
    of: PEOPLE,
  },
  communication: {
    label: 'Communication needs',
    ask: 'What helps them to be understood and to understand',
    of: PEOPLE,
  },
  disability: { label: 'Disability', ask: 'Disability, and what it means day to day', of: PEOPLE },
  'nhs-number': { label: 'NHS number', ask: 'NHS number', hint: 'Ten digits.', of: PEOPLE },
  upn: {
    label: 'Unique pupil number',
    ask: 'Unique pupil number',
    hint: 'A letter and twelve characters.',
    of: PEOPLE,
  },
  uln: { label: 'Unique learner number', ask: 'Unique learner number', hint: 'Ten digits.', of: PEOPLE },
  'police-reference': { label: 'Police reference', ask: 'Police reference', of: PEOPLE },
  'own-reference': { label: 'Our own reference', ask: 'Reference in another system of ours', of: PEOPLE },
  address: {
    label: 'Addresses',
    ask: 'Address',
    hint: 'With its postcode, where it is known.',
    sorts: {
      home: 'Lives there',
      stays: 'Stays there at times',
      placement: 'Placement',
      former: 'Lived there',
    },
    of: [...PEOPLE, 'place', 'organisation'],
    whereabouts: true,
  },
  uprn: {
    label: 'Property reference number',
    ask: 'Unique property reference number (UPRN)',
    hint: '1 to 12 digits, from the council’s address list.',
    of: [...PEOPLE, 'place', 'organisation'],
    whereabouts: true,
  },
  phone: {
    label: 'Phone numbers',
    ask: 'Phone number',
    of: [...PEOPLE, 'phone', 'organisation'],
    whereabouts: true,
  },
  account: {
    label: 'Online accounts',
    ask: 'Name there, and the site',
    hint: 'For example: star.fish_9 on Instagram.',
    of: [...PEOPLE, 'account'],
  },
  school: {
    label: 'School or college',
    ask: 'School, college or nursery',
    of: PEOPLE,
    whereabouts: true,
  },
  gp: { label: 'GP', ask: 'GP and practice', of: PEOPLE, whereabouts: true },
  'legal-status': {
    label: 'Legal status',
    ask: 'Order or agreement, and the court where there is one',
    of: PEOPLE,
  },
  'immigration-status': {
    label: 'Immigration status',
    ask: 'Immigration status',
    hint: 'Only where you need it for your work with them and may hold it by law.',
    of: PEOPLE,
  },
  called: { label: 'What it is called', ask: 'Name or nickname', of: ['place', 'organisation'] },
  registration: {
    label: 'Registration mark',
    ask: 'Registration mark',
    hint: 'All of it, or the part that is known.',
    of: ['vehicle'],
  },
  look: { label: 'What it looks like', ask: 'Make, colour, marks', of: ['vehicle', 'place'] },
  other: {
    label: 'Other facts',
    ask: 'What is known',
    of: [...PEOPLE, 'phone', 'vehicle', 'place', 'account', 'organisation'],
  },
} as const satisfies Record<string, FactKind>;

export type FactKindName = keyof typeof FACT_KINDS;

/** True for a kind of fact there is. */
export function isFactKind(text: unknown): text is FactKindName {
  return typeof text === 'string' && Object.hasOwn(FACT_KINDS, text);
}

/** What there is to know of a kind of fact, whichever it is. */
export function describeFactKind(kind: FactKindName): FactKind {
  return FACT_KINDS[kind];
}

/** The kinds of fact that a record of this kind can have, in the order pages show them. */
export function listFactKinds(of: MentionKind): readonly FactKindName[] {
  return (Object.keys(FACT_KINDS) as FactKindName[]).filter((kind) => describeFactKind(kind).of.includes(of));
}

/** Kinds of fact that say where somebody is. */
export const WHEREABOUTS: ReadonlySet<FactKindName> = new Set(
  (Object.keys(FACT_KINDS) as FactKindName[]).filter((kind) => describeFactKind(kind).whereabouts),
);
