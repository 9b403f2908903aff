/**
 * A witness that shares no line with Heed's: written from the text of C2SP tlog-witness, tlog-cosignature, tlog-checkpoint,
 * signed-note and RFC 6962, section 2.1.2, so that a misreading in Heed's own would show. It keeps everything in memory.
 */
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const sha256 = (...parts: readonly (Buffer | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const node = (left: Buffer, right: Buffer) => sha256(Buffer.of(1), left, right);

/** RFC 6962, SUBPROOF read backwards: the old root and the new one that a proof leads to. */
function walk(m: number, n: number, whole: boolean, oldRoot: Buffer, proof: Buffer[]): [Buffer, Buffer] {
  const take = () => {
    const last = proof.pop();
    if (!last) throw new Error('short');
    return last;
  };
  if (m === n) {
    const same = whole ? oldRoot : take();
    return [same, same];
  }
  const k = 2 ** Math.floor(Math.log2(n - 1));
  const sibling = take();
  if (m <= k) {
    const [before, after] = walk(m, k, whole, oldRoot, proof);
    return [before, node(after, sibling)];
  }
  const [before, after] = walk(m - k, n - k, false, oldRoot, proof);
  return [node(sibling, before), node(sibling, after)];
}

function isConsistent(
  m: number,
  oldRoot: Buffer,
  n: number,
  newRoot: Buffer,
  given: readonly Buffer[],
): boolean {
  if (m === 0) return given.length === 0;
  const proof = [...given];
  try {
    const [before, after] = walk(m, n, true, oldRoot, proof);
    return proof.length === 0 && before.equals(oldRoot) && after.equals(newRoot);
  } catch {
    return false;
  }
}

const keyId = (name: string, type: number, key: Buffer) =>
  sha256(`${name}\n`, Buffer.concat([Buffer.of(type), key])).subarray(0, 4);

export interface IndependentWitness {
  readonly vkey: string;
  readonly url: string;
  /** How many requests have come, and the size it cosigned last. */
  readonly asked: () => number;
  readonly size: () => number;
  /** What it answers instead of what it should, while this is set. */
  instead: ((response: ServerResponse) => void) | null;
  close(): Promise<void>;
}

/** Starts a witness called `name` for one log, whose vkey is `log`. Begin `from` makes it know a tree already. */
export async function startIndependentWitness(
  name: string,
  log: string,
  from: { readonly size: number; readonly root: Uint8Array } | null = null,
): Promise<IndependentWitness> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const own = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const [logName = ''] = log.split('+');
  const logKey = Buffer.from(log.slice(logName.length + 10), 'base64').subarray(1);
  const logId = keyId(logName, 1, logKey);
  const logPublic = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), logKey]),
    format: 'der',
    type: 'spki',
  });
  let known = { size: from?.size ?? 0, root: Buffer.from(from?.root ?? sha256('')) };
  let asked = 0;

  function answer(body: Buffer): { readonly status: number; readonly type?: string; readonly text?: string } {
    const text = body.toString('utf8');
    const split = text.indexOf('\n\n');
    const [first = '', ...hashes] = text.slice(0, split).split('\n');
    const note = text.slice(split + 2);
    const gap = note.lastIndexOf('\n\n');
    const [signed, lines] = [
      note.slice(0, gap + 1),
      note
        .slice(gap + 2)
        .split('\n')
        .slice(0, -1),
    ];
    const [origin, sizeLine, rootLine] = signed.split('\n');
    const old = /^old (0|[1-9]\d*)$/.exec(first)?.[1];
    if (old === undefined || split === -1 || gap === -1) return { status: 400 };
    if (origin !== logName) return { status: 404 };
    const isSigned = lines.some((line) => {
      const [dash, who, base64 = ''] = line.split(' ');
      const bytes = Buffer.from(base64, 'base64');
      return (
        dash === '\u2014' &&
        who === logName &&
        bytes.subarray(0, 4).equals(logId) &&
        verify(null, Buffer.from(signed), logPublic, bytes.subarray(4))
      );
    });
    if (!isSigned) return { status: 403 };
    const [oldSize, size, root] = [Number(old), Number(sizeLine), Buffer.from(rootLine ?? '', 'base64')];
    if (oldSize > size) return { status: 400 };
    if (oldSize !== known.size) return { status: 409, type: 'text/x.tlog.size', text: `${known.size}\n` };
    if (oldSize === size && !root.equals(known.root)) return { status: 409 };
    const proof = hashes.map((line) => Buffer.from(line, 'base64'));
    if (oldSize !== size && !isConsistent(oldSize, known.root, size, root, proof)) return { status: 422 };
    known = { size, root };
    const time = Math.floor(Date.now() / 1000);
    const seconds = Buffer.alloc(8);
    seconds.writeBigUInt64BE(BigInt(time));
    const made = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${signed}`), privateKey);
    const line = Buffer.concat([keyId(name, 4, own), seconds, made]).toString('base64');
    return { status: 200, text: `\u2014 ${name} ${line}\n` };
  }

  const witness = { instead: null as IndependentWitness['instead'] };
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    asked += 1;
    if (witness.instead) return witness.instead(response);
    const isHere = request.method === 'POST' && request.url === '/add-checkpoint';
    const { status, type, text } = isHere ? answer(Buffer.concat(parts)) : { status: 404 };
    response.writeHead(status, type === undefined ? {} : { 'content-type': type }).end(text);
  }
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const id = keyId(name, 4, own).toString('hex');
  return Object.assign(witness, {
    vkey: `${name}+${id}+${Buffer.concat([Buffer.of(4), own]).toString('base64')}`,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    size: () => known.size,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}
