import type {
  Channel,
  Danger,
  Naming,
  Parents,
  ReporterKind,
} from '../../src/modules/concerns/domain/vocabulary.ts';
import type { Day } from './calendar.ts';
import type { Knowing } from './families.ts';
import type { Chance } from './random.ts';

/**
 * Who tells Wrenfold's front door, how often, and how. Shares follow the published sources of referral of children in
 * need in England, rounded (police about 29 %, schools 20 %, health 15 %, council services and others 20 %,
 * individuals 10 %, helplines and anonymous the rest).
 */
export interface Source {
  readonly key: string;
  readonly kind: ReporterKind;
  readonly share: number;
  readonly channel: Channel;
  /** Posts that write it up; empty on public pages and the partner API. */
  readonly posts: readonly string[];
  /** Weight outside term, beside in term. */
  readonly holidays: number;
  /** Weight at weekends, beside an ordinary share of them. */
  readonly weekends: number;
  /** Hours between which most of it comes, local time. */
  readonly from: number;
  readonly to: number;
  readonly knows: readonly (readonly [Knowing, number])[];
  readonly naming: readonly (readonly [Naming, number])[];
  readonly role: readonly string[];
  readonly organisation: string;
}

const NAMED = [['named', 1]] as const;
const BY_RECORD = [
  ['record', 9],
  ['name', 1],
] as const;
const PRIVATE = { posts: [], holidays: 1, weekends: 1.6, role: [], organisation: '' } as const;

export const SOURCES: readonly Source[] = [
  {
    key: 'police',
    kind: 'police',
    share: 29,
    channel: 'partner-api',
    posts: [],
    holidays: 1.1,
    weekends: 2.2,
    from: 0,
    to: 24,
    knows: BY_RECORD,
    naming: NAMED,
    role: ['Police constable', 'Response officer', 'Neighbourhood officer', 'Missing persons co-ordinator'],
    organisation: 'Wrenfold Police',
  },
  {
    key: 'school',
    kind: 'teacher',
    share: 20,
    channel: 'partner-page',
    posts: ['dsl-wrenmoor', 'dsl-st-oswin', 'dsl-beckfoot', 'dsl-primaries'],
    holidays: 0.06,
    weekends: 0.02,
    from: 8,
    to: 17,
    knows: BY_RECORD,
    naming: NAMED,
    role: [
      'Designated safeguarding lead',
      'Deputy head',
      'Head of year',
      'Teaching assistant',
      'Class teacher',
    ],
    organisation: 'Wrenfold Schools Partnership',
  },
  {
    key: 'health',
    kind: 'health',
    share: 15,
    channel: 'partner-page',
    posts: ['school-nurse', 'health-visitor', 'emergency-department', 'named-nurse'],
    holidays: 1,
    weekends: 0.7,
    from: 8,
    to: 19,
    knows: BY_RECORD,
    naming: NAMED,
    role: ['School nurse', 'Health visitor', 'Paediatrician', 'Midwife', 'GP', 'Emergency nurse'],
    organisation: 'Wrenfold Hospital and Community Health Trust',
  },
  {
    key: 'council',
    kind: 'other',
    share: 13,
    channel: 'public',
    posts: [],
    holidays: 1,
    weekends: 0.1,
    from: 9,
    to: 17,
    knows: [
      ['name', 7],
      ['record', 3],
    ],
    naming: NAMED,
    role: [
      'Housing officer',
      'Early years worker',
      'Adult social worker',
      'Benefits officer',
      'Court officer',
      'Probation officer',
    ],
    organisation: 'Wrenfold Council',
  },
  {
    key: 'youth',
    kind: 'youth-worker',
    share: 4,
    channel: 'outreach',
    posts: ['youth-worker-1', 'youth-worker-2', 'youth-outreach'],
    holidays: 1.1,
    weekends: 1,
    from: 16,
    to: 22,
    knows: [
      ['name', 5],
      ['ear', 5],
    ],
    naming: NAMED,
    role: ['Youth worker', 'Detached youth worker'],
    organisation: 'Wrenfold Youth Service',
  },
  {
    key: 'helpline',
    kind: 'helpline',
    share: 5,
    channel: 'helpline',
    posts: ['adviser-1', 'adviser-2', 'helpline-lead'],
    holidays: 1,
    weekends: 1.8,
    from: 8,
    to: 23,
    knows: [
      ['ear', 7],
      ['sight', 3],
    ],
    naming: [
      ['anonymous', 6],
      ['confidential', 4],
    ],
    role: [],
    organisation: 'Lantern Helpline',
  },
  {
    key: 'family',
    kind: 'family',
    share: 4.5,
    channel: 'public',
    ...PRIVATE,
    from: 9,
    to: 23,
    knows: [
      ['name', 8],
      ['ear', 2],
    ],
    naming: [
      ['named', 45],
      ['confidential', 45],
      ['anonymous', 10],
    ],
  },
  {
    key: 'neighbour',
    kind: 'neighbour',
    share: 3.5,
    channel: 'public',
    ...PRIVATE,
    from: 8,
    to: 24,
    knows: [
      ['ear', 7],
      ['sight', 3],
    ],
    naming: [
      ['anonymous', 40],
      ['confidential', 42],
      ['named', 18],
    ],
  },
  {
    key: 'child',
    kind: 'child',
    share: 1.6,
    channel: 'public',
    ...PRIVATE,
    from: 15,
    to: 24,
    knows: [
      ['ear', 5],
      ['sight', 3],
      ['name', 2],
    ],
    naming: [
      ['anonymous', 45],
      ['named', 35],
      ['confidential', 20],
    ],
  },
  {
    key: 'carer',
    kind: 'carer',
    share: 1.4,
    channel: 'public',
    ...PRIVATE,
    from: 9,
    to: 23,
    knows: [['name', 1]],
    naming: NAMED,
  },
  {
    key: 'other',
    kind: 'other',
    share: 3,
    channel: 'public',
    ...PRIVATE,
    from: 7,
    to: 23,
    knows: [
      ['ear', 6],
      ['sight', 4],
    ],
    naming: [
      ['named', 5],
      ['confidential', 3],
      ['anonymous', 2],
    ],
    role: ['Taxi driver', 'Shop worker', 'Sports coach', 'Faith leader', 'Bus driver', 'Childminder'],
  },
];

