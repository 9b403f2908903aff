import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isId } from '../../../kernel/ids.ts';
import { limitTo } from '../../../platform/http/limit-rates.ts';
import { runCommand } from '../../../platform/run-command.ts';
import type { Spine } from '../../../platform/transaction.ts';
import type { AskForToken, issueToken } from '../commands/manage-api-clients.command.ts';

/** What the token endpoint is built from. */
export interface IssueTokenOptions {
  readonly spine: Spine;
  readonly issueToken: ReturnType<typeof issueToken>;
  /** The header in which a trusted proxy says the SHA-256 of the client's certificate; null where mutual TLS is off. */
  readonly thumbprintHeader: string | null;
}

/** The errors of RFC 6749, section 5.2, that this endpoint gives. */
const ERRORS = {
  invalid_request: [400, 'Send grant_type=client_credentials as a form, and your id and secret once.'],
  invalid_client: [401, 'The client id and secret do not go together.'],
  unsupported_grant_type: [400, 'Only client_credentials is offered.'],
  invalid_scope: [400, 'Your system may not have one of these scopes.'],
} as const;

const text = z.string().max(1000);
const form = z.object({
  grant_type: text,
  scope: text.optional(),
  client_id: text.optional(),
  client_secret: text.optional(),
});

interface Credentials {
  readonly id: string;
  readonly secret: string;
}

function decodePart(part: string): string | null {
  try {
    // RFC 6749 section 2.3.1: form-encoded before it is put into the header.
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** Id and secret of `Authorization: Basic`; null when the header is something else, undefined when there is none. */
function readBasic(header: string | undefined): Credentials | null | undefined {
  if (header === undefined) return undefined;
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(header) ?? [];
  const plain = Buffer.from(encoded, 'base64').toString('utf8');
  const [, id = '', secret = ''] = /^([^:]*):(.*)$/s.exec(plain) ?? [];
  const parts = [decodePart(id), decodePart(secret)] as const;
  return parts[0] && parts[1] ? { id: parts[0], secret: parts[1] } : null;
}

function fail(reply: FastifyReply, error: keyof typeof ERRORS): FastifyReply {
  const [status, description] = ERRORS[error];
  if (status === 401) reply.header('www-authenticate', 'Basic realm="heed"');
  return reply.code(status).send({ error, error_description: description });
}

function readAsked(
  request: FastifyRequest,
  thumbprintHeader: string | null,
): AskForToken | keyof typeof ERRORS {
  const parsed = form.safeParse(request.body);
  if (!parsed.success) return 'invalid_request';
  const { grant_type, scope, client_id, client_secret } = parsed.data;
  const basic = readBasic(request.headers.authorization);
  if (basic !== undefined && client_secret !== undefined) return 'invalid_request';
  if (grant_type !== 'client_credentials') return 'unsupported_grant_type';
  const id = basic?.id ?? client_id;
  const secret = basic?.secret ?? client_secret;
  if (basic === null || secret === undefined || !isId(id)) return 'invalid_client';
  const seen = thumbprintHeader === null ? undefined : request.headers[thumbprintHeader];
  return { client: id, secret, scope, thumbprint: typeof seen === 'string' ? seen.toLowerCase() : null };
}

/** Gives agencies' systems their tokens (RFC 6749, client credentials; the secret in the header or in the form). */
export function issueTokenRoutes(app: FastifyInstance, options: IssueTokenOptions): void {
  app.post(
    '/oauth/token',
    {
      config: {
        access: { public: 'a system proves itself here with its secret' },
        records: 'access.token-issued',
        noFormToken: 'a system has no forms',
        rateLimit: limitTo(60, 1),
      },
    },
    async (request, reply) => {
      reply.header('pragma', 'no-cache');
      const asked = readAsked(request, options.thumbprintHeader);
      if (typeof asked === 'string') return fail(reply, asked);
      const result = await runCommand(options.spine, request.who, (tx, ctx) =>
        options.issueToken(tx, ctx, asked),
      );
      if (!result.ok) return fail(reply, 'invalid_client');
      const answer = result.value;
      if (!answer.granted) return fail(reply, answer.error);
      return reply.send({
        access_token: answer.token,
        token_type: 'Bearer',
        expires_in: answer.seconds,
        scope: answer.scopes.join(' '),
      });
    },
  );
}
