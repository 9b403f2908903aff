import type { Refusal, RefusalCatalogue } from '../kernel/refusal.ts';
import type { SummaryError } from './govuk/error-summary.ts';
import type { ErrorMessage } from './govuk/field.ts';

/** What a schema library says is wrong: the shape of zod's issues, without needing zod here. */
export interface SchemaError {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** What is wrong with a form: once above it, once beside each control. Empty when nothing is. */
export interface FormErrors {
  readonly summary: readonly SummaryError[];
  readonly byField: Readonly<Record<string, ErrorMessage>>;
}

/** A form with nothing wrong. */
export const NO_ERRORS: FormErrors = { summary: [], byField: {} };

interface Fault {
  readonly field: string | undefined;
  readonly text: string;
}

const UNKNOWN = 'There is a problem. Please try again.';

function isSchemaError(given: SchemaError | readonly Refusal[]): given is SchemaError {
  return 'issues' in given;
}

function faultsOf(given: SchemaError | readonly Refusal[], catalogue: RefusalCatalogue): readonly Fault[] {
  if (isSchemaError(given))
    return given.issues.map((issue) => ({
      field: issue.path.length > 0 ? issue.path.map(String).join('-') : undefined,
      text: issue.message,
    }));
  return given.map((refusal) => ({
    field: refusal.field,
    text: catalogue[refusal.code]?.sentence ?? UNKNOWN,
  }));
}

/**
 * Faults as GOV.UK shows them: one message per control (its first), in the order given, each linked to the control.
 * A path of several steps (`people.0.name`) is the control `people-0-name`. A refusal outside the catalogue says only
 * that there is a problem; its code is for the log.
 */
export function formErrors(
  given: SchemaError | readonly Refusal[],
  catalogue: RefusalCatalogue = {},
): FormErrors {
  const summary: SummaryError[] = [];
  const byField: Record<string, ErrorMessage> = Object.create(null);
  for (const { field, text } of faultsOf(given, catalogue)) {
    if (field === undefined) summary.push({ text });
    else if (!(field in byField)) {
      byField[field] = { text };
      summary.push({ text, href: `#${field}` });
    }
  }
  return { summary, byField };
}
