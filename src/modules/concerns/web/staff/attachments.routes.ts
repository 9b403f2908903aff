import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RecordRef } from '../../../../kernel/entry.ts';
import { asId, isId } from '../../../../kernel/ids.ts';
import { dispositionOf } from '../../../../platform/files/name-file.ts';
import { valueOrRefuse } from '../../../../platform/http/answer-errors.ts';
import { runCommand } from '../../../../platform/run-command.ts';
import type { Spine } from '../../../../platform/transaction.ts';
import { lockAttachment, openAttachment } from '../../commands/open-attachment.command.ts';
import type { ConcernsPorts } from '../../ports/outside.ports.ts';

export interface AttachmentRoutes {
  readonly spine: Spine;
  readonly ports: ConcernsPorts;
}

/** Whatever a file holds, a browser that shows it all the same shows it with no rights at all. */
const SEALED_OFF = "default-src 'none'; sandbox; frame-ancestors 'none'";

function fileOf(request: FastifyRequest): RecordRef | null {
  const { concern, attachment } = request.params as { concern?: unknown; attachment?: unknown };
  return isId(concern) && isId(attachment) ? { kind: 'attachment', id: attachment } : null;
}

function askedFor(request: FastifyRequest) {
  const { concern, attachment } = request.params as { concern: string; attachment: string };
  return { concern: asId<'concern'>(concern), attachment };
}

/** Files of a concern: saved to disk, never shown; and locked. `/concerns/:concern/attachments/:attachment`. */
export function attachmentRoutes(app: FastifyInstance, { spine, ports }: AttachmentRoutes): void {
  const open = openAttachment(ports);
  const lock = lockAttachment(ports);

  app.get(
    '/concerns/:concern/attachments/:attachment',
    {
      config: {
        access: { action: 'concerns.see-attachment', resource: fileOf },
        records: 'concerns.attachment-opened',
      },
    },
    async (request, reply) => {
      const asked = askedFor(request);
      const file = valueOrRefuse(await runCommand(spine, request.who, (tx, ctx) => open(tx, ctx, asked)));
      reply.header('content-type', file.mediaType);
      reply.header('content-length', file.bytes);
      reply.header('content-disposition', dispositionOf(file.name));
      reply.header('content-security-policy', SEALED_OFF);
      return reply.send(Readable.from(file.content()));
    },
  );

  app.post(
    '/concerns/:concern/attachments/:attachment/lock',
    {
      config: {
        access: { action: 'concerns.lock-attachment', resource: fileOf },
        records: 'concerns.attachment-locked',
      },
    },
    async (request, reply) => {
      const asked = askedFor(request);
      valueOrRefuse(await runCommand(spine, request.who, (tx, ctx) => lock(tx, ctx, asked)));
      return reply.redirect(`/concerns/${asked.concern}`, 303);
    },
  );
}
