/**
 * How large a picture says it is, before anything decodes it: a few bytes can claim billions of pixels. Source: 70-disclosures.md
 * 9.15, 10.17. Reads PNG (RFC 2083) and JPEG (ITU T.81); everything else is saved and not shown.
 */
import { readU32 } from './encode.ts';

export interface ImageSize {
  readonly type: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/** Most pixels that are shown: 40 million. */
export const MOST_PIXELS = 40_000_000;
/** Most bytes of a picture that is shown. */
export const MOST_IMAGE_BYTES = 20 * 1024 * 1024;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const u16 = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** Whether a marker begins a frame: C0 to CF, of which C4, C8 and CC mean something else. */
const isFrame = (marker: number) => (marker & 0xf0) === 0xc0 && ![0xc4, 0xc8, 0xcc].includes(marker);

function readJpeg(bytes: Uint8Array): ImageSize | null {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (isFrame(marker)) return { type: 'image/jpeg', height: u16(bytes, at + 5), width: u16(bytes, at + 7) };
    // Filling, or a marker with nothing after it.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else at += 2 + Math.max(2, u16(bytes, at + 2));
  }
  return null;
}

/** The size of a picture that may be drawn, or `null`: not a picture known here, or too large to be one. */
export function readImageSize(bytes: Uint8Array): ImageSize | null {
  let size: ImageSize | null = null;
  if (bytes.length > 24 && PNG.every((byte, at) => bytes[at] === byte))
    size = { type: 'image/png', width: readU32(bytes, 16), height: readU32(bytes, 20) };
  else if (bytes[0] === 0xff && bytes[1] === 0xd8) size = readJpeg(bytes);
  if (!size || bytes.length > MOST_IMAGE_BYTES) return null;
  const pixels = size.width * size.height;
  return pixels > 0 && pixels <= MOST_PIXELS ? size : null;
}
