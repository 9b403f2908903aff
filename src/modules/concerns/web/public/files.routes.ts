import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RefusedRequest, refuseRequest } from '../../../../platform/http/refusals.ts';
import { type FormErrors, NO_ERRORS } from '../../../../ui/index.ts';
import { renderFiles } from './attach-files.page.ts';
import {
  formOf,
  freshKey,
  isOurForm,
  loadDraft,
  type PublicParts,
  readCookie,
  sendPage,
  type Turns,
  viewFor,
} from './hold-draft.routes.ts';
import { addFile, answerPage, type Draft, removeFile } from './keep-draft.form.ts';
import { pageAfter } from './order-pages.form.ts';
import type { FileFault, TakenFile } from './ports.ts';
import { backFrom, pathOf, sendToStart, telling } from './tell.routes.ts';

/** From one household or office, in ten minutes: files are the one thing here that could fill a disk. */
const UPLOADS = { rateLimit: { max: 300, timeWindow: 600_000 } };

type Fault = FileFault | 'none' | 'not-ours';

/** What a form with a file in it said. */
interface Read {
  readonly taken: { readonly file: TakenFile } | { readonly fault: Fault };
  readonly ours: boolean;
  /** Which button: add this file, or carry on. */
  readonly carryOn: boolean;
}

function show(parts: PublicParts, cookie: string, draft: Draft, fault?: Fault) {
  const { files } = parts.t;
  const { maxBytes, maxFiles } = parts.ports.attachments;
  const texts: Readonly<Record<Exclude<Fault, 'not-ours'>, string>> = {
    none: files.none,
    empty: files.empty,
    'too-big': files.tooBig(Math.floor(maxBytes / (1024 * 1024))),
    'too-many': files.tooMany(maxFiles),
    'unknown-type': files.unknown,
    infected: files.infected,
    broken: files.broken,
  };
  const text = fault === undefined || fault === 'not-ours' ? undefined : texts[fault];
  const errors: FormErrors =
    text === undefined ? NO_ERRORS : { summary: [{ text, href: '#file' }], byField: { file: { text } } };
  return renderFiles(viewFor(parts, cookie), {
    files: draft.files,
    maxBytes,
    maxFiles,
    errors,
    back: backFrom(draft, 'files'),
    notice: fault === 'not-ours' ? parts.t.form.check : undefined,
  });
}

/** Errors of the reading itself: too many parts, or broken off. What is our own fault stays that. */
function isBrokenForm(error: unknown): boolean {
  const status: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : undefined;
  return error instanceof RefusedRequest || (typeof status === 'number' && status < 500);
}

/**
 * Reads the form: first the token, then one file, then which button. What comes from elsewhere runs out unread. Of a
 * form that breaks, the file before the break is forgotten: nobody would see that it is there.
 */
async function readForm(
  parts: PublicParts,
  request: FastifyRequest,
  cookie: string,
  draft: Draft,
): Promise<Read> {
  const state: { read: Read } = { read: { taken: { fault: 'none' }, ours: false, carryOn: false } };
  try {
    await readParts(parts, request, cookie, draft, state);
    return state.read;
  } catch (error) {
    const { taken } = state.read;
    if ('file' in taken) await parts.ports.attachments.remove(cookie, taken.file.id);
    if (!isBrokenForm(error)) throw error;
    return { ...state.read, taken: { fault: 'broken' } };
  }
}

async function readParts(
  parts: PublicParts,
  request: FastifyRequest,
  cookie: string,
  draft: Draft,
  state: { read: Read },
): Promise<void> {
  const { attachments } = parts.ports;
  const limits = {
    fileSize: attachments.maxBytes,
    files: 1,
    fields: 5,
    parts: 6,
    fieldSize: 1_000,
    headerPairs: 20,
  };
  for await (const part of request.parts({ limits })) {
    const { read } = state;
    if (part.type === 'field') {
      if (part.valueTruncated) throw refuseRequest('http.too-big', [], 413);
      if (part.fieldname === '_csrf') state.read = { ...read, ours: isOurForm(cookie, part.value) };
      if (part.fieldname === 'go') state.read = { ...read, carryOn: part.value === 'on' };
      continue;
    }
    const refused = !read.ours ? 'not-ours' : draft.files.length >= attachments.maxFiles ? 'too-many' : null;
    if (refused !== null || part.filename === '') {
      if (refused !== null && part.filename !== '') state.read = { ...read, taken: { fault: refused } };
      part.file.resume();
      continue;
    }
    const answer = await attachments.take(cookie, {
      name: part.filename,
      stream: part.file,
      truncated: () => part.file.truncated,
    });
    state.read = { ...read, taken: answer.ok ? { file: answer.file } : { fault: answer.fault } };
    part.file.resume();
  }
}

async function postFile(
  parts: PublicParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const cookie = readCookie(parts, request);
  const draft = await loadDraft(parts, cookie);
  if (cookie === null || !draft) return sendToStart(reply, cookie !== null);
  if (!request.isMultipart()) return sendPage(reply, show(parts, cookie, draft, 'broken'), 422);
  const { taken, ours, carryOn } = await readForm(parts, request, cookie, draft);
  if (!ours) return sendPage(reply, show(parts, cookie, draft, 'not-ours'), 403);
  if ('fault' in taken && !(taken.fault === 'none' && carryOn))
    return sendPage(reply, show(parts, cookie, draft, taken.fault), 422);
  const added = 'file' in taken ? addFile(draft, taken.file) : draft;
  const next = carryOn ? answerPage(added, 'files', {}) : added;
  await parts.ports.drafts.save(cookie, next);
  return reply.redirect(pathOf(carryOn ? pageAfter(next, 'files') : 'files'), 303);
}

/** Pictures and documents. Multipart is read here alone, so that no other form can be made to take a file. */
export async function fileRoutes(app: FastifyInstance, parts: PublicParts, turns: Turns): Promise<void> {
  const inTurn = <T>(request: FastifyRequest, act: () => Promise<T>): Promise<T> =>
    turns.take(readCookie(parts, request) ?? freshKey(), act);
  app.get(pathOf('files'), { config: telling }, async (request, reply) => {
    const cookie = readCookie(parts, request);
    const draft = await loadDraft(parts, cookie);
    if (cookie === null || !draft) return sendToStart(reply, cookie !== null);
    return sendPage(reply, show(parts, cookie, draft));
  });
  app.post('/tell/files/:id/remove', { config: telling }, (request, reply) =>
    inTurn(request, async () => {
      const { id } = request.params as { id: string };
      const cookie = readCookie(parts, request);
      const draft = await loadDraft(parts, cookie);
      if (cookie === null || !draft) return sendToStart(reply, cookie !== null);
      if (isOurForm(cookie, formOf(request)._csrf) && draft.files.some((file) => file.id === id)) {
        await parts.ports.attachments.remove(cookie, id);
        await parts.ports.drafts.save(cookie, removeFile(draft, id));
      }
      return reply.redirect(pathOf('files'), 303);
    }),
  );
  await app.register(async (scope) => {
    await scope.register(multipart, { throwFileSizeLimit: false });
    scope.post(pathOf('files'), { config: { ...telling, ...UPLOADS } }, (request, reply) =>
      inTurn(request, () => postFile(parts, request, reply)),
    );
  });
}
