import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RecordRef } from '../../../kernel/entry.ts';
import { asId, isId } from '../../../kernel/ids.ts';
import type { Outcome } from '../../../kernel/refusal.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { RefusedRequest, refuseRequest } from '../../../platform/http/refusals.ts';
import type { Spine } from '../../../platform/transaction.ts';
import type { Html, StaffPage } from '../../../ui/index.ts';
import type { DescribeSubjects, IsStillOwed } from '../ports.ts';
import type { SeesEverybody } from '../queries/see-duty.query.ts';

/** Puts head, menu and foot round a page; compose gives the same one to every module. */
export type DutyFrame = (
  request: FastifyRequest,
  page: Omit<StaffPage, 'assets' | 'who' | 'navigation' | 'search' | 'notices' | 'csrf' | 'banner'>,
) => Html;

/** What the pages of this module are built from. */
export interface DutiesWeb {
  readonly spine: Spine;
  readonly vault: Vault;
  readonly frame: DutyFrame;
  readonly describe: DescribeSubjects;
  readonly isStillOwed: IsStillOwed;
  readonly seesEverybody: SeesEverybody;
}

/** The token that this session's forms carry. */
export function csrfOf(request: FastifyRequest): string {
  if (!request.session) throw refuseRequest('http.sign-in-first');
  return request.session.csrf;
}

/** The value, or its refusal as the answer to the request. */
export function orRefuse<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new RefusedRequest(outcome.refusal);
  return outcome.value;
}

/** Sends a page. */
export function sendPage(reply: FastifyReply, page: Html, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(page.toString());
}

/** The id in an address. Throws "not found" on anything else. */
export function idIn<B extends string>(request: FastifyRequest, name: string) {
  const found = (request.params as Readonly<Record<string, unknown>>)[name];
  if (!isId(found)) throw refuseRequest('http.not-found');
  return asId<B>(found);
}

/** The duty an address is about, for the access rules. */
export function dutyOf(request: FastifyRequest): RecordRef | null {
  const found = (request.params as Readonly<Record<string, unknown>>).id;
  return isId(found) ? { kind: 'duty', id: found } : null;
}
