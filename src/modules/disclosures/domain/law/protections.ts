/**
 * Who the law on protected disclosures covers in England, what they may tell, and whom. Employment Rights Act 1996, Part IVA
 * (sections 43A to 43L), 47B and 103A, put there by the Public Interest Disclosure Act 1998. Not advice: tribunals decide each
 * case on what happened, and who is covered is in dispute for foster carers and volunteers (docs/decisions/1030).
 */
import { READ_ON, type Source, type Sourced, section } from './source.ts';

/** How far the law covers somebody, as far as the sources say. */
export type Cover = 'covered' | 'sometimes' | 'in-dispute' | 'usually-not';

/** In which capacity somebody works with children, and what that means for their cover. */
export interface CoveredGroup extends Sourced {
  readonly id: string;
  readonly cover: Cover;
  readonly title: string;
  readonly sentence: string;
}

/** One kind of wrong that a protected disclosure may be about. */
export interface Wrongdoing extends Sourced {
  readonly id: string;
  readonly title: string;
  /** The first day on which it counts, `YYYY-MM-DD`; left out where it always did. */
  readonly from?: string;
}

/** One rule about how a disclosure becomes a protected one. */
export interface ProtectionRule extends Sourced {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
}

const ONI: Source = {
  name: 'didlaw, on Oni and others v London Borough of Waltham Forest, ET/3204635/2021',
  paragraph: 'judgment of 21 January 2025',
  address: 'https://didlaw.com/?p=7848',
  dated: '2025-02-10',
};
const MACLENNAN: Source = {
  name: 'Bates Wells, on MacLennan v British Psychological Society [2024] EAT 166',
  paragraph: 'what the Employment Appeal Tribunal decided',
  address:
    'https://bateswells.co.uk/updates/employment-appeal-tribunal-ruling-may-extend-whistleblower-protections-to-trustees/',
};
const GUIDE: Source = {
  name: 'Labour Research Department, Law at Work 2018',
  paragraph: 'chapter 13, Who is protected?',
  address: 'https://www.lrdpublications.org.uk/publications.php?id=idp3846032&iss=1924&pub=bk',
};

export const COVERED_GROUPS = [
  {
    id: 'employee',
    cover: 'covered',
    title: 'Employees',
    sentence:
      'You are covered from your first day. It is against the law to dismiss you, or to treat you badly, because you made a protected disclosure.',
    source: section('103A'),
    asOf: READ_ON,
  },
  {
    id: 'worker',
    cover: 'covered',
    title: 'Other workers with a contract',
    sentence:
      'If you agreed to do the work yourself, for pay, you are most likely covered. That holds for many casual and bank staff.',
    source: section('230', 'subsection (3)'),
    asOf: READ_ON,
  },
  {
    id: 'agency',
    cover: 'covered',
    title: 'Agency workers',
    sentence:
      'You can be covered against the agency and against the place you are sent to, where either sets the terms of your work.',
    source: section('43K', 'subsection (1)(a)'),
    asOf: READ_ON,
  },
  {
    id: 'student',
    cover: 'sometimes',
    title: 'Trainees and students on placement',
    sentence:
      'Work experience and training that is not part of a course at a college or university is covered. So are student nurses and midwives. Other students may not be.',
    source: section('43K', 'subsection (1)'),
    asOf: READ_ON,
  },
  {
    id: 'foster-carer',
    cover: 'in-dispute',
    title: 'Foster carers',
    sentence:
      'Courts have said that foster carers have no contract, so are no workers. In January 2025 a tribunal let three of them bring claims for speaking up all the same. That is under appeal.',
    source: ONI,
    asOf: READ_ON,
    unconfirmed: true,
    doubt: 'We found no word of how the appeal ended.',
  },
  {
    id: 'volunteer',
    cover: 'usually-not',
    title: 'Volunteers, trustees and governors',
    sentence:
      'Volunteers are mostly not covered. In 2024 an appeal tribunal said that a charity’s trustee might be, and sent the case back to be looked at again.',
    source: MACLENNAN,
    asOf: READ_ON,
    unconfirmed: true,
    doubt: 'We found no word of how that case ended.',
  },
  {
    id: 'self-employed',
    cover: 'usually-not',
    title: 'Self-employed people',
    sentence:
      'If you really work for yourself, you are mostly not covered. What your contract calls you does not settle it.',
    source: GUIDE,
    asOf: READ_ON,
  },
  {
    id: 'applicant',
    cover: 'sometimes',
    title: 'People who apply for a job',
    sentence:
      'If you apply for work in the NHS, it may not turn you away because you spoke up before. Elsewhere you are mostly not covered.',
    source: {
      name: 'Employment Rights Act 1996 (NHS Recruitment – Protected Disclosure) Regulations 2018, S.I. 2018/579',
      paragraph: 'regulations 3 to 5',
      address: 'https://www.legislation.gov.uk/uksi/2018/579/made',
      dated: '2018-05-02',
    },
    asOf: READ_ON,
  },
] as const satisfies readonly CoveredGroup[];

