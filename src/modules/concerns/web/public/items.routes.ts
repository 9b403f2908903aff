import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type FormErrors, NO_ERRORS } from '../../../../ui/index.ts';
import { renderQuestions } from './ask-questions.page.ts';
import { checkPage, saysAnything } from './check-answers.form.ts';
import {
  formOf,
  freshKey,
  giveCookie,
  isOurForm,
  loadDraft,
  type PublicParts,
  readCookie,
  sendPage,
  type Turns,
  viewFor,
} from './hold-draft.routes.ts';
import {
  type Answers,
  answerPage,
  type Draft,
  emptyDraft,
  type Item,
  MOST_ITEMS,
  putItem,
  removeItem,
} from './keep-draft.form.ts';
import { renderChildren, renderOthers } from './list-items.page.ts';
import { wordsOfItems } from './name-words.form.ts';
import { listPages, pageAfter } from './order-pages.form.ts';
import { isItemKind, listPageOf, OTHER_KINDS, planItem } from './plan-items.form.ts';
import { backFrom, pathOf, sendToStart, telling } from './tell.routes.ts';

const LISTS = ['children', 'others'] as const;
type List = (typeof LISTS)[number];

interface Editing {
  readonly kind: Item['kind'];
  readonly action: string;
  readonly answers: Answers;
  readonly errors?: FormErrors;
  readonly notice?: string | undefined;
}

function showItem(parts: PublicParts, cookie: string, editing: Editing) {
  return renderQuestions(viewFor(parts, cookie), {
    page: planItem(parts.t, editing.kind),
    answers: editing.answers,
    errors: editing.errors ?? NO_ERRORS,
    action: editing.action,
    back: pathOf(listPageOf(editing.kind)),
    notice: editing.notice,
    button: parts.t.form.save,
  });
}

function checkItem(parts: PublicParts, kind: Item['kind'], request: FastifyRequest) {
  const page = planItem(parts.t, kind);
  const checked = checkPage(page, formOf(request));
  if (checked.errors.summary.length > 0 || saysAnything(checked.answers)) return checked;
  const text = kind === 'child' ? parts.t.questions.children.missing : parts.t.questions.others.missing;
  const first = page.questions[0]?.name ?? '';
  return {
    answers: checked.answers,
    errors: { summary: [{ text, href: `#${first}` }], byField: { [first]: { text } } },
  };
}

/** Saves one item, new (`index` undefined) or changed. */
async function saveItem(
  parts: PublicParts,
  request: FastifyRequest,
  reply: FastifyReply,
  at: { readonly kind: Item['kind'] } | { readonly index: number },
): Promise<FastifyReply> {
  const had = readCookie(parts, request);
  const found = await loadDraft(parts, had);
  const draft = found ?? emptyDraft(freshKey());
  const index = 'index' in at ? at.index : undefined;
  const kind = 'kind' in at ? at.kind : draft.items[at.index]?.kind;
  if (!kind) return found ? reply.redirect(pathOf('check'), 303) : sendToStart(reply, had !== null);
  const cookie = giveCookie(parts, request, reply);
  const { answers, errors } = checkItem(parts, kind, request);
  const editing = { kind, action: request.url.split('?')[0] ?? '', answers, errors };
  if (!isOurForm(had, formOf(request)._csrf))
    return sendPage(reply, showItem(parts, cookie, { ...editing, notice: parts.t.form.check }), 403);
  if (errors.summary.length > 0) return sendPage(reply, showItem(parts, cookie, editing), 422);
  if (index === undefined && draft.items.length >= MOST_ITEMS) {
    const full = { summary: [{ text: parts.t.form.tooMany }], byField: {} };
    return sendPage(reply, showItem(parts, cookie, { ...editing, errors: full }), 422);
  }
  await parts.ports.drafts.save(cookie, putItem(draft, { kind, answers }, index));
  return reply.redirect(found ? pathOf(listPageOf(kind)) : `${pathOf('who')}?kept`, 303);
}

