import { randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hmac } from '../crypto.ts';
import { refuseRequest } from './refusals.ts';

const HOUR = 60 * 60 * 1000;

/** The /24 of an IPv4 address or the /56 of an IPv6 one: a household or a small office, never a device. */
export function prefixOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return plain.split('.').slice(0, 3).join('.');
  const [head = '', tail = ''] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = plain.includes('::')
    ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
    : [];
  const groups = [...left, ...zeros, ...right].map((group) => group.padStart(4, '0').toLowerCase());
  return `${groups.slice(0, 3).join('')}${(groups[3] ?? '').slice(0, 2)}`;
}

/**
 * Names a caller for counting and for nothing else: an HMAC of the network prefix under a random key that this process
 * makes anew every hour and never writes. `now` is in milliseconds.
 */
export function createCounterNames(now: () => number): (address: string) => string {
  let key = randomBytes(32);
  let renewAt = now() + HOUR;
  return (address) => {
    if (now() >= renewAt) {
      key = randomBytes(32);
      renewAt = now() + HOUR;
    }
    return hmac(key, prefixOf(address)).toString('base64url').slice(0, 22);
  };
}

/** A limit for a route's `config.rateLimit`: `max` requests in `minutes` from one network prefix or one API client. */
export function limitTo(max: number, minutes: number): { readonly max: number; readonly timeWindow: number } {
  return { max, timeWindow: minutes * 60_000 };
}

/** Counts requests in memory where a route asks for it (`config.rateLimit`); an agency's system is counted by its client id. */
export async function limitRates(app: FastifyInstance, now: () => number): Promise<void> {
  const name = createCounterNames(now);
  await app.register(rateLimit, {
    global: false,
    cache: 20_000,
    keyGenerator: (request: FastifyRequest) => {
      const actor = request.who?.actor;
      return actor?.kind === 'client' ? `client ${actor.client}` : name(request.ip);
    },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    addHeaders: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
      'retry-after': true,
    },
    errorResponseBuilder: () => refuseRequest('http.too-many-requests'),
  });
}