/** In which capacity somebody works with children; `unsure` is somebody who does not know which. */
export type Capacity = (typeof COVERED_GROUPS)[number]['id'] | 'unsure';

export const WRONGDOINGS = [
  { id: 'crime', title: 'a crime', source: section('43B', 'subsection (1)(a)'), asOf: READ_ON },
  {
    id: 'legal-duty',
    title: 'somebody not doing what the law says they must',
    source: section('43B', 'subsection (1)(b)'),
    asOf: READ_ON,
  },
  {
    id: 'miscarriage-of-justice',
    title: 'a miscarriage of justice',
    source: section('43B', 'subsection (1)(c)'),
    asOf: READ_ON,
  },
  {
    id: 'danger',
    title: 'danger to the health or safety of a person, such as a child',
    source: section('43B', 'subsection (1)(d)'),
    asOf: READ_ON,
  },
  {
    id: 'sexual-harassment',
    title: 'sexual harassment',
    from: '2026-04-06',
    source: {
      name: 'Employment Rights Act 2025',
      paragraph: 'section 23, which adds paragraph (da) to section 43B(1)',
      address: 'https://www.legislation.gov.uk/ukpga/2025/36/section/23',
    },
    asOf: READ_ON,
    unconfirmed: true,
    doubt: 'We read before that day that it was to begin on 6 April 2026, and nothing since.',
  },
  {
    id: 'environment',
    title: 'harm to the environment',
    source: section('43B', 'subsection (1)(e)'),
    asOf: READ_ON,
  },
  {
    id: 'cover-up',
    title: 'hiding one of these on purpose',
    source: section('43B', 'subsection (1)(f)'),
    asOf: READ_ON,
  },
] as const satisfies readonly Wrongdoing[];

/** What somebody has to believe, and what may not be taken from them. */
export const CONDITIONS: readonly ProtectionRule[] = [
  {
    id: 'reasonable-belief',
    title: 'You believe it, and with reason',
    sentence:
      'You do not have to prove it, and you may turn out to be wrong. What you say must be information, not only a feeling.',
    source: section('43B', 'subsection (1)'),
    asOf: READ_ON,
  },
  {
    id: 'public-interest',
    title: 'It matters to more people than you',
    sentence:
      'You believe that telling is in the public interest. A quarrel about your own contract alone is mostly not.',
    source: section('43B', 'subsection (1)'),
    asOf: READ_ON,
  },
  {
    id: 'no-offence',
    title: 'Telling is not itself a crime',
    sentence: 'If the law makes it a crime to pass something on, passing it on is not protected.',
    source: section('43B', 'subsection (3)'),
    asOf: READ_ON,
  },
  {
    id: 'gagging-clause',
    title: 'A paper you signed can’t stop you',
    sentence:
      'If you are a worker, a contract or settlement can’t keep you from a protected disclosure. That part of it has no force. The rest of the paper may still hold.',
    source: section('43J'),
    asOf: READ_ON,
  },
];

/** To whom a disclosure may be made, from the easiest to protect to the hardest. */
export const RECIPIENTS: readonly ProtectionRule[] = [
  {
    id: 'employer',
    title: 'Your employer, or the way of telling that it set up',
    sentence:
      'Your manager, or somebody your employer says you may tell. This is the easiest to have protected.',
    source: section('43C'),
    asOf: READ_ON,
  },
  {
    id: 'legal-adviser',
    title: 'A lawyer or other legal adviser',
    sentence: 'What you say to get legal advice is protected.',
    source: section('43D'),
    asOf: READ_ON,
  },
  {
    id: 'minister',
    title: 'A government minister',
    sentence: 'Where ministers appoint your employer or its members.',
    source: section('43E'),
    asOf: READ_ON,
  },
  {
    id: 'prescribed-person',
    title: 'A prescribed person: an outside body named by law',
    sentence:
      'You believe that what you say is true in the main, and that it is that body’s business. You do not have to tell your employer first.',
    source: section('43F'),
    asOf: READ_ON,
  },
  {
    id: 'wider',
    title: 'Somebody else, such as the police, a councillor or the press',
    sentence:
      'Much harder. It must be reasonable and not for gain. And you told before, or you have reason to fear that you will be made to pay or that proof will be hidden.',
    source: section('43G'),
    asOf: READ_ON,
  },
  {
    id: 'exceptionally-serious',
    title: 'Somebody else, where it is very serious indeed',
    sentence: 'It need not be told elsewhere first, but it must be reasonable and not for gain.',
    source: section('43H'),
    asOf: READ_ON,
  },
];
