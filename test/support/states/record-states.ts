/** What several concerns make together: patterns, people and things on record; files; and what is owed and late. */

import { createConcernWatch } from '../../../src/modules/concerns/index.ts';
import { createDutyEngine } from '../../../src/modules/duties/index.ts';
import { makeRaiseBody } from '../../builders/raise-bodies.ts';
import type { Acting, Raised, Reached, State } from './acting.ts';

/** The same child, phone and car told of by `kinds`, one after another; nobody like them in any other. */
async function tellOf(acting: Acting, kinds: readonly string[], nth: number): Promise<readonly Raised[]> {
  const { mentions, reporter } = makeRaiseBody(nth);
  const told: Raised[] = [];
  for (const kind of kinds) told.push(await acting.raise({ mentions, reporter: { ...reporter, kind } }));
  return told;
}

function patternStates(acting: Acting, next: () => number): readonly State[] {
  const { foundations, modules } = acting.server;
  const watch = createConcernWatch({
    spine: foundations.spine,
    ports: modules.concerns,
    onError: (error) => {
      throw error;
    },
    onStuck: async () => undefined,
  });
  return [
    {
      name: 'a pattern to review',
      forms: /^\/patterns\//,
      make: async () => {
        const told = await tellOf(acting, ['teacher', 'neighbour', 'health', 'police'], next());
        await watch.runOnce();
        const [id = ''] = await acting.ask(
          `select pattern_id::text as found from concerns.pattern_concerns where concern_id = $1`,
          [told.at(-1)?.id],
        );
        const [owner = ''] = await acting.ask(
          `select owner_post::text as found from concerns.patterns where id = $1`,
          [id],
        );
        return acting.reach(asPost(acting, owner), `/patterns/${id}`);
      },
    },
  ];
}

/** Somebody signed in as the holder of the post with this id. */
function asPost(acting: Acting, id: string) {
  const found = [...acting.server.area.posts].find(([, { post }]) => post === id);
  if (!found) throw new Error(`no post of Wrenfold is ${id}`);
  return acting.as(found[0]);
}

