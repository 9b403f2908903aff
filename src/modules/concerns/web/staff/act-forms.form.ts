import type { ActForm } from './act-form.form.ts';
import { AGENCY_FORMS } from './agency-acts.form.ts';
import { DECIDING_FORMS } from './decide-acts.form.ts';
import { KEEP_AWAY_FORMS } from './keep-away.form.ts';
import { RECORD_FORMS } from './record-acts.form.ts';
import { REPORTER_FORMS } from './reporter-acts.form.ts';

/** Everything that can be done to a concern on a simple form; deciding has a page of its own. */
export const ACT_FORMS: readonly ActForm[] = [
  ...DECIDING_FORMS,
  ...REPORTER_FORMS,
  ...AGENCY_FORMS,
  ...RECORD_FORMS,
  ...KEEP_AWAY_FORMS,
];
