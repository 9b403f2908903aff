/**
 * The entry as the log will carry it for good. Source: 40-ledger.md (Entry).
 * No personal data: refs are random pseudonyms, and the body is only committed to.
 */
import type { JsonObject } from '../../../kernel/json.ts';

/** Everything an entry says, already as pseudonyms. */
export interface EntryFields {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly act: string;
  /** Pseudonym of an account or client, or one of "public", "reporter", "engine", "operator". */
  readonly by: string;
  readonly post: string | null;
  readonly basis: string | null;
  readonly about: readonly string[];
  /** `hmac-sha256:` and 64 hex digits. */
  readonly body: string;
}

/** The entry as a JSON object, ready to be made canonical (RFC 8785). */
export function deriveEntryObject(fields: EntryFields): JsonObject {
  return {
    v: 1,
    id: fields.id,
    at: fields.at.toString({ fractionalSecondDigits: 3 }),
    act: fields.act,
    by: fields.by,
    post: fields.post,
    basis: fields.basis,
    about: [...fields.about],
    body: fields.body,
  };
}