/** Who tells on such a day. */
export function pickSource(chance: Chance, day: Day): Source {
  return chance.weighted(
    SOURCES.map((source) => {
      const weight = day.weekday > 5 ? source.weekends : day.term ? 1 : source.holidays;
      return [source, source.share * weight] as const;
    }),
  );
}

/** Minutes after midnight at which such a source tells: most near the middle of its hours, police more by night. */
export function pickMinute(chance: Chance, source: Source): number {
  if (source.key === 'police') {
    const hour = chance.weighted([
      [chance.int(0, 3), 20],
      [chance.int(4, 8), 8],
      [chance.int(9, 16), 34],
      [chance.int(17, 23), 38],
    ] as const);
    return hour * 60 + chance.int(0, 59);
  }
  const middle = (chance.next() + chance.next()) / 2;
  return Math.min(1439, Math.floor((source.from + middle * (source.to - source.from)) * 60));
}

/** Danger as the teller sees it, by theme. */
export function pickDanger(chance: Chance, theme: string, kind: ReporterKind): Danger {
  const now = { injury: 0.07, alone: 0.1, fighting: 0.04, missing: 0.06 }[theme] ?? 0.012;
  if (chance.chance(kind === 'police' ? now / 2 : now)) return 'now';
  return chance.chance(0.13) ? 'not-sure' : 'no';
}

/** Whether the parents know, as far as the teller can say. */
export function pickParents(chance: Chance, kind: ReporterKind): Parents {
  const inside = kind === 'teacher' || kind === 'health' || kind === 'police' || kind === 'carer';
  return chance.weighted<Parents>(
    inside
      ? [
          ['know', 52],
          ['do-not-know-safe-to-tell', 16],
          ['unsafe-to-tell', 14],
          ['not-sure', 18],
        ]
      : [
          ['know', 8],
          ['do-not-know-safe-to-tell', 12],
          ['unsafe-to-tell', 30],
          ['not-sure', 50],
        ],
  );
}
