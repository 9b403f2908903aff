import type { FastifyInstance } from 'fastify';
import { refuseRequest } from '../../../../platform/http/refusals.ts';
import type { TakePart } from '../../commands/take-part.command.ts';
import { decodeParts, readNumber } from '../../domain/encode.ts';
import type { SignedRoster } from '../../domain/roster-parse.ts';
import { renderSealedForm, type SealedSettings } from './sealed-form.page.ts';

/** What the pages ask of the rest. */
export interface SealedPages {
  /** Signed rosters from the pinned one to the newest. */
  chain(): Promise<readonly SignedRoster[]>;
  /** Keeps one part of a file; the code of a refusal, or `null`. */
  takePart(part: TakePart): Promise<string | null>;
}

const telling = {
  access: { public: 'a worker may speak without saying who they are' },
  records: { nothing: 'what was not sent is no record, and what is sealed has a log of its own' },
} as const;

/** A part and what names it. */
const PART_LIMIT = 4 * 1024 * 1024 + 1024;

/** The sealed form, the roster it is routed by, and the parts of files. What is sealed goes where a concern goes (1042). */
export function registerSealedPages(
  app: FastifyInstance,
  settings: SealedSettings,
  pages: SealedPages | null,
): void {
  app.get('/tell/sealed', { config: { ...telling, shaped: true } }, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .send(String(renderSealedForm({ ...settings, open: pages !== null }))),
  );
  app.get('/tell/roster', { config: telling }, async (_request, reply) => {
    const chain = pages ? await pages.chain() : [];
    const { statementKey } = settings;
    return reply.type('application/json; charset=utf-8').send(JSON.stringify({ chain, statementKey }));
  });
  app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: PART_LIMIT },
      (_request, body, done) => done(null, body),
    );
    scope.post(
      '/tell/sealed/part',
      { bodyLimit: PART_LIMIT, config: { ...telling, noFormToken: 'nothing of anybody’s is changed by it' } },
      async (request, reply) => {
        const parts = request.body instanceof Uint8Array ? decodeParts(request.body, 4) : null;
        const [report, file, number, sealed] = parts ?? [];
        const part = readNumber(number);
        if (!pages || !report || !file || part === null || !sealed) throw refuseRequest('http.bad-request');
        const refused = await pages.takePart({ report, file, part, sealed });
        return reply.code(refused === null ? 204 : 422).send();
      },
    );
  });
}
