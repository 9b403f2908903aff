/**
 * Mappings for the tables about people of the Standard Safeguarding Dataset, which every council can make (Data to Insight;
 * codes of the children in need census and the looked-after children return). One `system`: the files speak of the same people.
 */
import type { PersonMapping } from './read-person-mapping.ts';

const SYSTEM = 'ssd-person';
/** What the dataset's extracts write where they have nothing. */
const EMPTY = ['SSD_PH', 'PLACEHOLDER_DATA', 'NULL'];

const table = (name: string) => ({ source: `Earlier system (${name})`, system: SYSTEM, empty: EMPTY });

const ETHNICITY: Readonly<Record<string, string>> = {
  WBRI: 'White British',
  WIRI: 'White Irish',
  WIRT: 'Traveller of Irish heritage',
  WROM: 'Gypsy or Roma',
  WOTH: 'Another White background',
  MWBC: 'White and Black Caribbean',
  MWBA: 'White and Black African',
  MWAS: 'White and Asian',
  MOTH: 'Another mixed background',
  AIND: 'Indian',
  APKN: 'Pakistani',
  ABAN: 'Bangladeshi',
  AOTH: 'Another Asian background',
  BCRB: 'Black Caribbean',
  BAFR: 'Black African',
  BOTH: 'Another Black background',
  CHNE: 'Chinese',
  OOTH: 'Another background',
  REFU: 'Would rather not say',
  NOBT: '',
};

const DISABILITY: Readonly<Record<string, string>> = {
  NONE: '',
  MOB: 'Mobility',
  HAND: 'Hand function',
  PC: 'Personal care',
  INC: 'Incontinence',
  COMM: 'Communication',
  LD: 'Learning',
  HEAR: 'Hearing',
  VIS: 'Vision',
  BEH: 'Behaviour',
  CON: 'Consciousness',
  AUT: 'Autism or Asperger syndrome',
  DDA: 'Another disability under the Equality Act',
};

const LEGAL: Readonly<Record<string, string>> = {
  C1: 'Interim care order',
  C2: 'Full care order',
  D1: 'Freeing order',
  E1: 'Placement order',
  V2: 'Accommodated under section 20',
  V3: 'Short breaks, each recorded',
  V4: 'Short breaks by agreement',
  L1: 'Police protection',
  L2: 'Emergency protection order',
  L3: 'Child assessment order',
  J1: 'On remand',
  J2: 'Accommodated under PACE',
  J3: 'Youth rehabilitation order with residence or fostering',
};

const code = (column: string, values: Readonly<Record<string, string>>) => ({
  column,
  values: { ...values },
  keep: true as const,
});

const SSD_PERSON: PersonMapping = {
  ...table('ssd_person'),
  number: 'pers_person_id',
  mayBeNew: true,
  names: ['pers_forename', 'pers_surname'],
  dateOfBirth: 'pers_dob',
  expectedDateOfBirth: 'pers_expected_dob',
  sex: code('pers_sex', { M: 'Male', F: 'Female', U: '' }),
  ethnicity: code('pers_ethnicity', ETHNICITY),
  identifiers: {
    upn: 'pers_upn',
    'ssd-legacy': 'pers_legacy_id',
    'ssd-single': 'pers_single_unique_id',
  },
  other: [
    { label: 'Gender', value: 'pers_gender' },
    { label: 'Nationality', value: 'pers_nationality' },
    { label: 'Died', value: 'pers_death_date' },
  ],
};

const SSD_FAMILY: PersonMapping = {
  ...table('ssd_family'),
  number: 'fami_person_id',
  family: 'fami_family_id',
};

/** A protected address comes with CON for its postcode and nothing else of it. */
const CONFIDENTIAL = 'CON';

