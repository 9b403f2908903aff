import type { Tx } from '../../src/kernel/tx.ts';
import type { RecipientKeys, SignInParts } from './channel-keys.ts';

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
};

/** One who receives disclosures, with how they sign in. */
export interface EnrolledRecipient extends SignInParts {
  readonly keys: RecipientKeys;
  readonly handle: string;
}

/** Keeps them as enrolling does; whoever is there already stays as they are. `hashAuth`: see the module's. */
export async function saveDemoRecipients(
  tx: Tx,
  recipients: readonly EnrolledRecipient[],
  day: Temporal.PlainDate,
  hashAuth: (auth: Uint8Array) => Uint8Array,
): Promise<void> {
  for (const { keys, handle, salt, auth, wrapped } of recipients)
    await tx
      .withTables<RecipientTables>()
      .insertInto('disclosure.recipients')
      .values({
        key_id: keys.open.keyId,
        handle,
        seal_key: keys.open.seal,
        sign_key: keys.open.sign,
        salt,
        auth_hash: hashAuth(auth),
        wrapped,
        made: day,
        seen: day,
      })
      .onConflict((conflict) => conflict.column('key_id').doNothing())
      .execute();
}
