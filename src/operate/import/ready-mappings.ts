/**
 * Mappings for files that every council can make. Source: the Standard Safeguarding Dataset (`ssd_contacts`) and the codes of
 * the children in need census for who made contact.
 */
import type { ConcernMapping } from './read-mapping.ts';

/** Who made contact, by the census's codes, which some systems write with their words ("1C: Individual"). */
const SOURCES: Readonly<Record<string, string>> = {
  '1A': 'family',
  '1B': 'neighbour',
  '1C': 'child',
  '1D': 'other',
  '2A': 'teacher',
  '2B': 'teacher',
  '3A': 'health',
  '3B': 'health',
  '3C': 'health',
  '3D': 'health',
  '3E': 'health',
  '3F': 'health',
  '6': 'police',
};

/** What came of it, the first flag that is set: protection before help, help before none. */
const OUTCOME_FLAGS: Readonly<Record<string, string>> = {
  CP_ENQUIRY_FLAG: 'immediate-protection',
  OLA_CP_FLAG: 'decided',
  EXISTING_REFERRAL_FLAG: 'joins-open-work',
  NEW_REFERRAL_FLAG: 'decided',
  MISSING_FLAG: 'decided',
  PRIVATE_FOSTERING_FLAG: 'decided',
  NON_AGENCY_ADOPTION_FLAG: 'decided',
  OTHER_OUTCOMES_EXIST_FLAG: 'decided',
  ADVICE_FLAG: 'information-and-advice',
  NFA_FLAG: 'no-further-action',
};

/** The `ssd_contacts` table of the Standard Safeguarding Dataset. Its person ids are those of `ssd_person`. */
export const SSD_CONTACTS: ConcernMapping = {
  source: 'SSD contacts',
  id: 'cont_contact_id',
  receivedAt: 'cont_contact_date',
  worry: 'cont_contact_source_desc',
  reporterKind: { column: 'cont_contact_source_code', values: { ...SOURCES }, otherwise: 'other' },
  naming: { always: 'confidential' },
  outcome: { column: 'cont_contact_outcome_json', flags: { ...OUTCOME_FLAGS } },
  children: [{ identifiers: { 'ssd-person': 'cont_person_id' } }],
};
