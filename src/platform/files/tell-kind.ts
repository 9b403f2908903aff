import { fileTypeFromBuffer } from 'file-type';

/** What a file truly is, by its bytes. */
export interface FileKind {
  readonly mediaType: string;
  readonly extension: string;
}

/** How much of a file's beginning tells what it is, in bytes. */
export const TELLING_BYTES = 4_100;

/** Kinds taken in: what phones and offices make. Nothing that runs, no archives, no pages, no drawings that hold scripts. */
const TAKEN = new Set(
  `jpg png gif webp heic avif tif bmp mp4 mov webm 3gp m4v avi mkv mp3 m4a aac wav ogg oga opus amr flac
  pdf docx xlsx pptx odt ods odp rtf`.split(/\s+/),
);

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    // The last character may be cut in two: a stream decoder waits for the rest.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * What a file is, told from its first `TELLING_BYTES`, never from its name or what the sender called it; `null` for a
 * kind that isn't taken. Plain text in UTF-8 is taken as text, whatever language it is written in, pages and scripts
 * included: it is only ever saved, as `.txt`.
 */
export async function tellKind(beginning: Uint8Array): Promise<FileKind | null> {
  const found = await fileTypeFromBuffer(beginning);
  if (found) return TAKEN.has(found.ext) ? { mediaType: found.mime, extension: found.ext } : null;
  return isText(beginning) ? { mediaType: 'text/plain', extension: 'txt' } : null;
}
