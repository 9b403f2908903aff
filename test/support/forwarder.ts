/** One address on this machine that leads to a PostgreSQL's socket: stands for HAProxy, a network, or its cable. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';

export interface Forwarder {
  readonly port: number;
  /** Ends every connection and leads new ones to this folder's socket; with `null`, nowhere. */
  pointTo(socketFolder: string | null): void;
  close(): Promise<void>;
}

/** Opens one that leads to the socket in `first`. */
export async function openForwarder(first: string): Promise<Forwarder> {
  let to: string | null = first;
  const open = new Set<Socket>();
  const server = createServer((from) => {
    if (to === null) {
      from.destroy();
      return;
    }
    const upstream = connect(join(to, '.s.PGSQL.5432'));
    for (const [one, other] of [
      [from, upstream],
      [upstream, from],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endAll = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    pointTo: (socketFolder) => {
      to = socketFolder;
      endAll();
    },
    close: () => {
      to = null;
      endAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
