const LONGEST = 100;
/** Controls, characters that turn the direction of text or hide, and what some system takes for a path or a wildcard. */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff"*/:<>?\\|]/g;
/** Names that Windows keeps for devices. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * `given` as a name that is safe to show and to save under on any system: no path, no hidden or direction-turning
 * characters, at most 100 characters, and always ending in the extension of what the file truly is.
 * @example nameFile('../../photo\u202Egnp.exe', 'jpg') // 'photognp.jpg'
 */
export function nameFile(given: string, extension: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const stem = last
    .replace(UNSAFE, '')
    .replace(/\.[^.]{1,10}$/, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const short = Array.from(stem).slice(0, LONGEST).join('');
  return `${short === '' || DEVICE.test(short) ? 'file' : short}.${extension}`;
}

/** The header that makes any browser save the file instead of showing it (RFC 6266), whatever its name. */
export function dispositionOf(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
