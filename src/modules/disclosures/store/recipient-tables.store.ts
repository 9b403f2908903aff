import type { Db, Tx } from '../../../platform/db.ts';

type RecipientTables = {
  'disclosure.recipients': {
    key_id: Uint8Array;
    handle: string;
    seal_key: Uint8Array;
    sign_key: Uint8Array;
    salt: Uint8Array;
    auth_hash: Uint8Array;
    wrapped: Uint8Array;
    made: Temporal.PlainDate;
    seen: Temporal.PlainDate;
  };
  'disclosure.passkeys': {
    credential_id: Uint8Array;
    key_id: Uint8Array;
    public_key: Uint8Array;
    counter: number;
    transports: readonly string[];
    prf_salt: Uint8Array;
    wrapped: Uint8Array;
    made: Temporal.PlainDate;
  };
  'disclosure.invitations': {
    hash: Uint8Array;
    expires: Temporal.PlainDate;
    used: Temporal.PlainDate | null;
  };
  'disclosure.sessions': {
    hash: Uint8Array;
    key_id: Uint8Array;
    csrf: string;
    began_at: Temporal.Instant;
    seen_at: Temporal.Instant;
  };
};

/** The transaction or pool of the role that keeps disclosures, narrowed to those who receive them. */
export function recipientTables(on: Tx | Db) {
  return on.withTables<RecipientTables>();
}
