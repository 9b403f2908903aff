/** What waits for the scrutineer, accounts and systems made to be stopped, and every step of signing in. */
import { Secret, TOTP } from 'otpauth';
import { createSoftwarePasskey } from '../../builders/software-passkey.ts';
import { decodeMarkup } from '../markup-reader.ts';
import type { Visitor } from '../visitor.ts';
import type { Acting, Reached, State } from './acting.ts';

const PASSWORD = 'three green umbrellas';
/** Where Heed's pages say they come from, as visitors open them. */
const ORIGIN = 'http://localhost';

/** The newest of what waits in a table of the module. */
async function newest(acting: Acting, table: 'accounts' | 'proposals' | 'api_clients'): Promise<string> {
  const [id = ''] = await acting.ask(
    `select id::text as found from access.${table} order by id desc limit 1`,
    [],
  );
  return id;
}

function areaStates(acting: Acting, addAccount: () => Promise<string>): readonly State[] {
  const { as, act, reach } = acting;
  const keeper = () => as('administrator');
  const post = (key: string) => acting.server.area.posts.get(key)?.post ?? '';
  return [
    {
      name: 'an appointment that waits for the scrutineer',
      forms: /^\/area\/changes\//,
      make: async () => {
        const url = `/area/posts/${post('worker-north-1')}`;
        const account = await addAccount();
        await act(keeper(), url, { account, reason: 'They begin on Monday.' }, `${url}/appoint`);
        const id = await newest(acting, 'proposals');
        const reached = await reach(as('scrutineer'), '/area/changes');
        return { ...reached, page: { ...reached.page, body: only(reached.page.body, 'changes', id) } };
      },
    },
    {
      name: 'an account to invite or to stop',
      forms: /^\/area\/accounts\/./,
      make: async () => {
        const id = await addAccount();
        const reached = await reach(keeper(), '/area/accounts');
        return { ...reached, page: { ...reached.page, body: only(reached.page.body, 'accounts', id) } };
      },
    },
    {
      name: 'a system whose access may be ended',
      forms: /^\/area\/systems\/./,
      make: async () => {
        await act(keeper(), '/area/systems', { name: 'School records', scopes: 'concerns:raise' });
        const id = await newest(acting, 'api_clients');
        const reached = await reach(keeper(), '/area/systems');
        return { ...reached, page: { ...reached.page, body: only(reached.page.body, 'systems', id) } };
      },
    },
    {
      name: 'a post to change, and its holder',
      forms: /^\/area\/posts\/[^/]+\/./,
      make: () => reach(keeper(), `/area/posts/${post('worker-south-1')}`),
    },
    {
      name: 'a ladder that waits for the scrutineer',
      forms: /^\/ladders\/proposals\//,
      make: async () => {
        await act(keeper(), '/ladders/front-door/change', { reason: 'The first rung comes too late.' });
        return reach(as('scrutineer'), '/ladders');
      },
    },
  ];
}

/** The page with no other form below /area/`part` than those of `id`. */
function only(body: string, part: string, id: string): string {
  const forms = new RegExp(`<form\\b[^>]*action="/area/${part}/([^/"]+)[^"]*"[^>]*>[\\s\\S]*?</form>`, 'g');
  return body.replace(forms, (whole, found) => (found === id ? whole : ''));
}

function fieldOn(body: string, pattern: RegExp): string {
  const found = pattern.exec(body)?.[1];
  if (found === undefined) throw new Error(`no ${pattern} on the page`);
  return decodeMarkup(found);
}

const codeFor = (secret: string, wall: Temporal.Instant) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: wall.epochMilliseconds });

