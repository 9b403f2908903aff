import type { AccountId, AgencyId, ClientId, ConcernId, PostId } from './ids.ts';

/**
 * Who is acting. Everything that happens in Heed is done by exactly one of these, and the ledger says which.
 * - `account`: somebody signed in, wearing one hat (`post`) for this act, or none where no post is needed.
 * - `client`: an agency's computer system, through the partner API.
 * - `public`: somebody on the public pages. Nothing is known or kept about who or where they are.
 * - `reporter`: whoever holds the receipt of a concern; not necessarily who wrote it.
 * - `engine`: the duty engine and other standing work, acting because time passed.
 * - `operator`: the command line on the server.
 */
export type Actor =
  | {
      readonly kind: 'account';
      readonly account: AccountId;
      readonly post: PostId | null;
      readonly agency: AgencyId;
    }
  | {
      readonly kind: 'client';
      readonly client: ClientId;
      readonly agency: AgencyId;
      /** What its token is good for; left out, everything that the system may do. */
      readonly scopes?: readonly string[];
    }
  | { readonly kind: 'public' }
  | { readonly kind: 'reporter'; readonly concern: ConcernId }
  | { readonly kind: 'engine' }
  | { readonly kind: 'operator' };
