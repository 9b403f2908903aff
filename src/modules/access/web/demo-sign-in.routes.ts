import type { FastifyInstance } from 'fastify';
import { isId } from '../../../kernel/ids.ts';
import { localPath } from '../../../platform/http/guard-routes.ts';
import { refuseRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { runQuery } from '../../../platform/run-query.ts';
import { listAllPosts } from '../store/held-posts.store.ts';
import { listAgencies } from '../store/read-organisation.store.ts';
import { listAllHolders } from '../store/read-posts.store.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { type DemoPost, renderDemoChooser } from './demo.page.ts';
import { describeDevice, enterSession } from './finish-sign-in.routes.ts';
import { demoForm } from './sign-in.form.ts';

const access = { public: 'signing in to a demonstration', identify: true } as const;

/** Signing in as anybody by one click. Registered only where the configuration says that this is a demonstration. */
export function demoSignInRoutes(app: FastifyInstance, web: AccessWeb): void {
  const { spine, frame, cookies } = web;

  app.get(
    '/sign-in/demo',
    { config: { access, records: { nothing: 'shows invented posts' } } },
    async (request, reply) => {
      const shown = await runQuery(spine, request.who, async (tx, ctx) => {
        const agencies = new Map((await listAgencies(tx)).map((agency) => [agency.id, agency.name]));
        const posts = new Map((await listAllPosts(tx)).map((post) => [post.id, post]));
        const holders = await listAllHolders(tx, ctx.now);
        const value = holders.flatMap((holder): DemoPost[] => {
          const post = posts.get(holder.post);
          if (!post) return [];
          const agency = agencies.get(post.agency) ?? '';
          return [{ agency, post: post.name, account: holder.account, name: holder.name }];
        });
        return {
          ok: true,
          value: value.sort((a, b) => a.agency.localeCompare(b.agency) || a.post.localeCompare(b.post)),
          entries: [],
        };
      });
      const { next } = demoForm.parse(request.query);
      const body = renderDemoChooser({
        posts: shown.ok ? shown.value : [],
        next: localPath(next),
        csrf: request.session?.csrf,
        keyHolders: web.keyHolders,
      });
      return reply
        .type('text/html; charset=utf-8')
        .send(frame(request, { title: 'Sign in as', body }).toString());
    },
  );

  app.post('/sign-in/demo', { config: { access, records: 'access.signed-in' } }, async (request, reply) => {
    const { account, next } = demoForm.parse(request.body);
    if (!isId(account)) throw refuseRequest('http.not-found');
    const input = { account, returnTo: localPath(next), device: describeDevice(request) };
    const result = await runCommand(spine, request.who, (tx, ctx) => web.commands.signInAs(tx, ctx, input));
    if (!result.ok) throw refuseRequest('http.not-found');
    return enterSession(reply, cookies, result.value);
  });
}
