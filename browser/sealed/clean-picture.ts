/**
 * A picture without its hidden details (where, when, which device): drawn anew, pixel by pixel, so that nothing but what is seen is
 * left. Source: 70-disclosures.md 9.15, 10.17 (a budget of pixels), 10.19.
 */

/** More would stop a phone: a picture of 50,000 by 50,000 pixels is a bomb of 10 GB. */
const MOST_PIXELS = 40_000_000;
const QUALITY = 0.92;

/** True for what a browser can draw anew. */
export const isPicture = ({ type }: Blob): boolean =>
  /^image\/(jpeg|png|webp|gif|bmp|avif|heic|heif)$/.test(type);

/** The picture drawn anew, as JPEG (PNG stays PNG); `null` when it can't be drawn here or is too large. */
export async function cleanPicture(file: Blob): Promise<Blob | null> {
  const drawn = await createImageBitmap(file).catch(() => null);
  if (!drawn) return null;
  try {
    const { width, height } = drawn;
    if (width * height > MOST_PIXELS) return null;
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.drawImage(drawn, 0, 0);
    const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg';
    return await new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
  } finally {
    drawn.close();
  }
}
