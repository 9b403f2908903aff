/**
 * Outside bodies that a worker in children's services in England may tell. A disclosure to a prescribed person is protected
 * where it is that body's business (Employment Rights Act 1996, section 43F; the Public Interest Disclosure (Prescribed
 * Persons) Order 2014, S.I. 2014/2418, as amended). The Order names many more; here are those about children whose
 * being named was found in a source, with what may be told put into plain words. A telephone number is here only where a source
 * gives it. The Office for Students, HM Inspectorate of Constabulary and the Teaching Regulation Agency were looked for
 * and not found in one, so they are left out (docs/decisions/1030).
 */
import { READ_ON, type Source, type Sourced } from './source.ts';

/** A telephone number as said, and as dialled. */
export interface Telephone {
  readonly shown: string;
  readonly dialled: string;
}

/** Under which heading a body stands. */
export type OutsideGroup = 'children' | 'registration' | 'health' | 'police-and-safety' | 'other';

/** One outside body, and what may be told to it. */
export interface OutsideBody extends Sourced {
  readonly id: string;
  readonly group: OutsideGroup;
  readonly name: string;
  /** What may be told to it, in plain words. */
  readonly about: string;
  /** What to expect of it; left out where no source says. */
  readonly expect?: string;
  readonly telephone?: Telephone;
  /** Where the number was found, when that is not `source`. */
  readonly numberFrom?: Source;
}

/** Somebody to talk to first, or a body that people take for a prescribed person. */
export interface OtherBody extends Sourced {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly telephone?: Telephone;
}

/** The Order itself, where all who are prescribed stand. */
export const ORDER: Source = {
  name: 'Public Interest Disclosure (Prescribed Persons) Order 2014, S.I. 2014/2418',
  paragraph: 'the Schedule, as amended',
  address: 'https://www.legislation.gov.uk/uksi/2014/2418',
};

const phone = (shown: string): Telephone => ({ shown, dialled: shown.replaceAll(' ', '') });

/** The NSPCC's line for people who work with children. */
export const NSPCC_LINE = phone('0800 028 0285');
/** The advice line of Protect. */
export const PROTECT_LINE = phone('020 3117 2520');

