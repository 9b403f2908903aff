/**
 * What somebody who watches the network between a browser and Heed could see, and what they could not: an address on this machine that
 * leads to Heed's, and every request and answer that went through it, by size. Over HTTPS the watcher sees the sizes alone.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One request and its answer. Sizes are in bytes. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly status: number;
  readonly sent: { readonly head: number; readonly body: number };
  readonly answered: { readonly head: number; readonly body: number };
  /** Of each header of the answer, its name: the same names in the same order look the same. */
  readonly answerHeaders: readonly string[];
  /** What was sent, whole, as the wire had it. */
  readonly request: string;
}

export interface Recording {
  /** Where the browser goes instead of to Heed. */
  readonly url: string;
  /** Everything so far, connection by connection; requests not wholly answered yet are left out. */
  list(): readonly Exchange[];
  close(): Promise<void>;
}

interface Message {
  readonly firstLine: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly head: number;
  readonly body: number;
  readonly text: string;
}

const BODILESS = /^HTTP\/1\.1 (1\d\d|204|304) /;

function headerOf(message: Message, name: string): string | undefined {
  return message.headers.find(([one]) => one.toLowerCase() === name)?.[1];
}

function readMessage(bytes: Buffer): Message | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [firstLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = lines.map((line): readonly [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at), line.slice(at + 1).trim()];
  });
  const head = end + 4;
  const bare: Message = { firstLine, headers, head, body: 0, text: '' };
  if (headerOf(bare, 'transfer-encoding') !== undefined)
    throw new Error(`${firstLine} does not say how long it is`);
  const body = BODILESS.test(firstLine) ? 0 : Number(headerOf(bare, 'content-length') ?? 0);
  if (bytes.length < head + body) return null;
  return { ...bare, body, text: bytes.subarray(0, head + body).toString('latin1') };
}

function readMessages(chunks: readonly Buffer[]): readonly Message[] {
  const found: Message[] = [];
  let rest = Buffer.concat(chunks);
  for (let next = readMessage(rest); next; next = readMessage(rest)) {
    found.push(next);
    rest = rest.subarray(next.head + next.body);
  }
  return found;
}

function pairUp(up: readonly Buffer[], down: readonly Buffer[]): readonly Exchange[] {
  const answers = readMessages(down);
  return readMessages(up).flatMap((request, at) => {
    const answer = answers[at];
    if (!answer) return [];
    const [method = '', path = ''] = request.firstLine.split(' ');
    return [
      {
        method,
        path,
        host: headerOf(request, 'host') ?? '',
        status: Number(answer.firstLine.split(' ')[1]),
        sent: { head: request.head, body: request.body },
        answered: { head: answer.head, body: answer.body },
        answerHeaders: answer.headers.map(([name]) => name),
        request: request.text,
      },
    ];
  });
}

/** Opens an address that leads to Heed's, at `url` on this machine, and records what goes through it. Close it before Heed. */
export async function recordTraffic(url: string): Promise<Recording> {
  const to = Number(new URL(url).port);
  const kept: { readonly up: Buffer[]; readonly down: Buffer[] }[] = [];
  const open = new Set<Socket>();
  const server = createServer((from) => {
    const upstream = connect(to, '127.0.0.1');
    const one = { up: [] as Buffer[], down: [] as Buffer[] };
    kept.push(one);
    from.on('data', (chunk) => one.up.push(chunk as Buffer));
    upstream.on('data', (chunk) => one.down.push(chunk as Buffer));
    for (const [a, b] of [
      [from, upstream],
      [upstream, from],
    ] as const) {
      open.add(a);
      a.on('error', () => b.destroy());
      a.on('close', () => {
        open.delete(a);
        b.destroy();
      });
      a.pipe(b);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    list: () => kept.flatMap(({ up, down }) => pairUp(up, down)),
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