/** Somebody new: invited, with a password, with a code, signed in. Each is a step further. */
function signInStates(acting: Acting, addAccount: () => Promise<string>): readonly State[] {
  const { reach, act, anybody } = acting;

  async function invited(): Promise<{ readonly url: string; readonly email: string }> {
    const id = await addAccount();
    const page = await act(acting.as('administrator'), '/area/accounts', {}, `/area/accounts/${id}/invite`);
    const [email = ''] = await acting.ask('select email as found from access.accounts where id = $1', [id]);
    return { url: fieldOn(page.body, /(\/sign-in\/invited\/[\w-]+)/), email };
  }
  async function firstFactor(): Promise<{ readonly visitor: Visitor; readonly email: string }> {
    const { url, email } = await invited();
    const visitor = anybody();
    await act(visitor, url, { password: PASSWORD });
    await act(visitor, '/sign-in', { email, password: PASSWORD });
    return { visitor, email };
  }
  async function signedIn(): Promise<{ readonly visitor: Visitor; readonly email: string }> {
    const { visitor, email } = await firstFactor();
    const page = await visitor.open('/sign-in/set-up');
    const secret = fieldOn(page.body, /secret=([A-Z2-7]+)/);
    await visitor.submitOn(page, '/sign-in/set-up', { code: codeFor(secret, acting.server.clock.wall()) });
    return { visitor, email };
  }
  const demo = async (post: string): Promise<Visitor> => {
    const visitor = anybody();
    const account = acting.server.area.posts.get(post)?.account ?? '';
    await visitor.send('POST', '/sign-in/demo', {
      type: 'application/x-www-form-urlencoded',
      body: new URLSearchParams({ account, next: '/account' }).toString(),
    });
    return visitor;
  };
  async function withPasskey(): Promise<Reached> {
    const visitor = await demo('elected-member');
    const page = await visitor.open('/account');
    const _csrf = fieldOn(page.body, /name="_csrf" value="([^"]+)"/);
    const asked = await visitor.send('POST', '/account/passkeys/begin', {
      type: 'application/x-www-form-urlencoded',
      body: new URLSearchParams({ _csrf }).toString(),
    });
    const { options, setup } = JSON.parse(asked.body) as { options: { challenge: string }; setup: string };
    const answer = createSoftwarePasskey('localhost', ORIGIN).make(options.challenge);
    await visitor.submitOn(page, '/account/passkeys', { setup, answer });
    return reach(visitor, '/account');
  }

  return [
    {
      name: 'an invitation to take up',
      forms: /^\/sign-in\/invited\//,
      make: async () => reach(anybody(), (await invited()).url),
    },
    {
      name: 'a second factor to set up',
      forms: /^\/sign-in\/set-up$/,
      make: async () => reach((await firstFactor()).visitor, '/sign-in/set-up'),
    },
    {
      name: 'a code to enter',
      forms: /^\/sign-in\/code$/,
      make: async () => {
        const { email } = await signedIn();
        const visitor = anybody();
        await act(visitor, '/sign-in', { email, password: PASSWORD });
        return reach(visitor, '/sign-in/code');
      },
    },
    {
      name: 'one’s own password to change',
      forms: /^\/account\/password$/,
      make: async () => reach((await signedIn()).visitor, '/account'),
    },
    {
      name: 'one’s own app to set up again',
      forms: /^\/account\/code$/,
      make: async () => reach(await demo('elected-member'), '/account/code'),
    },
    { name: 'a passkey to remove', forms: /^\/account\/passkeys/, make: withPasskey },
    {
      name: 'another session to end',
      forms: /^\/account\/sessions\//,
      make: async () => {
        await demo('elected-member');
        return reach(await demo('elected-member'), '/account');
      },
    },
    {
      name: 'somebody who may sign out',
      forms: /^\/sign-out$/,
      make: async () => reach(await demo('elected-member'), '/account'),
    },
    {
      name: 'two posts to choose from',
      forms: /^\/hat$/,
      make: async () => reach(await demo('conference-chair'), '/hat'),
    },
    {
      name: 'a demonstration to sign in to',
      forms: /^\/sign-in\/demo$/,
      make: () => reach(anybody(), '/sign-in/demo'),
    },
    {
      name: 'a password to sign in with',
      forms: /^\/sign-in(\/passkey)?(\/begin)?$/,
      make: () => reach(anybody(), '/sign-in'),
    },
  ];
}

/** Everything about the area, its people, and how they sign in. */
export function peopleStates(acting: Acting): readonly State[] {
  let count = 0;
  const addAccount = async () => {
    count += 1;
    const name = `Wilhelmina Oakapple ${count}`;
    await acting.act(acting.as('administrator'), '/area/accounts', {
      name,
      email: `wilhelmina.${count}@example.org`,
    });
    return newest(acting, 'accounts');
  };
  return [...areaStates(acting, addAccount), ...signInStates(acting, addAccount)];
}