export const PRESCRIBED_PERSONS: readonly OutsideBody[] = [
  {
    id: 'ofsted',
    group: 'children',
    name: 'Ofsted (the Chief Inspector)',
    about:
      'Social care for children that Ofsted inspects: councils, children’s homes, fostering and adoption agencies, supported housing.',
    expect: 'It uses what you say to plan and steer its visits. It does not settle a quarrel about your job.',
    telephone: phone('0300 123 3155'),
    numberFrom: {
      name: 'Simply Child Safe, Ofsted’s whistleblowing policy',
      paragraph: 'whistleblower hotline',
      address:
        'http://simplychildsafe.com/child-protection/safeguarding-children-ofsteds-whistleblowing-policy/',
    },
    source: {
      name: 'Ofsted, Reporting concerns and whistleblowing about children’s social care services',
      paragraph: 'Ofsted’s role; services that Ofsted regulates and inspects',
      address:
        'https://www.gov.uk/government/publications/whistleblowing-about-childrens-social-care-services-to-ofsted',
    },
    asOf: READ_ON,
  },
  {
    id: 'childrens-commissioner',
    group: 'children',
    name: 'The Children’s Commissioner for England',
    about: 'The rights, welfare and interests of children.',
    expect: 'She can’t force anybody, but passes it on to those who can, and asks what they did.',
    source: {
      name: 'Children’s Commissioner, Whistleblowing report 2022-23',
      paragraph: 'opening paragraphs',
      address: 'https://www.childrenscommissioner.gov.uk/resource/whistleblowing-report-2022-23/',
    },
    asOf: READ_ON,
  },
  {
    id: 'nspcc',
    group: 'children',
    name: 'NSPCC',
    about: 'The welfare and protection of children.',
    expect: 'You talk to somebody who knows child protection. You need not say who you are.',
    telephone: NSPCC_LINE,
    source: {
      name: 'NSPCC, Whistleblowing Advice Line',
      paragraph: 'Will I get in trouble for whistleblowing?',
      address:
        'https://www.nspcc.org.uk/keeping-children-safe/reporting-abuse/dedicated-helplines/whistleblowing-advice-line/',
    },
    asOf: READ_ON,
  },
  {
    id: 'secretary-of-state-for-education',
    group: 'children',
    name: 'The Secretary of State for Education',
    about: 'Schools of most kinds, nursery schools, academies, special schools and colleges in England.',
    expect:
      'The Department for Education takes what is told about academies and colleges. It says that volunteers may not be protected.',
    source: {
      name: 'Public Interest Disclosure (Prescribed Persons) (Amendment) Order 2015, S.I. 2015/1407',
      paragraph: 'article 2',
      address: 'https://www.legislation.gov.uk/uksi/2015/1407/made',
      dated: '2015-06-23',
    },
    asOf: READ_ON,
  },
  {
    id: 'social-work-england',
    group: 'registration',
    name: 'Social Work England',
    about: 'Social workers’ registration, training and fitness to work.',
    source: {
      name: 'Social Work England, Whistleblowing policy (to a prescribed person)',
      paragraph: 'Who this policy is for',
      address: 'https://www.socialworkengland.org.uk/about/policies-and-procedures/whistleblowing-policy/',
      dated: '2023-04-04',
    },
    asOf: READ_ON,
  },
  {
    id: 'nursing-and-midwifery-council',
    group: 'registration',
    name: 'Nursing and Midwifery Council',
    about: 'Nurses, midwives and nursing associates, health visitors and school nurses among them.',
    source: {
      name: 'Nursing and Midwifery Council, Whistleblowing to the NMC',
      paragraph: 'What is whistleblowing?',
      address:
        'https://www.nmc.org.uk/standards/guidance/raising-concerns-guidance-for-nurses-and-midwives/whistleblowing/',
    },
    asOf: READ_ON,
  },
  {
    id: 'general-medical-council',
    group: 'registration',
    name: 'General Medical Council',
    about: 'Doctors’ registration, training and fitness to work.',
    source: {
      name: 'Whistleblowing disclosures report 2021: healthcare professional regulators',
      paragraph: 'About the report; General Medical Council',
      address: 'https://vdocument.in/whistleblowing-disclosures-report-2021.html',
    },
    asOf: READ_ON,
  },
  {
    id: 'health-and-care-professions-council',
    group: 'registration',
    name: 'Health and Care Professions Council',
    about: 'Psychologists, speech and occupational therapists, paramedics and others whom it registers.',
    source: {
      name: 'Health and Care Professions Council, Making a disclosure to a prescribed person',
      paragraph: 'The Public Interest Disclosure Act',
      address: 'http://www.hcpc-uk.org/registrants/raisingconcerns/prescribedperson/',
    },
    asOf: READ_ON,
  },
  {
    id: 'care-quality-commission',
    group: 'health',
    name: 'Care Quality Commission',
    about: 'Hospitals, clinics, general practices and adult care, and what else the Commission watches over.',
    expect: 'It uses what you say to judge risk. It can’t look into one complaint for you.',
    telephone: phone('03000 616161'),
    numberFrom: {
      name: 'Lister House Surgery, Raising concerns policy',
      paragraph: 'How do I tell CQC',
      address:
        'https://www.listerhouseluton.co.uk/practice-information/freedom-to-speak-up-raising-concerns-whistleblowing-policy-for-the-nhs/',
    },
    source: {
      name: 'Care Quality Commission, Prescribed persons report 2023/24; S.I. 2015/1981',
      paragraph: 'Overview; article 2(c)',
      address: 'https://www.cqc.org.uk/about-us/transparency/prescribed-persons-report-202324',
    },
    asOf: READ_ON,
  },
  {
    id: 'nhs-england',
    group: 'health',
    name: 'NHS England',
    about: 'General practices, dentists, pharmacies and opticians.',
    telephone: phone('0300 311 22 33'),
    source: {
      name: 'NHS England, Whistleblowing',
      paragraph: 'opening paragraphs',
      address: 'https://www.england.nhs.uk/ourwork/whistleblowing/',
    },
    asOf: READ_ON,
    unconfirmed: true,
    doubt: 'The page we read may be some years old. Ask first whether it still takes this.',
  },
  {
    id: 'independent-office-for-police-conduct',
    group: 'police-and-safety',
    name: 'Independent Office for Police Conduct',
    about: 'What police officers and police staff did, or did not do.',
    expect: 'It has a report line for police officers and staff.',
    source: {
      name: 'Home Office, answer to written question 84936, Police: Misconduct',
      paragraph: 'second paragraph',
      address: 'https://www.parallelparliament.co.uk/question/84936/police-misconduct',
    },
    asOf: READ_ON,
  },
  {
    id: 'health-and-safety-executive',
    group: 'police-and-safety',
    name: 'Health and Safety Executive',
    about: 'Danger to workers or the public from work, where the Executive is the one that enforces the law.',
    source: {
      name: 'Public Interest Disclosure (Prescribed Persons) (Amendment) (No. 2) Order 2015, S.I. 2015/1981',
      paragraph: 'article 2(d)',
      address: 'https://www.legislation.gov.uk/uksi/2015/1981/made',
      dated: '2015-12-07',
    },
    asOf: READ_ON,
  },
  {
    id: 'information-commissioner',
    group: 'other',
    name: 'Information Commissioner',
    about: 'Records lost, hidden, shared or read against the law; answers wrongly refused.',
    source: {
      name: 'Information Commissioner’s Office, Whistleblowing disclosures',
      paragraph: 'opening paragraphs',
      address: 'https://ico.org.uk/about-the-ico/our-information/whistleblowing-disclosures/',
    },
    asOf: READ_ON,
  },
  {
    id: 'charity-commission',
    group: 'other',
    name: 'Charity Commission',
    about:
      'How a charity is run, and its money: a charity that does not use its own rules to keep people safe, say.',
    expect: 'It takes reports from workers and from volunteers.',
    source: {
      name: 'Charity Commission, Report serious wrongdoing at a charity as a worker or volunteer',
      paragraph: 'What to report to the Charity Commission',
      address: 'https://www.gov.uk/guidance/whistleblowing-guidance-for-charity-employees',
    },
    asOf: READ_ON,
  },
  {
    id: 'member-of-parliament',
    group: 'other',
    name: 'A member of the House of Commons',
    about: 'Each of the matters that stand in the Order, so each of those above.',
    source: {
      name: 'The HR Director, on the Order of 2014; S.I. 2014/596',
      paragraph: 'the new list includes members of Parliament; article 2',
      address: 'https://thehrdirector.com/?p=12087',
    },
    asOf: READ_ON,
  },
];

