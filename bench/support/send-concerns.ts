/** Agencies' systems that send concerns over HTTP, for benchmarks. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { hashToken } from '../../src/platform/sessions/opaque-token.ts';
import { makeRaiseBody } from '../../test/builders/raise-bodies.ts';

/** Agencies' systems: each is let send 600 a minute, and a closed loop would soon have used that up. */
const SYSTEMS = 60;
const SCOPES = ['concerns:raise', 'concerns:read', 'concerns:message'];

/** Adds systems to the area that is there; gives the bearer token of each. */
export async function addSystems(superuser: pg.Client): Promise<readonly string[]> {
  const { rows } = await superuser.query<{ agency: string }>(
    'select agency_id as agency from access.api_clients',
  );
  const tokens: string[] = [];
  for (let number = 0; number < SYSTEMS; number += 1) {
    const token = randomUUID().replaceAll('-', '') + randomUUID().slice(0, 11).replaceAll('-', 'x');
    const id = randomUUID();
    await superuser.query(
      `insert into access.api_clients (id, agency_id, name, secret_hash, scopes, created_at)
       values ($1, $2, $3, $4, $5, now())`,
      [id, rows[0]?.agency, `Bench ${number}`, hashToken(token), SCOPES],
    );
    await superuser.query(
      `insert into access.api_tokens (token_hash, client_id, scopes, expires_at)
       values ($1, $2, $3, now() + interval '1 day')`,
      [hashToken(token), id, SCOPES],
    );
    tokens.push(token);
  }
  return tokens;
}

/** Concerns sent in the order of their numbers, each by the next of the systems. */
export function createSender(url: string, tokens: readonly string[], mention: () => unknown) {
  const count = { sent: 0, turnedAway: 0 };

  /** Sends one concern; gives how long it took, in milliseconds. Throws unless it was received, or told to come back. */
  async function send(): Promise<number> {
    count.sent += 1;
    const body = JSON.stringify({ ...makeRaiseBody(count.sent), mentions: mention() });
    const began = performance.now();
    const answer = await fetch(`${url}/api/v1/concerns`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokens[count.sent % tokens.length]}`,
        'content-type': 'application/json',
        'idempotency-key': `bench-${count.sent}-${randomUUID()}`,
      },
      body,
    });
    const text = await answer.text();
    if (answer.status === 503) count.turnedAway += 1;
    else if (answer.status !== 201) throw new Error(`${answer.status}: ${text.slice(0, 300)}`);
    return performance.now() - began;
  }

  return { count, send };
}

export interface Loop {
  readonly times: readonly number[];
  readonly perSecond: number;
}

/** `clients` that each send again as soon as they are answered, for so many seconds. */
export async function neverRest(
  send: () => Promise<number>,
  clients: number,
  seconds: number,
): Promise<Loop> {
  const times: number[] = [];
  const began = performance.now();
  const until = began + seconds * 1_000;
  const client = async () => {
    while (performance.now() < until) times.push(await send());
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { times, perSecond: (times.length * 1_000) / (performance.now() - began) };
}
