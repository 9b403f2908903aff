import type { AgencyId, ClientId } from '../../../kernel/ids.ts';

/**
 * Agencies' computer systems. Source: 50-access.md (OAuth 2 client credentials per agency system, scopes per act);
 * RFC 6749 sections 4.4 and 5.2.
 */

/** What a system may be let do: one scope for each act, so that a school's system can raise and never read others'. */
export const API_SCOPES = {
  'concerns:raise': 'Raise a concern',
  'concerns:read': 'Read how its own concerns stand',
  'concerns:message': 'Add to its own concerns',
  'ledger:read': 'Read the entries of the ledger, for a witness or an inspection',
} as const;

/** One of the things a system may be let do. */
export type ApiScope = keyof typeof API_SCOPES;

/** How long a token is good for. */
export const API_TOKEN_SECONDS = 30 * 60;

/** One agency's system. */
export interface ApiClient {
  readonly id: ClientId;
  readonly agency: AgencyId;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** SHA-256, in hex, of the certificate the proxy must have seen; null where mutual TLS isn't asked for. */
  readonly thumbprint: string | null;
  readonly revoked: boolean;
}

/**
 * The scopes a token is given: those asked for, or all it may have when it asks for none. Null when it asks for one
 * that it may not have or that isn't one (`invalid_scope`).
 */
export function deriveScopes(
  allowed: readonly ApiScope[],
  asked: string | undefined,
): readonly ApiScope[] | null {
  const wanted = (asked ?? '').split(' ').filter(Boolean);
  if (wanted.length === 0) return allowed;
  const given = allowed.filter((scope) => wanted.includes(scope));
  return given.length === new Set(wanted).size ? given : null;
}
