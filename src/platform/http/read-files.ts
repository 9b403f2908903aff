import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AttachmentIntake } from '../files/intake.ts';
import { LARGEST_FILE, MOST_FILES, type WaitingFile } from '../files/take-in.ts';
import { checkFormToken } from './guard-routes.ts';
import { BODY_LIMIT } from './read-bodies.ts';
import { type FieldFault, RefusedRequest, refuseRequest } from './refusals.ts';
import { findBadText } from './refuse-bad-text.ts';

/** What a form with files brought. */
export interface FormWithFiles {
  /** The form's other fields, by name. */
  readonly fields: Readonly<Record<string, string | string[]>>;
  readonly taken: readonly WaitingFile[];
  /** Files that were not taken in, each with why. The others were. */
  readonly refused: readonly Refusal[];
}

const MOST_FIELDS = 200;

/**
 * Lets the routes of this scope read forms with files (`takeFiles`), within the limits of 90-quality.md. Register it in a
 * scope of its own: no other route can then be made to take a file.
 */
export async function readFiles(app: FastifyInstance): Promise<void> {
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: {
      fileSize: LARGEST_FILE,
      files: MOST_FILES,
      fields: MOST_FIELDS,
      parts: MOST_FIELDS + MOST_FILES,
      fieldSize: BODY_LIMIT,
      fieldNameSize: 100,
      headerPairs: 20,
    },
  });
}

/** Errors of the reading itself, as refusals: what is broken is what was sent. */
function brokenBody(error: unknown): Error {
  const status: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : undefined;
  if (error instanceof RefusedRequest || typeof status === 'number') return error as Error;
  return new RefusedRequest({ code: 'files.broke-off' });
}

async function* guarded<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    throw brokenBody(error);
  }
}

async function takeOne(intake: AttachmentIntake, holder: string, part: MultipartFile) {
  const file = {
    name: part.filename,
    stream: guarded<Uint8Array>(part.file),
    cutShort: () => part.file.truncated,
  };
  const outcome = await intake.take(holder, file);
  // A file refused half-way still has to be read to its end, or the parts after it never come.
  part.file.resume();
  return outcome;
}

/**
 * Reads a `multipart/form-data` body: fields by name, files taken in one after another for `holder`. The form's `_csrf`
 * field, where there is a session, must come before the first file. A body that breaks off, or isn't multipart, is
 * refused; files of this request taken in before that are forgotten again.
 */
export async function takeFiles(
  request: FastifyRequest,
  intake: AttachmentIntake,
  holder: string,
): Promise<FormWithFiles> {
  const fields: Record<string, string | string[]> = Object.create(null);
  const taken: WaitingFile[] = [];
  const refused: Refusal[] = [];
  const faults: FieldFault[] = [];
  let checked = false;
  try {
    for await (const part of guarded(request.parts())) {
      faults.push(...findBadText({ [part.fieldname]: part.type === 'field' ? part.value : '' }));
      if (part.type === 'field') {
        // Cut short, it would be kept as though it were all of it.
        if (part.valueTruncated || part.fieldnameTruncated) throw refuseRequest('http.too-big');
        const value = String(part.value ?? '');
        const before = fields[part.fieldname];
        fields[part.fieldname] = before === undefined ? value : [before, value].flat();
        continue;
      }
      if (!checked) checkFormToken(request, fields._csrf ?? request.headers['x-csrf-token']);
      checked = true;
      // What a browser sends for a file input left empty.
      if (part.filename === '' && part.mimetype === 'application/octet-stream') {
        part.file.resume();
        continue;
      }
      const outcome = await takeOne(intake, holder, part);
      if (outcome.ok) taken.push(outcome.value);
      else refused.push(outcome.refusal);
    }
    if (!checked) checkFormToken(request, fields._csrf ?? request.headers['x-csrf-token']);
    if (faults.length > 0) throw refuseRequest('http.bad-text', faults);
  } catch (error) {
    for (const file of taken) await intake.discard(holder, file.id);
    throw error;
  }
  return { fields, taken, refused };
}
