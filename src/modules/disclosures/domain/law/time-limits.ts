/**
 * The days by which somebody who was made to pay for speaking up has to act. Kept as dated data: the Employment Rights Act 2025
 * makes most tribunal limits six months, from a day that was not fixed when the sources were read. When it is, `until` of the
 * three months and `confirmed` of the six are what changes here (docs/decisions/1030).
 */
import type { DetrimentId } from './detriments.ts';
import type { Capacity } from './protections.ts';
import { READ_ON, type Source, type Sourced, section } from './source.ts';

/** How long a limit is: calendar months that begin with the day it happened, or days after it. */
export type Length = { readonly months: number } | { readonly daysAfter: number };

/** How long a limit is for what happened between two days. */
export interface Period {
  readonly length: Length;
  /** First and last day for which it holds, `YYYY-MM-DD`, both included; `null`: open. */
  readonly from: string | null;
  readonly until: string | null;
  /** False: planned, or not settled. It never makes a day later, only earlier. */
  readonly confirmed: boolean;
  readonly source: Source;
}

/** Whether a limit is somebody's, as far as the sources say. */
export type Holds = 'holds' | 'may-hold';

/** One thing to do by a day. */
export interface TimeLimit extends Sourced {
  readonly id: string;
  /** What to do. */
  readonly title: string;
  readonly sentence: string;
  /** Which length holds when; `null` where no day is fixed. */
  readonly periods: readonly Period[] | null;
  /** For which detriments; `'each'` for all. */
  readonly detriments: 'each' | readonly DetrimentId[];
  /** For whom; who is not here does not have it. */
  readonly capacities: Readonly<Partial<Record<Capacity, Holds>>>;
}

const TIMELINE: Source = {
  name: 'Mills & Reeve, on the Government’s timetable of 3 February 2026; Employment Rights Act 2025',
  paragraph: '“no earlier than” October 2026; section 152 and Schedule 12',
  address:
    'https://www.mills-reeve.com/blogs/employment/february-2026/employment-rights-act-2025-updated-implementation-timetable',
};

/** The limit of employment tribunals, for dismissal and for other detriment. */
export const TRIBUNAL_PERIODS: readonly Period[] = [
  {
    length: { months: 3 },
    from: null,
    until: null,
    confirmed: true,
    source: section('48', 'subsection (3); and section 111, subsection (2)'),
  },
  { length: { months: 6 }, from: '2026-10-01', until: null, confirmed: false, source: TIMELINE },
];

/** Detriments that end somebody's employment. */
const ENDINGS: readonly DetrimentId[] = ['dismissal', 'forced-to-resign', 'contract-not-renewed'];

/** Foster carers and volunteers may have no claim. If they do, the day is the same, so it is told to them too. */
const TRIBUNAL_CAPACITIES: TimeLimit['capacities'] = {
  employee: 'holds',
  worker: 'holds',
  agency: 'holds',
  student: 'may-hold',
  'foster-carer': 'may-hold',
  volunteer: 'may-hold',
  'self-employed': 'may-hold',
  unsure: 'may-hold',
};

