/** The server with Wrenfold in it and people signed in to it: what the fuzzing and the log canary walk through. */

import { makeRaiseBody } from '../builders/raise-bodies.ts';
import { type OpenedServer, openServer } from './open-server.ts';
import { createVisitor, type Visitor } from './visitor.ts';
import { fillWrenfold, type Wrenfold } from './wrenfold.ts';

/** Somebody walking through Heed, and where they begin. */
export interface Persona {
  readonly name: string;
  readonly visitor: Visitor;
  readonly starts: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Puts the session's cookie back where an answer took it away. */
  signInAgain(): void;
}

export interface FilledServer extends OpenedServer {
  readonly area: Wrenfold;
  readonly personas: readonly Persona[];
  readonly api: { readonly visitor: Visitor; readonly headers: Readonly<Record<string, string>> };
  /** References of the concerns raised to begin with. */
  readonly references: readonly string[];
}

/** Posts whose pages differ most from each other. */
const POSTS = [
  'screener-1',
  'front-door-manager',
  'scrutineer',
  'administrator',
  'adviser-1',
  'police-inspector',
  'lado',
  'information-governance',
];
const STARTS = ['/', '/inbox', '/emergency', '/looks', '/emergency-openings', '/keeping'];

/** Every page of the public form, for somebody who has begun it. */
const PUBLIC_STARTS = [
  '/',
  '/young',
  '/what-happens',
  '/return',
  ...[
    'who',
    'work',
    'worry',
    'signs',
    'when',
    'danger',
    'call',
    'worker',
    'parents',
    'children',
    'others',
    'files',
  ].map((page) => `/tell/${page}`),
  ...[
    'naming',
    'reach',
    'check',
    'add/child',
    'add/adult',
    'add/phone',
    'add/vehicle',
    'add/place',
    'add/account',
  ].map((page) => `/tell/${page}`),
  '/sign-in',
];

/** Begins the public form, far enough that each of its pages can be opened. */
async function beginTelling(visitor: Visitor): Promise<void> {
  const pages: readonly (readonly [page: string, values: Record<string, string>])[] = [
    ['who', { who: 'work' }],
    ['work', { work: 'teacher' }],
    ['worry', { worry: 'Collected at the gate by somebody we do not know.' }],
    ['danger', { danger: 'now' }],
    ['worker', { worker: 'no' }],
    ['parents', { parents: 'not-sure' }],
    ['naming', { naming: 'named' }],
  ];
  for (const [page, values] of pages) {
    const opened = await visitor.open(`/tell/${page}`);
    const sent = await visitor.submitOn(opened, `/tell/${page}`, values);
    if (sent.status !== 200) throw new Error(`the form answered ${sent.status} after ${page}`);
  }
}

/** Opens the server with `concerns` already raised by an agency's system. Close it in `after`. */
export async function openFilledServer(concerns = 6): Promise<FilledServer> {
  const made: { area?: Wrenfold } = {};
  const server = await openServer({
    fill: async (database, secrets, clock) => {
      made.area = await fillWrenfold({ urls: database.urls, secrets, clock });
    },
  });
  const { area } = made;
  if (!area) throw new Error('Wrenfold was not made');
  const personas = POSTS.map((name, index): Persona => {
    const visitor = createVisitor(server.app, `198.51.${index}.7`);
    const session = area.posts.get(name)?.session ?? '';
    const signInAgain = () => visitor.cookies.set('heed', session);
    signInAgain();
    return { name, visitor, starts: STARTS, headers: {}, signInAgain };
  });
  const anybody = createVisitor(server.app, '203.0.113.9');
  await beginTelling(anybody);
  personas.push({
    name: 'public',
    visitor: anybody,
    starts: PUBLIC_STARTS,
    headers: {},
    signInAgain: () => undefined,
  });
  const api = {
    visitor: createVisitor(server.app, '192.0.2.77'),
    headers: { authorization: `Bearer ${area.apiToken}`, 'sec-fetch-site': 'none' },
  };
  const references: string[] = [];
  for (let n = 0; n < concerns; n++) {
    const answer = await api.visitor.send('POST', '/api/v1/concerns', {
      headers: { ...api.headers, 'idempotency-key': `filled-server-${n}` },
      type: 'application/json',
      body: JSON.stringify(makeRaiseBody(n)),
    });
    if (answer.status !== 201) throw new Error(`a concern was not taken: ${answer.status} ${answer.body}`);
    references.push((JSON.parse(answer.body) as { reference: string }).reference);
  }
  return { ...server, area, personas, api, references };
}
