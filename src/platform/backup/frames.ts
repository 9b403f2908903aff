import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import type { JsonObject } from '../../kernel/json.ts';
import { OperatorError } from '../operator-error.ts';

/**
 * The backup file. A plain first line names the format; the rest is one zstd stream of frames: a type (1 byte), a
 * length (4 bytes, big-endian) and that many bytes.
 *   H  header, JSON            first, once
 *   T  a table begins, JSON    then any number of
 *   D  PostgreSQL's own COPY text of some of its rows
 *   E  the table ends, JSON    its rows counted and hashed
 *   S  sequences, JSON         once
 *   K  secrets, JSON           only in a file of keys
 *   Z  the end, JSON           last, once: what is not closed by it is cut short
 */
export type FrameType = 'H' | 'T' | 'D' | 'E' | 'S' | 'K' | 'Z';

export interface Frame {
  readonly type: FrameType;
  readonly bytes: Buffer;
}

const FORMAT = 1;
const MAGIC = 'HEED-BACKUP ';
export const FIRST_LINE = `${MAGIC}${FORMAT}\n`;
const HEAD = 5;
/** Far above what PostgreSQL hands over at once; a length beyond it is damage. */
const LONGEST = 256 * 1024 * 1024;

/** The bytes of one frame. */
export function encodeFrame(type: FrameType, payload: Uint8Array | JsonObject): Buffer {
  const bytes = payload instanceof Uint8Array ? payload : Buffer.from(JSON.stringify(payload));
  const frame = Buffer.allocUnsafe(HEAD + bytes.length);
  frame.write(type, 0, 'latin1');
  frame.writeUInt32BE(bytes.length, 1);
  frame.set(bytes, HEAD);
  return frame;
}

/** SHA-256 in hex of everything it was given. */
export function openDigest(): { add(bytes: Uint8Array): void; hex(): string } {
  const hash = createHash('sha256');
  return { add: (bytes) => hash.update(bytes), hex: () => hash.digest('hex') };
}

const damaged = (path: string, cause?: unknown) =>
  new OperatorError(`${path} is damaged or was cut short. Nothing was changed. Use another backup.`, {
    cause,
  });

/** Refuses what is no backup, and one in a format this Heed doesn't read. Answers where the frames begin. */
function readFirstLine(path: string): number {
  const start = Buffer.alloc(64);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    throw new OperatorError(`${path} can't be read (${(cause as NodeJS.ErrnoException).code}).`, { cause });
  }
  try {
    readSync(file, start);
  } finally {
    closeSync(file);
  }
  const line = start.toString('latin1').split('\n')[0] ?? '';
  if (!line.startsWith(MAGIC)) throw new OperatorError(`${path} is not a backup made by \`heed backup\`.`);
  const format = Number(line.slice(MAGIC.length));
  if (!Number.isInteger(format)) throw damaged(path);
  if (format !== FORMAT)
    throw new OperatorError(
      `${path} is a backup in format ${format}, and this Heed reads format ${FORMAT}. Restore it with the Heed that made it, or a newer one.`,
    );
  return line.length + 1;
}

const TYPES = new Set<string>(['H', 'T', 'D', 'E', 'S', 'K', 'Z']);

/** Takes whole frames off the front of `buffer`; answers them and what is left. */
function split(buffer: Buffer, path: string): { readonly frames: Frame[]; readonly rest: Buffer } {
  const frames: Frame[] = [];
  let at = 0;
  while (buffer.length - at >= HEAD) {
    const type = buffer.toString('latin1', at, at + 1);
    const length = buffer.readUInt32BE(at + 1);
    if (!TYPES.has(type) || length > LONGEST) throw damaged(path);
    if (buffer.length - at < HEAD + length) break;
    frames.push({ type: type as FrameType, bytes: buffer.subarray(at + HEAD, at + HEAD + length) });
    at += HEAD + length;
  }
  return { frames, rest: buffer.subarray(at) };
}

/** Every frame of the file in order. Throws `OperatorError` on a file that is no backup, damaged or cut short. */
export async function* readFrames(path: string): AsyncGenerator<Frame> {
  const start = readFirstLine(path);
  const plain = createZstdDecompress();
  // What goes wrong in either stream comes out of the loop below.
  pipeline(createReadStream(path, { start }), plain, () => undefined);
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of plain) {
      const taken = split(
        rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]),
        path,
      );
      rest = taken.rest;
      yield* taken.frames;
    }
  } catch (cause) {
    throw cause instanceof OperatorError ? cause : damaged(path, cause);
  }
  if (rest.length > 0) throw damaged(path);
}

/** The JSON in a frame. */
export function frameJson<T>(frame: Frame, path: string): T {
  try {
    return JSON.parse(frame.bytes.toString('utf8')) as T;
  } catch (cause) {
    throw damaged(path, cause);
  }
}

export { damaged as describeDamage };
