/** An agency's computer system, with its token, as it would call the partner API. */
import assert from 'node:assert/strict';
import type { AgencyId } from '../../src/kernel/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import type { openAccessServer } from './access-server.ts';
import { OPERATOR } from './small-area.ts';

type Server = Awaited<ReturnType<typeof openAccessServer>>;

const SCOPES = ['concerns:raise', 'concerns:read', 'concerns:message'] as const;

/** Adds a system for `agency`, gets it a token, and gives what sends requests with it. */
export async function openSystem(
  server: Server,
  agency: AgencyId,
  scopes: readonly (typeof SCOPES)[number][] = SCOPES,
) {
  const added = await runCommand(server.spine, OPERATOR, (tx, ctx) =>
    server.access.commands.addApiClient(tx, ctx, { agency, name: 'Records', scopes, thumbprint: null }),
  );
  assert.ok(added.ok);
  const { client, secret } = added.value;
  const fields = { grant_type: 'client_credentials', client_id: client, client_secret: secret };
  const answer = await server.app.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
  const authorization = `Bearer ${answer.json().access_token}`;
  return {
    /** Hands in files as a form would. */
    handIn: async (
      ...files: readonly { readonly name: string; readonly content: string | Uint8Array<ArrayBuffer> }[]
    ) => {
      const form = new FormData();
      for (const { name, content } of files) form.append('file', new Blob([content]), name);
      const sent = new Response(form);
      return server.app.inject({
        method: 'POST',
        url: '/api/v1/attachments',
        headers: { authorization, 'content-type': sent.headers.get('content-type') ?? '' },
        payload: Buffer.from(await sent.arrayBuffer()),
      });
    },
    get: (url: string) => server.app.inject({ url, headers: { authorization } }),
    post: (url: string, key: string, payload: object | string) =>
      server.app.inject({
        method: 'POST',
        url,
        headers: { authorization, 'idempotency-key': key, 'content-type': 'application/json' },
        payload,
      }),
  };
}
