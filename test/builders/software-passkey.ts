/**
 * An authenticator in software: makes and uses a passkey exactly as a device would (WebAuthn level 3, ES256, no
 * attestation), and can be told to misbehave.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();

/** The little of CBOR (RFC 8949) that an attestation needs. */
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}
type Cbor = number | string | Uint8Array | Map<Cbor, Cbor>;
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)])]);
}

const PRESENT = 1;
const VERIFIED = 4;
const HAS_KEY = 64;

export interface Behaviour {
  /** The page that asked, as the browser saw it. */
  readonly origin?: string;
  /** False: it was touched, but its owner did not unlock it. */
  readonly unlocked?: boolean;
  /** How often it says it has been used. */
  readonly counter?: number;
}

/** A passkey for `host`, asked for by pages at `origin`. */
export function createSoftwarePasskey(host: string, origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  const idText = id.toString('base64url');

  function dataFor(flags: number, counter: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(host), Buffer.from([flags]), count]);
  }
  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));

  return {
    id: idText,
    make(challenge: string, how: Behaviour = {}): string {
      const key = new Map<Cbor, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]);
      const flags = PRESENT | HAS_KEY | (how.unlocked === false ? 0 : VERIFIED);
      const length = Buffer.from([0, id.length]);
      const authData = Buffer.concat([
        dataFor(flags, how.counter ?? 0),
        Buffer.alloc(16),
        length,
        id,
        cbor(key),
      ]);
      const attestation = cbor(
        new Map<Cbor, Cbor>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      );
      return JSON.stringify({
        id: idText,
        rawId: idText,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, how.origin ?? origin).toString(
            'base64url',
          ),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      });
    },
    use(challenge: string, how: Behaviour = {}): string {
      const authenticatorData = dataFor(PRESENT | (how.unlocked === false ? 0 : VERIFIED), how.counter ?? 0);
      const client = clientData('webauthn.get', challenge, how.origin ?? origin);
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(client)]), privateKey);
      return JSON.stringify({
        id: idText,
        rawId: idText,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      });
    },
  };
}
