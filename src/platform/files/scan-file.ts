import { connect, type Socket } from 'node:net';

/** What the scanner says of a file; `unknown` when there is no scanner, or it could not be asked. */
export type ScanVerdict = 'clean' | 'infected' | 'unknown';

/** One file on its way past the scanner. */
export interface Scan {
  /** Hands over the next bytes; waits while the scanner is behind. */
  write(chunk: Uint8Array): Promise<void>;
  /** No more to come: what does it say? */
  finish(): Promise<ScanVerdict>;
  /** The file broke off. */
  abandon(): void;
}

/** No scanner is configured: files are kept, and marked as not scanned. */
export const noScan: Scan = {
  write: async () => undefined,
  finish: async () => 'unknown',
  abandon: () => undefined,
};

const PATIENCE_MS = 60_000;

function frame(size: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(size);
  return length;
}

function send(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed || socket.write(bytes)) resolve();
    else {
      const done = () => {
        socket.off('drain', done).off('close', done);
        resolve();
      };
      socket.on('drain', done).on('close', done);
    }
  });
}

/**
 * Begins a scan by ClamAV's daemon (`clamd`, command INSTREAM) at a socket's path or `host:port`. A daemon that is away,
 * refuses or falls silent gives `unknown`: a file is never lost because the scanner is.
 */
export function beginScan(address: string): Scan {
  const tcp = /^([\w.-]+):(\d+)$/.exec(address);
  const socket = tcp ? connect(Number(tcp[2]), tcp[1]) : connect(address);
  let said = '';
  const over = Promise.withResolvers<ScanVerdict>();
  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    said += text;
  });
  // Whatever went wrong, the scan ends in `close`, and says `unknown` there.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    const verdict = / FOUND\0?\s*$/.test(said) ? 'infected' : /: OK\0?\s*$/.test(said) ? 'clean' : 'unknown';
    over.resolve(verdict);
  });
  socket.write('zINSTREAM\0');
  return {
    write: async (chunk) => {
      if (chunk.length === 0) return;
      await send(socket, frame(chunk.length));
      await send(socket, chunk);
    },
    finish: async () => {
      await send(socket, frame(0));
      return over.promise;
    },
    abandon: () => {
      socket.destroy();
    },
  };
}