/** Who owes nothing to the employer and can be talked to first. */
export const ADVICE: readonly OtherBody[] = [
  {
    id: 'protect',
    name: 'Protect',
    about:
      'A charity that advises people who speak up at work. Free, and in confidence. Its advisers know the law.',
    telephone: PROTECT_LINE,
    source: {
      name: 'Protect, Advice Line',
      paragraph: 'head of each page; Complaints and improving our service',
      address: 'https://protect-advice.org.uk/complaints-and-improving-our-service/',
    },
    asOf: READ_ON,
  },
  {
    id: 'nspcc-advice-line',
    name: 'NSPCC Whistleblowing Advice Line',
    about: 'For people who work with children and fear that a worry is not dealt with, or is hidden.',
    telephone: NSPCC_LINE,
    source: {
      name: 'NSPCC, Whistleblowing Advice Line',
      paragraph: 'What is whistleblowing?',
      address:
        'https://www.nspcc.org.uk/keeping-children-safe/reporting-abuse/dedicated-helplines/whistleblowing-advice-line/',
    },
    asOf: READ_ON,
  },
  {
    id: 'fosterline',
    name: 'Fosterline',
    about: 'For foster carers in England: reviews, claims made against you, and the end of an approval.',
    telephone: phone('0800 040 7675'),
    source: {
      name: 'Fosterline, The Independent Review Mechanism',
      paragraph: 'head of the page',
      address:
        'https://fosterline.info/already-fostering/facing-an-allegation/the-independent-review-mechanism-irm',
    },
    asOf: READ_ON,
  },
  {
    id: 'acas',
    name: 'Acas',
    about: 'For rights at work, and to start early conciliation before a tribunal.',
    telephone: phone('0300 123 1100'),
    source: {
      name: 'Labour Research Department, Law at Work 2019',
      paragraph: 'chapter 14, Acas Early Conciliation',
      address: 'https://www.lrdpublications.org.uk/publications.php?id=idm990984&iss=1974&pub=bk',
    },
    asOf: READ_ON,
  },
  {
    id: 'legal-adviser',
    name: 'Your union, or a lawyer',
    about: 'A talk with a legal adviser to get legal advice is itself protected. Ask your union for one.',
    source: {
      name: 'Employment Rights Act 1996',
      paragraph: 'section 43D',
      address: 'https://www.legislation.gov.uk/ukpga/1996/18/section/43D',
    },
    asOf: READ_ON,
  },
];

/** Bodies that people take for prescribed persons, and that are none. */
export const NOT_PRESCRIBED: readonly OtherBody[] = [
  {
    id: 'local-government-ombudsman',
    name: 'Local Government and Social Care Ombudsman',
    about:
      'It looks at how a council treated somebody who complained. It says itself that it is not a prescribed body.',
    source: {
      name: 'Local Government and Social Care Ombudsman, decision 24 020 464',
      paragraph: 'My assessment',
      address: 'https://www.lgo.org.uk/decisions/housing/managing-council-tenancies/24-020-464',
      dated: '2025-04-14',
    },
    asOf: READ_ON,
  },
];
