import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AttachmentIntake } from '../../../platform/files/intake.ts';
import { FILE_REFUSALS } from '../../../platform/files/refusals.ts';
import { limitTo } from '../../../platform/http/limit-rates.ts';
import { readFiles, takeFiles } from '../../../platform/http/read-files.ts';
import { refuseRequest } from '../../../platform/http/refusals.ts';
import { filesAnswer } from './concern-schemas.api.ts';
import { ALWAYS, problems } from './problem-answers.api.ts';

function sentenceOf(code: string): string {
  return FILE_REFUSALS[code as keyof typeof FILE_REFUSALS]?.sentence ?? 'The file was not taken.';
}

/**
 * Agencies' systems hand in files before the concern they belong to: `multipart/form-data`, up to ten of 25 MB. What is
 * never sent with a concern is forgotten within the day.
 */
export async function registerFileIntake(server: FastifyInstance, intake: AttachmentIntake): Promise<void> {
  await server.register(async (scope) => {
    await readFiles(scope);
    scope.withTypeProvider<ZodTypeProvider>().post(
      '/api/v1/attachments',
      {
        config: {
          access: { action: 'concerns.raise-concern' },
          records: { nothing: 'a file becomes part of a record when a concern is sent with it' },
          rateLimit: limitTo(120, 1),
        },
        schema: {
          tags: ['concerns'],
          operationId: 'handInFiles',
          summary: 'Hand in files (multipart/form-data), to be named when the concern is raised',
          security: [{ client: ['concerns:raise'] }],
          consumes: ['multipart/form-data'],
          response: { 201: filesAnswer, ...problems(...ALWAYS, 413, 415) },
        },
      },
      async (request, reply) => {
        const { actor } = request.who;
        if (actor.kind !== 'client' || !request.isMultipart()) throw refuseRequest('http.unknown-type');
        const { taken, refused } = await takeFiles(request, intake, `client ${actor.client}`);
        return reply.code(201).send({
          files: [...taken],
          refused: refused.map(({ code }) => ({ code, detail: sentenceOf(code) })),
        });
      },
    );
  });
}
