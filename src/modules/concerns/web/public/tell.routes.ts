import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type FormErrors, type Html, NO_ERRORS } from '../../../../ui/index.ts';
import { renderQuestions } from './ask-questions.page.ts';
import { checkPage, readTyped } from './check-answers.form.ts';
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
  keepTyping,
  shownAnswers,
} from './keep-draft.form.ts';
import { wordsOfPage } from './name-words.form.ts';
import { listPages, pageAfter, pageBefore } from './order-pages.form.ts';
import { planPage } from './plan-pages.form.ts';
import { type PageId, QUESTION_PAGES, type QuestionPage } from './plan-questions.form.ts';
import { renderCall } from './start.page.ts';

export const telling = {
  access: { public: 'anybody may tell us about a child without saying who they are' },
  records: { nothing: 'a form that has not been sent is no record' },
} as const;

/** The address of a page of the form. */
export function pathOf(page: PageId): string {
  return `/tell/${page}`;
}

/** Where Back leads from a page. */
export function backFrom(draft: Draft | null, page: PageId): string {
  const before = draft ? pageBefore(draft, page) : null;
  return before ? pathOf(before) : '/';
}

/** Sends somebody without a draft to where one begins; the lapsed are told why. */
export function sendToStart(reply: FastifyReply, hadCookie: boolean): FastifyReply {
  return reply.redirect(hadCookie ? '/?lapsed' : pathOf('who'), 303);
}

function isQuestionPage(page: string): page is QuestionPage {
  return (QUESTION_PAGES as readonly string[]).includes(page);
}

interface Shown {
  readonly draft: Draft;
  readonly page: QuestionPage;
  readonly answers: Answers;
  readonly errors?: FormErrors;
  readonly notice?: string | undefined;
}

function show(parts: PublicParts, cookie: string, shown: Shown): Html {
  const { draft, page } = shown;
  return renderQuestions(viewFor(parts, cookie), {
    page: planPage(parts.t, draft, page),
    answers: shown.answers,
    errors: shown.errors ?? NO_ERRORS,
    action: pathOf(page),
    back: backFrom(draft, page),
    // Nothing is kept while somebody types before they have said who they are: there is no draft to keep it in.
    keepAt: page === 'who' ? undefined : `/tell/keep/${page}`,
    notice: shown.notice,
  });
}

async function getPage(
  parts: PublicParts,
  request: FastifyRequest,
  reply: FastifyReply,
  page: QuestionPage,
): Promise<FastifyReply> {
  const had = readCookie(parts, request);
  const draft = await loadDraft(parts, had);
  if (page !== 'who' && !draft) return sendToStart(reply, had !== null);
  const known = draft ?? emptyDraft('');
  if (draft && !listPages(draft).includes(page)) return reply.redirect(pathOf('who'), 303);
  const cookie = giveCookie(parts, request, reply);
  const notice = Object.hasOwn(request.query as object, 'kept') ? parts.t.form.expired : undefined;
  return sendPage(
    reply,
    show(parts, cookie, { draft: known, page, answers: shownAnswers(known, page), notice }),
  );
}

async function postPage(
  parts: PublicParts,
  request: FastifyRequest,
  reply: FastifyReply,
  page: QuestionPage,
): Promise<FastifyReply> {
  const form = formOf(request);
  const had = readCookie(parts, request);
  const found = await loadDraft(parts, had);
  const draft = found ?? emptyDraft(freshKey());
  const cookie = giveCookie(parts, request, reply);
  const plan = planPage(parts.t, draft, page);
  const { answers, errors } = checkPage(plan, form);
  // Not from a page of ours, or from before the browser was closed: nothing is saved, nothing typed is lost.
  if (!isOurForm(had, form._csrf))
    return sendPage(
      reply,
      show(parts, cookie, {
        draft,
        page,
        answers: readTyped(plan.questions, form),
        errors,
        notice: parts.t.form.check,
      }),
      403,
    );
  if (errors.summary.length > 0)
    return sendPage(reply, show(parts, cookie, { draft, page, answers, errors }), 422);
  const next = answerPage(draft, page, answers);
  await parts.ports.drafts.save(cookie, next);
  if (!found && page !== 'who') return reply.redirect(`${pathOf('who')}?kept`, 303);
  return reply.redirect(pathOf(pageAfter(next, page)), 303);
}

async function keepPage(
  parts: PublicParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { page } = request.params as { page: string };
  const form = formOf(request);
  const cookie = readCookie(parts, request);
  // Only ever adds to a draft that is there: what arrives after quick exit must not bring one back.
  const draft = isOurForm(cookie, form._csrf) ? await loadDraft(parts, cookie) : null;
  if (cookie !== null && draft && isQuestionPage(page)) {
    const { questions } = planPage(parts.t, draft, page);
    await parts.ports.drafts.save(cookie, keepTyping(draft, page, readTyped(questions, form)));
  }
  return reply.code(204).send();
}

/** The pages of questions. */
export function tellRoutes(app: FastifyInstance, parts: PublicParts, turns: Turns): void {
  const inTurn = <T>(request: FastifyRequest, act: () => Promise<T>): Promise<T> =>
    turns.take(readCookie(parts, request) ?? freshKey(), act);
  for (const page of QUESTION_PAGES) {
    app.get(pathOf(page), { config: telling }, (request, reply) => getPage(parts, request, reply, page));
    const config = { ...telling, words: wordsOfPage(parts.t, page) };
    app.post(pathOf(page), { config }, (request, reply) =>
      inTurn(request, () => postPage(parts, request, reply, page)),
    );
  }
  app.get('/tell', { config: telling }, async (_request, reply) => reply.redirect(pathOf('who'), 303));
  app.post('/tell/keep/:page', { config: telling }, (request, reply) =>
    inTurn(request, () => keepPage(parts, request, reply)),
  );
  app.get('/tell/call', { config: telling }, async (request, reply) => {
    const cookie = readCookie(parts, request);
    const draft = await loadDraft(parts, cookie);
    if (!draft) return sendToStart(reply, cookie !== null);
    return sendPage(reply, renderCall(viewFor(parts, cookie), backFrom(draft, 'call')));
  });
  app.post('/tell/call', { config: telling }, async (request, reply) => {
    const cookie = readCookie(parts, request);
    const draft = await loadDraft(parts, cookie);
    return draft
      ? reply.redirect(pathOf(pageAfter(draft, 'call')), 303)
      : sendToStart(reply, cookie !== null);
  });
}
