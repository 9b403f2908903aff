/** Every route of the running server, held to what it declares (house rule 2). */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openAccessServer } from '../builders/access-server.ts';
import { readSources } from '../support/source.ts';

const server = await openAccessServer();
after(() => server.close());
const routes = server.declared.filter(({ method }) => method !== 'HEAD');
const say = ({ method, url }: { readonly method: string; readonly url: string }) => `${method} ${url}`;

describe('every route', () => {
  test('is seen by this test', () => {
    assert.ok(routes.length >= 60, `saw only ${routes.length} routes`);
  });

  test('names an action that the access rules speak of', () => {
    const { actions } = server.modules.access.access;
    const unknown = routes.filter(({ access }) => 'action' in access && !actions.has(access.action));
    assert.deepEqual(unknown.map(say), []);
  });

  test('names a ledger act that some command or query really enters', () => {
    const source = readSources('src/{modules,platform}/**/*.ts')
      .filter(({ path }) => !/\.(test|routes|api)\.ts$/.test(path))
      .map(({ code }) => code)
      .join('\n');
    const enters = (act: string) => {
      const [module = '', name = ''] = act.split('.');
      const made = new RegExp(`\`${module}\\.\\$\\{[^}]+\\}-(${name.split('-').at(-1)}|\\$\\{)`);
      const named = new RegExp(`(act|ACT)\\w*\\b[^\\n]*'${name}'`);
      return source.includes(`'${act}'`) || named.test(source) || made.test(source);
    };
    const missing = routes.filter(({ records }) => typeof records === 'string' && !enters(records));
    assert.deepEqual(
      missing.map((route) => `${say(route)}: ${JSON.stringify(route.records)}`),
      [],
    );
  });

  test('that changes something is either for the public or for those whom a rule allows, never for any signed-in', () => {
    const loose = routes.filter(
      ({ method, access }) => method !== 'GET' && 'public' in access && access.public.length < 10,
    );
    assert.deepEqual(loose.map(say), []);
  });
});

describe('somebody who is not signed in', () => {
  const shut = routes.filter(({ access }) => 'action' in access);

  test('gets no page and no answer that is not public', async () => {
    for (const { method, url } of shut) {
      const path = url.replaceAll(/:\w+/g, '01900000-0000-7000-8000-000000000001');
      const answer = await server.app.inject({ method: method as 'GET', url: path });
      const sentAway = answer.statusCode === 303 && /^\/sign-in\?/.test(String(answer.headers.location));
      const told = answer.statusCode === 401 && answer.json().code === 'http.sign-in-first';
      assert.ok(sentAway || told, `${method} ${url} answered ${answer.statusCode}`);
    }
  });
});