function showList(parts: PublicParts, cookie: string, draft: Draft, list: List) {
  const items = draft.items
    .map((item, index) => ({ item, index }))
    .filter(({ item }) => listPageOf(item.kind) === list);
  const listing = { items, back: backFrom(draft, list) };
  const view = viewFor(parts, cookie);
  return list === 'children' ? renderChildren(view, listing) : renderOthers(view, listing);
}

function listRoutes(app: FastifyInstance, parts: PublicParts): void {
  for (const list of LISTS) {
    app.get(pathOf(list), { config: telling }, async (request, reply) => {
      const cookie = readCookie(parts, request);
      const draft = await loadDraft(parts, cookie);
      if (cookie === null || !draft) return sendToStart(reply, cookie !== null);
      if (!listPages(draft).includes(list)) return reply.redirect(pathOf('who'), 303);
      return sendPage(reply, showList(parts, cookie, draft, list));
    });
    app.post(pathOf(list), { config: telling }, async (request, reply) => {
      const cookie = readCookie(parts, request);
      const draft = await loadDraft(parts, cookie);
      if (cookie === null || !draft) return sendToStart(reply, cookie !== null);
      if (!isOurForm(cookie, formOf(request)._csrf))
        return sendPage(reply, showList(parts, cookie, draft, list), 403);
      const next = answerPage(draft, list, {});
      await parts.ports.drafts.save(cookie, next);
      return reply.redirect(pathOf(pageAfter(next, list)), 303);
    });
  }
}

function indexOf(request: FastifyRequest): number {
  const { index } = request.params as { index: string };
  return /^\d{1,3}$/.test(index) ? Number(index) : -1;
}

/** Adding, changing and removing people and things. */
export function itemRoutes(app: FastifyInstance, parts: PublicParts, turns: Turns): void {
  const inTurn = <T>(request: FastifyRequest, act: () => Promise<T>): Promise<T> =>
    turns.take(readCookie(parts, request) ?? freshKey(), act);
  listRoutes(app, parts);
  app.get('/tell/add/:kind', { config: telling }, async (request, reply) => {
    const { kind } = request.params as { kind: string };
    const cookie = readCookie(parts, request);
    const draft = await loadDraft(parts, cookie);
    if (cookie === null || !draft || !isItemKind(kind))
      return sendToStart(reply, cookie !== null && isItemKind(kind));
    return sendPage(reply, showItem(parts, cookie, { kind, action: `/tell/add/${kind}`, answers: {} }));
  });
  const config = { ...telling, words: wordsOfItems(parts.t, ['child', ...OTHER_KINDS]) };
  app.post('/tell/add/:kind', { config }, async (request, reply) => {
    const { kind } = request.params as { kind: string };
    if (!isItemKind(kind)) return sendToStart(reply, false);
    return inTurn(request, () => saveItem(parts, request, reply, { kind }));
  });
  app.get('/tell/item/:index', { config: telling }, async (request, reply) => {
    const cookie = readCookie(parts, request);
    const draft = await loadDraft(parts, cookie);
    if (cookie === null || !draft) return sendToStart(reply, cookie !== null);
    const index = indexOf(request);
    const item = draft.items[index];
    if (!item) return reply.redirect(pathOf('check'), 303);
    return sendPage(reply, showItem(parts, cookie, { ...item, action: `/tell/item/${index}` }));
  });
  app.post('/tell/item/:index', { config }, (request, reply) =>
    inTurn(request, () => saveItem(parts, request, reply, { index: indexOf(request) })),
  );
  app.post('/tell/item/:index/remove', { config: telling }, (request, reply) =>
    inTurn(request, async () => {
      const cookie = readCookie(parts, request);
      const draft = await loadDraft(parts, cookie);
      if (cookie === null || !draft) return sendToStart(reply, cookie !== null);
      const item = draft.items[indexOf(request)];
      const list = pathOf(item ? listPageOf(item.kind) : 'check');
      if (item && isOurForm(cookie, formOf(request)._csrf))
        await parts.ports.drafts.save(cookie, removeItem(draft, indexOf(request)));
      return reply.redirect(list, 303);
    }),
  );
}
