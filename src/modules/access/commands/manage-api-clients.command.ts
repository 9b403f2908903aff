import type { Command } from '../../../kernel/command.ts';
import type { AgencyId, ClientId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { API_SCOPES, API_TOKEN_SECONDS, type ApiScope, deriveScopes } from '../domain/api-client.ts';
import type { ApiClientStore, Tokens } from '../ports.ts';

/** What the commands about agencies' systems are built from. */
export interface ApiClientPorts {
  readonly store: ApiClientStore;
  readonly tokens: Tokens;
}

/** An agency's system that is to be let in. */
export interface AddApiClient {
  readonly agency: AgencyId;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** SHA-256 of its certificate, in hex; null where mutual TLS isn't asked for. */
  readonly thumbprint: string | null;
}

/** Lets a system in, and gives its secret: once. Refuses an empty or over-long name, no scope, and a scope that isn't one. */
export const addApiClient =
  (ports: ApiClientPorts): Command<AddApiClient, { readonly client: ClientId; readonly secret: string }> =>
  async (tx, ctx, input) => {
    const name = input.name.trim();
    if (name === '') return refuse('access.name-missing', 'name');
    if ([...name].length > 200) return refuse('access.name-too-long', 'name');
    if (input.scopes.length === 0 || !input.scopes.every((scope) => Object.hasOwn(API_SCOPES, scope)))
      return refuse('access.scope-unknown', 'scopes');
    if (input.thumbprint !== null && !/^[0-9a-f]{64}$/.test(input.thumbprint))
      return refuse('access.thumbprint-shape', 'thumbprint');
    const client = ctx.ids.next<'client'>();
    const secret = ports.tokens.make();
    await ports.store.saveApiClient(
      tx,
      { ...input, id: client, name, revoked: false },
      ports.tokens.hash(secret),
      ctx.wall,
    );
    return {
      ok: true,
      value: { client, secret },
      entries: [
        {
          act: 'access.client-added',
          subject: { kind: 'client', id: client },
          about: [{ kind: 'agency', id: input.agency }],
          body: { name, scopes: [...input.scopes] },
        },
      ],
      events: [],
    };
  };

/** Ends a system's access at once, its tokens too. Refuses one that is not there or already ended. */
export const revokeApiClient =
  (ports: ApiClientPorts): Command<{ readonly client: ClientId }, null> =>
  async (tx, ctx, { client }) => {
    if (!(await ports.store.saveApiClientEnd(tx, client, ctx.wall))) return refuse('access.no-such-record');
    return {
      ok: true,
      value: null,
      entries: [{ act: 'access.client-revoked', subject: { kind: 'client', id: client }, body: {} }],
      events: [],
    };
  };

/** What a system offers for a token. */
export interface AskForToken {
  readonly client: ClientId;
  readonly secret: string;
  /** Scopes separated by spaces; undefined for all it may have. */
  readonly scope: string | undefined;
  /** SHA-256 of the certificate that the proxy saw, in hex; null when it saw none or isn't asked. */
  readonly thumbprint: string | null;
}

/** A token, or why there is none, in the words of RFC 6749. */
export type TokenAnswer =
  | {
      readonly granted: true;
      readonly token: string;
      readonly scopes: readonly ApiScope[];
      readonly seconds: number;
    }
  | { readonly granted: false; readonly error: 'invalid_client' | 'invalid_scope' };

/** Gives a system a token for half an hour, or notes that it was refused one. */
export const issueToken =
  (ports: ApiClientPorts): Command<AskForToken, TokenAnswer> =>
  async (tx, ctx, input) => {
    const subject = { kind: 'client', id: input.client } as const;
    const refused = (error: 'invalid_client' | 'invalid_scope') => ({
      ok: true as const,
      value: { granted: false, error } as const,
      entries: [{ act: 'access.token-refused', subject, body: { error } }] as const,
      events: [],
    });
    const found = await ports.store.findApiClient(tx, input.client);
    // An id that names no system is answered just like a wrong secret.
    const right = found && ports.tokens.same(ports.tokens.hash(input.secret), found.secretHash);
    if (!found || !right) return refused('invalid_client');
    if (found.client.thumbprint !== null && found.client.thumbprint !== input.thumbprint)
      return refused('invalid_client');
    const scopes = deriveScopes(found.client.scopes, input.scope);
    if (scopes === null) return refused('invalid_scope');
    const token = ports.tokens.make();
    const expiresAt = ctx.wall.add({ seconds: API_TOKEN_SECONDS });
    await ports.store.saveApiToken(
      tx,
      ports.tokens.hash(token),
      { client: input.client, scopes },
      expiresAt,
      ctx.wall,
    );
    return {
      ok: true,
      value: { granted: true, token, scopes, seconds: API_TOKEN_SECONDS },
      entries: [{ act: 'access.token-issued', subject, body: { scopes: [...scopes] } }],
      events: [],
    };
  };