const SSD_ADDRESS: PersonMapping = {
  ...table('ssd_address'),
  number: 'addr_person_id',
  addresses: [
    {
      address: {
        column: 'addr_address_json',
        json: ['ROOM', 'FLOOR', 'FLAT', 'BUILDING', 'HOUSE', 'STREET', 'TOWN'],
      },
      postcode: code('addr_address_postcode', { [CONFIDENTIAL]: '' }),
      uprn: { column: 'addr_address_json', json: ['UPRN'] },
      from: 'addr_address_start_date',
      until: 'addr_address_end_date',
    },
  ],
  protection: {
    kind: {
      column: 'addr_address_postcode',
      values: { [CONFIDENTIAL]: 'confidential-placement' },
      otherwise: '',
    },
    covers: { always: 'address' },
    reason: { always: 'The earlier system kept this person’s address confidential.' },
  },
};

const SSD_DISABILITY: PersonMapping = {
  ...table('ssd_disability'),
  number: 'disa_person_id',
  disability: code('disa_disability_code', DISABILITY),
};

const SSD_IMMIGRATION: PersonMapping = {
  ...table('ssd_immigration_status'),
  number: 'immi_person_id',
  immigrationStatus: {
    value: 'immi_immigration_status',
    from: 'immi_immigration_status_start_date',
    until: 'immi_immigration_status_end_date',
  },
};

const SSD_LEGAL: PersonMapping = {
  ...table('ssd_legal_status'),
  number: 'lega_person_id',
  legalStatus: {
    value: code('lega_legal_status', LEGAL),
    from: 'lega_legal_status_start_date',
    until: 'lega_legal_status_end_date',
  },
};

const SSD_MOTHER: PersonMapping = {
  ...table('ssd_mother'),
  number: 'moth_person_id',
  relationships: [{ to: 'moth_childs_person_id', is: { always: 'mother' } }],
};

const SSD_SEND: PersonMapping = {
  ...table('ssd_send'),
  number: 'send_person_id',
  identifiers: { upn: 'send_upn', uln: 'send_uln' },
};

const SSD_IDENTIFIERS: PersonMapping = {
  ...table('ssd_linked_identifiers'),
  number: 'link_person_id',
  identifier: {
    system: {
      column: 'link_identifier_type',
      values: {
        'NHS Number': 'nhs',
        NHS: 'nhs',
        'Unique Pupil Number': 'upn',
        UPN: 'upn',
        'Former Unique Pupil Number': 'upn',
        FORMER_UPN: 'upn',
        'Unique Learner Number': 'uln',
        ULN: 'uln',
      },
      keep: true,
    },
    value: 'link_identifier_value',
    from: 'link_valid_from_date',
    until: 'link_valid_to_date',
  },
};

const SSD_PLACEMENT: PersonMapping = {
  ...table('ssd_cla_placement'),
  number: 'clap_person_id',
  addresses: [
    {
      postcode: 'clap_cla_placement_postcode',
      sort: { always: 'placement' },
      from: 'clap_cla_placement_start_date',
      until: 'clap_cla_placement_end_date',
    },
  ],
};

/** The tables, in the order in which they are best brought in. */
export const SSD_PEOPLE: Readonly<Record<string, PersonMapping>> = {
  ssd_person: SSD_PERSON,
  ssd_address: SSD_ADDRESS,
  ssd_family: SSD_FAMILY,
  ssd_mother: SSD_MOTHER,
  ssd_disability: SSD_DISABILITY,
  ssd_immigration_status: SSD_IMMIGRATION,
  ssd_legal_status: SSD_LEGAL,
  ssd_send: SSD_SEND,
  ssd_linked_identifiers: SSD_IDENTIFIERS,
  ssd_cla_placement: SSD_PLACEMENT,
};

/** The mapping of the table that a file with these columns is; `null` for a file of another layout. */
export function findReadyMapping(columns: readonly string[]): PersonMapping | null {
  return Object.values(SSD_PEOPLE).find(({ number }) => columns.includes(String(number))) ?? null;
}