function mentionStates(acting: Acting, next: () => number): readonly State[] {
  const front = () => acting.as('screener-1');
  async function linked(kind: 'child' | 'vehicle'): Promise<Reached> {
    const [told] = await tellOf(acting, ['teacher'], next());
    const [mention = ''] = await acting.ask(
      `select id::text as found from people.mentions where concern_id = $1 and kind = $2`,
      [told?.id, kind],
    );
    const url = told?.url ?? '';
    await acting.act(front(), url, { decision: 'new' }, `${url}/mentions/${mention}`);
    const reached = await acting.reach(front(), url);
    return { ...reached, page: { ...reached.page, body: onlyFormsTo(reached.page.body, mention) } };
  }
  return [
    {
      name: 'somebody who may be known already',
      forms: /\/mentions\//,
      make: async () => {
        const told = await tellOf(acting, ['teacher', 'teacher'], next());
        return acting.reach(front(), told.at(-1)?.url ?? '');
      },
    },
    { name: 'a person on record', forms: /\/mentions\//, make: () => linked('child') },
    { name: 'a thing on record', forms: /\/mentions\//, make: () => linked('vehicle') },
  ];
}

/** The page with no other form that goes to a mention than those of `mention`. */
function onlyFormsTo(body: string, mention: string): string {
  return body.replace(/<form\b[^>]*action="[^"]*\/mentions\/([^"]+)"[^>]*>[\s\S]*?<\/form>/g, (whole, id) =>
    id === mention ? whole : '',
  );
}

/** The smallest PNG there is: one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function fileStates(acting: Acting): readonly State[] {
  return [
    {
      name: 'a file to lock',
      forms: /\/lock$/,
      make: async () => {
        const { visitor, headers } = acting.server.api;
        const body = Buffer.concat([
          Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'),
          Buffer.from('Content-Type: image/png\r\n\r\n'),
          PIXEL,
          Buffer.from('\r\n--x--\r\n'),
        ]);
        const answer = await visitor.send('POST', '/api/v1/attachments', {
          headers,
          body,
          type: 'multipart/form-data; boundary=x',
        });
        const { files } = JSON.parse(answer.body) as { files?: readonly { id: string }[] };
        if (!files?.[0]) throw new Error(`a file was not taken: ${answer.body}`);
        const raised = await acting.raise({ attachments: [files[0].id] });
        return acting.reach(acting.as('screener-1'), raised.url);
      },
    },
  ];
}

function dutyStates(acting: Acting): readonly State[] {
  const { server } = acting;
  const engine = createDutyEngine({
    spine: server.foundations.spine,
    onError: (error) => {
      throw error;
    },
  });
  async function findDuty(about: string, rule: string) {
    const [found = ''] = await acting.ask(
      `select id::text || ' ' || post_id::text as found from duties.duties where about_id = $1 and rule_id = $2`,
      [about, rule],
    );
    const [id = '', post = ''] = found.split(' ');
    return { url: `/duties/${id}`, owner: () => asPost(acting, post) };
  }
  const openDuty = async () => findDuty((await acting.raise()).id, 'front-door.open');
  async function late(more: object, by: Temporal.DurationLike): Promise<Raised> {
    const raised = await acting.raise(more);
    server.clock.move(by);
    while ((await engine.runOnce()).duties > 0);
    return raised;
  }
  // What a concern itself still owes can't be withdrawn; a call that was owed because nobody opened it in time can.
  const dutyToTelephone = async () =>
    findDuty((await late({ danger: 'now' }, { minutes: 40 })).id, 'front-door.telephone-now');
  async function asked(kind: 'extension' | 'withdrawal'): Promise<Reached> {
    const duty = kind === 'extension' ? await openDuty() : await dutyToTelephone();
    const values = { 'date-day': '27', 'date-month': '3', 'date-year': '2027', reason: 'It was told twice.' };
    await acting.act(duty.owner(), duty.url, values, `${duty.url}/${kind}`);
    // The call is the manager's to make, so it is for the one above to say that nobody need make it.
    return acting.reach(acting.as(kind === 'extension' ? 'front-door-manager' : 'head-of-service'), duty.url);
  }
  return [
    {
      name: 'a duty to ask more time for',
      forms: /\/extension$/,
      make: async () => {
        const duty = await openDuty();
        return acting.reach(duty.owner(), duty.url);
      },
    },
    {
      name: 'a duty to withdraw',
      forms: /\/withdrawal$/,
      make: async () => {
        const duty = await dutyToTelephone();
        return acting.reach(duty.owner(), duty.url);
      },
    },
    { name: 'more time that waits for an answer', forms: /\/asks\//, make: () => asked('extension') },
    { name: 'a withdrawal that waits for an answer', forms: /\/asks\//, make: () => asked('withdrawal') },
    {
      name: 'a duty that has climbed',
      forms: /\/acknowledge$/,
      make: async () => {
        const raised = await late({}, { hours: 13 });
        const duty = await findDuty(raised.id, 'front-door.open');
        return acting.reach(acting.as('front-door-manager'), duty.url);
      },
    },
    {
      name: 'a red duty to telephone about',
      forms: /\/telephoned$/,
      make: async () => {
        const duty = await dutyToTelephone();
        return acting.reach(duty.owner(), duty.url);
      },
    },
  ];
}

/** Everything about several concerns, their files, and what is owed about them. */
export function recordStates(acting: Acting): readonly State[] {
  let count = 0;
  const next = () => {
    count += 1;
    return 5_000 + count;
  };
  return [
    ...patternStates(acting, next),
    ...mentionStates(acting, next),
    ...fileStates(acting),
    ...dutyStates(acting),
  ];
}
