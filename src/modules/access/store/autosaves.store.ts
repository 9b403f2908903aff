import type { UnsentForms } from '../../../kernel/access-check.ts';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { AccountId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { runQuery } from '../../../platform/run-query.ts';
import type { Spine } from '../../../platform/transaction.ts';
import { deriveFormKey, deriveKeptFields } from '../domain/form-key.ts';
import { accessTables } from './access-tables.store.ts';

/** What somebody had typed into a form, and when it was last kept (wall time). */
export interface KeptForm {
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly savedAt: Temporal.Instant;
}

/** Half-filled forms, each under its owner's key. A draft is no act: what is sent is, and then the draft goes. */
export interface Autosaves {
  /** Keeps what is typed now, in place of what was kept before. */
  save(account: AccountId, form: string, fields: Readonly<Record<string, unknown>>): Promise<void>;
  /** What `account` had typed into `form`; null when there is nothing. */
  restoreFor(tx: Tx, account: AccountId, form: string): Promise<KeptForm | null>;
  /** Forgets a draft: its form was sent. Call it in the command's own transaction. */
  forget(tx: Tx, account: AccountId, form: string): Promise<void>;
}

const PURPOSE = 'access.autosave';

/** A draft is kept by the program, for whoever's it is. */
const NOBODY = { actor: { kind: 'engine' }, basis: null } as const;

function ownerOf(account: AccountId): RecordRef {
  return { kind: 'account', id: account };
}

/** Keeps half-filled forms sealed under their owner's own key. */
export function createAutosaves(spine: Spine, vault: Vault): Autosaves {
  return {
    save: async (account, form, fields) => {
      // A query, for it makes no entry: typing is not an act, and one every ten seconds would drown those that are.
      await runQuery(spine, NOBODY, async (tx) => {
        const sealed = await vault.sealJson(tx, ownerOf(account), PURPOSE, deriveKeptFields(fields));
        const row = { sealed, saved_at: spine.clock.wall() };
        await accessTables(tx)
          .insertInto('access.autosaves')
          .values({ account_id: account, form, ...row })
          .onConflict((oc) => oc.columns(['account_id', 'form']).doUpdateSet(row))
          .execute();
        return { ok: true, value: null, entries: [] };
      });
    },
    restoreFor: async (tx, account, form) => {
      const row = await accessTables(tx)
        .selectFrom('access.autosaves')
        .select(['sealed', 'saved_at'])
        .where('account_id', '=', account)
        .where('form', '=', form)
        .executeTakeFirst();
      if (!row) return null;
      const fields = await vault.openJson<KeptForm['fields']>(tx, ownerOf(account), PURPOSE, row.sealed);
      return fields && { fields, savedAt: row.saved_at };
    },
    forget: async (tx, account, form) => {
      await accessTables(tx)
        .deleteFrom('access.autosaves')
        .where('account_id', '=', account)
        .where('form', '=', form)
        .execute();
    },
  };
}

/** Keeps a form that arrives after its session lapsed, for whoever's session it was. */
export function createUnsentForms(autosaves: Autosaves, ownerOfLapsed: UnsentForms['ownerOf']): UnsentForms {
  return {
    ownerOf: ownerOfLapsed,
    keep: async (owner, path, fields) => {
      const form = deriveFormKey(path);
      if (form !== null) await autosaves.save(owner, form, fields);
    },
  };
}
