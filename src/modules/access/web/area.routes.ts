import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CommandContext } from '../../../kernel/command.ts';
import type { AccountId, PostId } from '../../../kernel/ids.ts';
import type { Refusal, RefusalCatalogue } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { RefusedRequest, refuseRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { runQuery } from '../../../platform/run-query.ts';
import { type FormErrors, type FramedPage, formErrors, html } from '../../../ui/index.ts';
import type { Change, PostFacts } from '../domain/change.ts';
import { ACCESS_REFUSALS } from '../domain/refusals.ts';
import { listAllPosts } from '../store/held-posts.store.ts';
import { listNamesSeenBy } from '../store/names-seen.store.ts';
import { getAgency, listAccounts, listAgencies, listHoldings } from '../store/read-organisation.store.ts';
import { findPost, listAllHolders, listHolders } from '../store/read-posts.store.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { holderForm, postForm, readId, readPostFacts } from './area.form.ts';
import { type PostTyped, renderArea, renderPost, renderPostForm } from './area.page.ts';
import { sessionOf } from './own-session.routes.ts';

const CATALOGUE: RefusalCatalogue = ACCESS_REFUSALS;

type PostRequest = FastifyRequest<{ Params: { id: string } }>;

const seen = {
  access: { action: 'access.see-area' },
  records: { nothing: 'who holds which post is no secret' },
} as const;
const POST_WORDS = {
  fields: { name: 'What the post is called', phone: 'Telephone out of hours', reason: 'Why' },
} as const;
const propose = { access: { action: 'access.propose-change' }, records: 'access.change-proposed' } as const;

const proposePost = { ...propose, words: POST_WORDS } as const;

/** Reads for a page. Throws what the query refuses. */
export async function readFor<R>(
  web: AccessWeb,
  request: FastifyRequest,
  read: (tx: Tx, ctx: CommandContext) => Promise<R>,
): Promise<R> {
  const found = await runQuery(web.spine, request.who, async (tx, ctx) => ({
    ok: true,
    value: await read(tx, ctx),
    entries: [],
  }));
  if (!found.ok) throw new RefusedRequest(found.refusal);
  return found.value;
}

/** Sends a page of this module; with `refusal`, its status and what it says is wrong. */
export function sendPage(
  web: AccessWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  page: Omit<FramedPage, 'errors'>,
  refusal?: Refusal,
): FastifyReply {
  const errors = faultsOf(refusal);
  const framed = web.frame(request, { ...page, ...(errors ? { errors: errors.summary } : {}) });
  return reply
    .code(refusal ? (CATALOGUE[refusal.code]?.status ?? 422) : 200)
    .type('text/html; charset=utf-8')
    .send(framed.toString());
}

/** What is wrong, as a form shows it; nothing when nothing is. */
export function faultsOf(refusal: Refusal | undefined): FormErrors | undefined {
  return refusal && formErrors([refusal], ACCESS_REFUSALS);
}

function postIdOf(request: PostRequest): PostId {
  const id = readId<'post'>(request.params.id);
  if (!id) throw refuseRequest('http.not-found');
  return id;
}

/** What stands where the holder's name would, for those who may see the post's name only. */
const UNNAMED_HOLDER = 'Held';

/** The area's posts and holders, and proposing changes to them. */
export function areaRoutes(app: FastifyInstance, web: AccessWeb): void {
  const may = (tx: Tx, ctx: CommandContext, action: string) =>
    web.access.decideIn(tx, ctx.actor, action, null, ctx.now).then((verdict) => verdict.allowed);

  /** Holders as this viewer may see them: of somebody whose name is not theirs to see, only that the post is held. */
  async function unname<T extends { readonly account: AccountId; readonly name: string }>(
    tx: Tx,
    ctx: CommandContext,
    people: readonly T[],
  ): Promise<readonly T[]> {
    if (await may(tx, ctx, 'access.see-names')) return people;
    const names = ctx.actor.kind === 'account' ? await listNamesSeenBy(tx, ctx.actor.account) : new Set();
    return people.map((one) => (names.has(one.account) ? one : { ...one, name: UNNAMED_HOLDER }));
  }

  app.get('/area', { config: seen }, async (request, reply) => {
    const body = await readFor(web, request, async (tx, ctx) =>
      renderArea(
        {
          agencies: await listAgencies(tx),
          posts: await listAllPosts(tx),
          holders: await unname(tx, ctx, await listAllHolders(tx, ctx.now)),
        },
        {
          propose: await may(tx, ctx, 'access.propose-change'),
          seeChanges: await may(tx, ctx, 'access.see-changes'),
        },
      ),
    );
    return sendPage(web, request, reply, { title: 'The area', body });
  });

  /** Accounts to appoint from and to name former holders by: those whose names this viewer may see. */
  async function readAccounts(tx: Tx, ctx: CommandContext) {
    const accounts = await listAccounts(tx);
    const seenBy = await unname(
      tx,
      ctx,
      accounts.map(({ id, name }) => ({ account: id, name })),
    );
    return accounts.filter((account, i) => seenBy[i]?.name === account.name);
  }

  async function showPost(request: PostRequest, reply: FastifyReply, refusal?: Refusal, typed?: PostTyped) {
    const id = postIdOf(request);
    const errors = faultsOf(refusal);
    const body = await readFor(web, request, async (tx, ctx) => {
      const post = await findPost(tx, id);
      if (!post) throw refuseRequest('http.not-found');
      const posts = await listAllPosts(tx);
      return renderPost({
        post,
        posts,
        agency: await getAgency(tx, post.agency),
        above: posts.find((one) => one.id === post.reportsTo),
        holders: await unname(tx, ctx, await listHolders(tx, [id], ctx.now)),
        holdings: await listHoldings(tx, id),
        accounts: await readAccounts(tx, ctx),
        mayPropose: await may(tx, ctx, 'access.propose-change'),
        csrf: sessionOf(request).csrf,
        errors,
        typed,
      });
    });
    return sendPage(web, request, reply, { title: 'A post', body, back: '/area' }, refusal);
  }

  app.get('/area/posts/:id', { config: seen }, async (request: PostRequest, reply) =>
    showPost(request, reply),
  );

  async function put(request: FastifyRequest, change: Change, reason: string): Promise<Refusal | undefined> {
    const result = await runCommand(web.spine, request.who, (tx, ctx) =>
      web.proposeChange(tx, ctx, { change, reason }),
    );
    return result.ok ? undefined : result.refusal;
  }

  for (const [path, kind] of [
    ['appoint', 'appoint'],
    ['end', 'end-holding'],
  ] as const)
    app.post(
      `/area/posts/:id/${path}`,
      { config: { ...propose, words: { fields: { reason: 'Why' }, with: ['account'] } } },
      async (request: PostRequest, reply) => {
        const form = holderForm.parse(request.body);
        const account = readId<'account'>(form.account);
        const box = kind === 'appoint' ? 'reason-appoint' : `reason-end-${form.account}`;
        const again = (refusal: Refusal) => {
          // Nobody chosen to give it up: that form isn't on the page, so their words come back on one of their own.
          if (kind === 'end-holding' && refusal.field !== 'reason') throw new RefusedRequest(refusal);
          const at = refusal.field === 'reason' ? { ...refusal, field: box } : refusal;
          return showPost(request, reply, at, { ...form, box });
        };
        if (!account) return again({ code: 'access.account-missing', field: 'account' });
        const who = { post: postIdOf(request), account };
        const change: Change = kind === 'appoint' ? { kind, ...who, from: null } : { kind, ...who };
        const refusal = await put(request, change, form.reason);
        return refusal ? again(refusal) : reply.redirect('/area/changes', 303);
      },
    );

  app.post('/area/posts/:id/change', { config: proposePost }, async (request: PostRequest, reply) => {
    const form = postForm.parse(request.body);
    const post = await readFor(web, request, (tx) => findPost(tx, postIdOf(request)));
    if (!post) throw refuseRequest('http.not-found');
    const facts = readPostFacts(form);
    const change: Change = { kind: 'change-post', post: post.id, ...facts, team: post.team };
    const refusal = await put(request, change, form.reason);
    if (!refusal) return reply.redirect('/area/changes', 303);
    const typedPost = { ...facts, phone: form.phone };
    return showPost(request, reply, refusal, { box: 'reason', reason: form.reason, post: typedPost });
  });

  async function showNew(
    request: FastifyRequest,
    reply: FastifyReply,
    facts: PostFacts,
    typed: { readonly reason: string; readonly phone: string; readonly agency: string },
    refusal?: Refusal,
  ) {
    const errors = faultsOf(refusal);
    const form = await readFor(web, request, async (tx) =>
      renderPostForm({
        action: '/area/posts/new',
        post: { ...facts, phone: typed.phone },
        reason: typed.reason,
        agency: typed.agency,
        posts: await listAllPosts(tx),
        agencies: await listAgencies(tx),
        csrf: sessionOf(request).csrf,
        errors,
      }),
    );
    const body = html`<h1 class="govuk-heading-l">Propose a new post</h1>${form}`;
    return sendPage(web, request, reply, { title: 'Propose a new post', body, back: '/area' }, refusal);
  }

  app.get(
    '/area/posts/new',
    { config: { access: propose.access, records: { nothing: 'an empty form' } } },
    async (request, reply) => showNew(request, reply, readPostFacts(postForm.parse({})), postForm.parse({})),
  );

  app.post('/area/posts/new', { config: proposePost }, async (request, reply) => {
    const form = postForm.parse(request.body);
    const facts = readPostFacts(form);
    const agency = readId<'agency'>(form.agency);
    if (!agency)
      return showNew(request, reply, facts, form, { code: 'access.agency-missing', field: 'agency' });
    const post = web.spine.ids.next<'post'>();
    const refusal = await put(request, { kind: 'add-post', post, agency, ...facts }, form.reason);
    return refusal ? showNew(request, reply, facts, form, refusal) : reply.redirect('/area/changes', 303);
  });
}
