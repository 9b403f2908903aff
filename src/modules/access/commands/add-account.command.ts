import type { Command } from '../../../kernel/command.ts';
import type { AccountId, AgencyId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { OrganisationStore } from '../ports.ts';

/** Somebody new who may sign in. An account alone opens nothing: only a post does, and that is confirmed. */
export interface AddAccount {
  readonly agency: AgencyId;
  readonly name: string;
  readonly email: string;
  /** E.164, or null. */
  readonly phone: string | null;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const E164 = /^\+[1-9][0-9]{6,14}$/;

/** Adds an account and answers its id. Refuses an empty name, a malformed e-mail or phone, and an e-mail in use. */
export const addAccount =
  (store: OrganisationStore): Command<AddAccount, { readonly account: AccountId }> =>
  async (tx, ctx, input) => {
    const name = input.name.trim();
    const email = input.email.trim().toLowerCase();
    if (name === '') return refuse('access.name-missing', 'name');
    if ([...name].length > 200) return refuse('access.name-too-long', 'name');
    if (!EMAIL.test(email) || email.length > 254) return refuse('access.email-shape', 'email');
    if (input.phone !== null && !E164.test(input.phone)) return refuse('access.phone-not-e164', 'phone');
    const account = ctx.ids.next<'account'>();
    const saved = await store.saveAccount(tx, ctx, {
      id: account,
      agency: input.agency,
      name,
      email,
      phone: input.phone,
      disabled: false,
    });
    if (!saved) return refuse('access.email-taken', 'email');
    return {
      ok: true,
      value: { account },
      entries: [
        { act: 'access.account-added', subject: { kind: 'account', id: account }, body: { name, email } },
      ],
      events: [],
    };
  };
