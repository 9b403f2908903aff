/**
 * Files that came with a disclosure: opened here, and saved, never shown as they are. A picture may be looked at drawn anew, which
 * leaves nothing of its file but what can be seen. Source: 70-disclosures.md 9.15, 10.17, 10.18.
 */
import type { FileContent } from '../../src/modules/disclosures/domain/contents.ts';
import { safeFileName } from '../../src/modules/disclosures/domain/file-name.ts';
import { readImageSize } from '../../src/modules/disclosures/domain/image-size.ts';
import { readId, showId } from '../../src/modules/disclosures/domain/sealed-report.ts';
import { openFile } from '../../src/modules/disclosures/sealing/seal-file.ts';
import { web } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import { readBytes } from './ask-server.ts';
import { announcer, button, el, hint, paragraph } from './dom.ts';

/** Saves bytes as a file. Always as bytes of no kind, so that no browser opens them. */
export function saveFile(name: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(new Blob([web(bytes)], { type: 'application/octet-stream' }));
  const link = el('a', { href: address, download: safeFileName(name) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The widest that a picture is drawn, in pixels. */
const WIDEST = 1_600;

async function draw(bytes: Uint8Array, label: string): Promise<HTMLCanvasElement | null> {
  const size = readImageSize(bytes);
  if (!size || !('createImageBitmap' in window)) return null;
  const picture = await createImageBitmap(new Blob([web(bytes)], { type: size.type })).catch(() => null);
  // It may be turned when decoded, and is still as many pixels as it said.
  if (!picture || picture.width * picture.height !== size.width * size.height) return null;
  const scale = Math.min(1, WIDEST / picture.width);
  const canvas = el('canvas', { class: 'heed-picture', role: 'img', 'aria-label': label });
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
}

const sayBytes = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

async function fetchFile(id: string, bodyKey: Uint8Array, file: FileContent): Promise<Uint8Array | null> {
  const report = readId(id);
  const named = readId(file.file);
  if (!report || !named) return null;
  const parts: Uint8Array[] = [];
  for (let part = 0; part < file.parts; part += 1)
    parts.push(await readBytes(`/recipients/api/reports/${id}/files/${showId(named)}/${part}`));
  return openFile(bodyKey, report, named, parts, file.bytes);
}

/** One file: its name, how large it is, and what can be done with it. */
function fileItem(id: string, bodyKey: Uint8Array, file: FileContent): HTMLElement {
  const alert = announcer();
  const shown = el('div', '');
  const name = safeFileName(file.name);
  const open = async (then: (bytes: Uint8Array) => void | Promise<void>) => {
    alert.say('');
    try {
      const bytes = await fetchFile(id, bodyKey, file);
      if (bytes) await then(bytes);
      else alert.say('This file can’t be opened: a part of it is missing, or was changed.');
    } catch (error) {
      alert.say(error instanceof Error ? error.message : String(error));
    }
  };
  const look = () =>
    open(async (bytes) => {
      const canvas = await draw(bytes, `Picture ${name}`);
      if (canvas) shown.replaceChildren(canvas);
      else
        alert.say(
          'This can’t be shown here: it is no picture that this page knows, or it is too large. You can save it.',
        );
    });
  const row = el(
    'div',
    'heed-actions',
    button('Save', () => open((bytes) => saveFile(name, bytes)), 'secondary'),
  );
  if (/\.(png|jpe?g)$/i.test(name)) row.append(button('Look at it here', look, 'secondary'));
  return el(
    'li',
    'heed-file',
    el('p', 'govuk-body', el('strong', '', name), ` (${sayBytes(file.bytes)})`),
    alert.box,
    row,
    shown,
  );
}

/** All files of a disclosure. */
export function fileList(id: string, bodyKey: Uint8Array, files: readonly FileContent[]): HTMLElement {
  return el(
    'div',
    '',
    hint(
      'A file can do harm when it is opened, and can say who made it. Open what you save on a computer that is kept for this, without a connection, and never send it on as it is.',
    ),
    files.length === 0
      ? paragraph('No files.')
      : el('ul', 'govuk-list', ...files.map((file) => fileItem(id, bodyKey, file))),
  );
}