export const TIME_LIMITS: readonly TimeLimit[] = [
  {
    id: 'interim-relief',
    title: 'Ask the tribunal for interim relief',
    sentence:
      'If you were dismissed for speaking up, you can ask the tribunal to keep you paid until it decides. It is hard to get, and no extra time is given. You need not go to Acas first for this alone. Get advice today.',
    periods: [
      {
        length: { daysAfter: 7 },
        from: null,
        until: null,
        confirmed: true,
        source: section('128', 'subsection (2)'),
      },
    ],
    detriments: ENDINGS,
    capacities: { employee: 'holds', worker: 'may-hold', agency: 'may-hold', unsure: 'may-hold' },
    source: {
      name: 'Protect, Interim Relief; Employment Rights Act 1996',
      paragraph: 'How do I apply; section 128, subsection (2)',
      address: 'https://protect-advice.org.uk/interim-relief/',
    },
    asOf: READ_ON,
  },
  {
    id: 'early-conciliation',
    title: 'Start early conciliation with Acas',
    sentence:
      'You must do this before you go to a tribunal. It stops the clock for a while, for 12 weeks at most. Only one start counts.',
    periods: TRIBUNAL_PERIODS,
    detriments: 'each',
    capacities: TRIBUNAL_CAPACITIES,
    source: {
      name: 'Stephenson Harwood, on the Regulations of 2025 about early conciliation; Employment Rights Act 1996',
      paragraph: 'twelve weeks from 1 December 2025; section 207B',
      address:
        'https://www.stephensonharwood.com/insights/acas-early-conciliation-window-extended-to-12-weeks-from-december-2025',
    },
    asOf: READ_ON,
  },
  {
    id: 'tribunal',
    title: 'Send your claim to the employment tribunal',
    sentence:
      'This is three months less one day. Acas adds time once you have started with it. A complaint to your employer does not stop this clock. If bad things came one after another, count from the first, to be safe.',
    periods: TRIBUNAL_PERIODS,
    detriments: 'each',
    capacities: TRIBUNAL_CAPACITIES,
    source: section('48', 'subsection (3); and section 111, subsection (2)'),
    asOf: READ_ON,
  },
  {
    id: 'applicant-tribunal',
    title: 'Send your claim to the employment tribunal',
    sentence:
      'If the NHS turned you away because you spoke up before. The tribunal can allow more time where that is fair.',
    periods: [
      {
        length: { months: 3 },
        from: null,
        until: null,
        confirmed: true,
        source: {
          name: 'S.I. 2018/579',
          paragraph: 'regulation 5',
          address: 'https://www.legislation.gov.uk/uksi/2018/579/regulation/5/made',
          dated: '2018-05-02',
        },
      },
    ],
    detriments: 'each',
    capacities: { applicant: 'may-hold' },
    source: {
      name: 'Employment Rights Act 1996 (NHS Recruitment – Protected Disclosure) Regulations 2018, S.I. 2018/579',
      paragraph: 'regulation 5',
      address: 'https://www.legislation.gov.uk/uksi/2018/579/regulation/5/made',
      dated: '2018-05-02',
    },
    asOf: READ_ON,
  },
  {
    id: 'fostering-review',
    title: 'Ask for an independent review of your approval',
    sentence:
      'You can ask the Independent Review Mechanism to look at a plan to end or change your approval. Look at the letter: the day in it counts.',
    periods: [
      {
        // "28 days": the day of the letter is counted as the first, which is the earlier way to read it.
        length: { daysAfter: 27 },
        from: null,
        until: null,
        confirmed: false,
        source: {
          name: 'Independent Review Mechanism Cymru, About us',
          paragraph: 'not after 28 days (foster carers)',
          address: 'https://irm.childreninwales.org.uk/about-us',
        },
      },
    ],
    detriments: ['approval-withdrawn'],
    capacities: { 'foster-carer': 'holds', unsure: 'may-hold' },
    source: {
      name: 'Fostering Services (England) Regulations 2011, S.I. 2011/581',
      paragraph: 'regulation 28',
      address: 'https://www.legislation.gov.uk/uksi/2011/581/regulation/28',
    },
    asOf: READ_ON,
    unconfirmed: true,
    doubt: 'We read the 28 days for Wales, and could not open the paragraph for England.',
  },
  {
    id: 'ombudsman',
    title: 'Complain to the Local Government and Social Care Ombudsman',
    sentence:
      'It looks at how a council treated you, mostly after the council has answered your complaint. It does not deal with jobs, and it is not a prescribed person.',
    periods: [
      {
        length: { months: 12 },
        from: null,
        until: null,
        confirmed: true,
        source: {
          name: 'Local Government Act 1974',
          paragraph: 'section 26B',
          address:
            'https://www.lgo.org.uk/information-centre/staff-guidance/guidance-on-jurisdiction?chapter=6',
        },
      },
    ],
    detriments: 'each',
    capacities: { 'foster-carer': 'holds', volunteer: 'may-hold', unsure: 'may-hold' },
    source: {
      name: 'Local Government and Social Care Ombudsman, Guidance on Jurisdiction; Local Government Act 1974',
      paragraph: 'part 6.1; section 26B',
      address: 'https://www.lgo.org.uk/information-centre/staff-guidance/guidance-on-jurisdiction?chapter=6',
    },
    asOf: READ_ON,
  },
  {
    id: 'grievance',
    title: 'Complain to your employer in writing (a grievance)',
    sentence:
      'No law fixes a day. Do it soon, and look in your employer’s own rules: many have one. It does not stop the other clocks.',
    periods: null,
    detriments: 'each',
    capacities: { employee: 'holds', worker: 'may-hold', agency: 'may-hold', unsure: 'may-hold' },
    source: {
      name: 'Labour Research Department, Law at Work 2018, on the Acas Code of Practice',
      paragraph: 'chapter 10, The Acas Code on grievance procedures',
      address: 'https://www.lrdpublications.org.uk/publications.php?id=idp2712568&iss=1924&pub=bk',
    },
    asOf: READ_ON,
  },
];
