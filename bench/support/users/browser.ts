/** A browser without JavaScript, as far as a server can tell: one kept-alive connection, one cookie, honest headers. */
import { Agent, type IncomingMessage, request } from 'node:http';

/** What came back. */
export interface Answered {
  readonly status: number;
  /** Where it sends the browser; empty for a page. */
  readonly location: string;
  readonly page: string;
  /** Milliseconds from asking to the last byte. */
  readonly ms: number;
}

export interface SmallBrowser {
  open(path: string): Promise<Answered>;
  send(path: string, fields: Readonly<Record<string, string>>): Promise<Answered>;
  close(): void;
}

async function readAll(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  // What is looked for in a page is ASCII, and this is the cheapest way to a string.
  return Buffer.concat(parts).toString('latin1');
}

/** The server closed a connection that had been idle at the moment we used it again: every browser then asks again. */
function wasIdle(error: unknown, reused: boolean): boolean {
  return reused && (error as NodeJS.ErrnoException).code === 'ECONNRESET';
}

/** A browser that holds the session `token` at `origin` ("http://127.0.0.1:3000"). */
export function createSmallBrowser(origin: string, token: string): SmallBrowser {
  const { hostname, port } = new URL(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const shared = { cookie: `heed=${token}`, 'sec-fetch-site': 'same-origin', accept: 'text/html' };

  function ask(method: 'GET' | 'POST', path: string, body: string): Promise<Answered> {
    const began = performance.now();
    const headers =
      method === 'POST'
        ? {
            ...shared,
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': String(Buffer.byteLength(body)),
          }
        : shared;
    return new Promise((done, failed) => {
      const asked = request({ hostname, port, agent, method, path, headers }, (answer) => {
        readAll(answer).then(
          (page) =>
            done({
              status: answer.statusCode ?? 0,
              location: answer.headers.location ?? '',
              page,
              ms: performance.now() - began,
            }),
          failed,
        );
      });
      asked.once('error', (error) =>
        wasIdle(error, asked.reusedSocket) ? ask(method, path, body).then(done, failed) : failed(error),
      );
      asked.end(body);
    });
  }

  return {
    open: (path) => ask('GET', path, ''),
    send: (path, fields) => ask('POST', path, new URLSearchParams(fields).toString()),
    close: () => agent.destroy(),
  };
}
