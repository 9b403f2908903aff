/** The demo's keys in the data folder, for whoever runs Heed (mode 0600): made once, so that a roster can follow the one before. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readBase64url, toBase64url } from '../../src/modules/disclosures/index.ts';
import { writeDemoFile } from '../demo-files.ts';
import type { ChannelKeys, SignInParts } from './channel-keys.ts';

const CHANNEL_FILE = 'demo-channel.json';
/** The pin of the demo's first roster. */
export const DEMO_PIN_FILE = 'demo-roster-pin.json';

const isBytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const bytes = z.codec(z.string(), isBytes, {
  decode: (text, context) => {
    const read = readBase64url(text);
    if (read) return read;
    context.issues.push({ code: 'custom', input: text, message: 'not base64url' });
    return z.NEVER;
  },
  encode: toBase64url,
});
const kept = z.object({
  about: z.string(),
  guardians: z.array(z.object({ id: z.string(), name: z.string(), seed: bytes })),
  recipients: z.array(
    z.object({
      id: z.string(),
      secrets: z.object({ seal: bytes, sign: bytes }),
      open: z.object({ keyId: bytes, seal: bytes, sign: bytes }),
      /** `null` until it was derived. */
      signIn: z.object({ salt: bytes, auth: bytes, wrapped: bytes }).nullable(),
    }),
  ),
});

const ABOUT =
  'Keys of invented people in the demo area of Heed. All of them lie on one machine: never use them for anything real.';

/** Everybody's keys, and how those who receive disclosures sign in, as far as it was derived. */
export interface KeptChannel extends ChannelKeys {
  readonly recipients: readonly (ChannelKeys['recipients'][number] & {
    readonly signIn: SignInParts | null;
  })[];
}

/** What is kept in the folder; `null` where nothing is. Throws on a file that is not one of these. */
export function readChannel(folder: string): KeptChannel | null {
  const path = join(folder, CHANNEL_FILE);
  return existsSync(path) ? kept.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

export function writeChannel(folder: string, { guardians, recipients }: KeptChannel): void {
  const file = z.encode(kept, { about: ABOUT, guardians: [...guardians], recipients: [...recipients] });
  writeDemoFile(folder, CHANNEL_FILE, `${JSON.stringify(file, null, 2)}\n`);
}
