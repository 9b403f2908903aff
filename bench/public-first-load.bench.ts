/**
 * How heavy a first visit to the public pages is: every byte that comes down the wire, headers included, for the page and
 * everything it loads, by a browser that has nothing of ours yet. Target: 60 KB. From a real Heed over a real connection.
 */
import { Agent, get, type IncomingMessage } from 'node:http';
import { openKillableWorld } from '../test/support/killable.ts';
import { report } from './support/figure.ts';

const MOST = 60 * 1_024;
/** The start page; the first page of the form, for adults; and what a child sees first. */
const PAGES = {
  'the start page': '/',
  'the first form page': '/tell/who',
  'the page for children': '/young',
} as const;
/** Addresses of what a page loads by itself. */
const LOADED = /<(?:link|script|img|source)[^>]+(?:href|src)="([^"]+)"/g;

/** Asks as a browser does, following redirects; gives the last answer's text. */
async function load(agent: Agent, origin: string, path: string): Promise<string> {
  const answer = await new Promise<IncomingMessage>((done, failed) => {
    const headers = { 'accept-encoding': 'gzip, deflate, br', 'sec-fetch-site': 'none' };
    get(new URL(path, origin), { agent, headers }, done).once('error', failed);
  });
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  const { statusCode = 0, headers } = answer;
  if (statusCode >= 300 && statusCode < 400 && headers.location) return load(agent, origin, headers.location);
  if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
  return Buffer.concat(parts).toString('utf8');
}

/** Visits `path` with an empty cache over one connection; gives the bytes that came down it. */
async function visit(
  origin: string,
  path: string,
): Promise<{ readonly bytes: number; readonly files: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const page = await load(agent, origin, path);
  const files = new Set([...page.matchAll(LOADED)].map(([, address = '']) => address));
  for (const address of files) await load(agent, origin, address);
  const bytes = Object.values(agent.freeSockets)
    .flatMap((sockets) => sockets ?? [])
    .reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  agent.destroy();
  if (bytes === 0) throw new Error('the connection was closed, and its bytes with it');
  return { bytes, files: files.size };
}

const world = await openKillableWorld();
try {
  const heed = await world.startHeed();
  for (const [what, path] of Object.entries(PAGES)) {
    const { bytes, files } = await visit(heed.url, path);
    report({
      bench: 'public-first-load',
      what: `first visit to ${what}, everything it loads`,
      value: bytes,
      unit: 'bytes',
      target: { atMost: MOST },
      under: { files },
    });
  }
  await heed.stop();
} finally {
  await world.close();
}
