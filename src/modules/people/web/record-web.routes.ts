import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CommandContext, CommandResult, Query } from '../../../kernel/command.ts';
import { isId } from '../../../kernel/ids.ts';
import type { Refusal, RefusalCatalogue } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { RefusedRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { runQuery } from '../../../platform/run-query.ts';
import type { Spine } from '../../../platform/transaction.ts';
import {
  type AssetNames,
  type FormErrors,
  type Frame,
  type FramedPage,
  formErrors,
  NO_ERRORS,
} from '../../../ui/index.ts';
import type { AddFact } from '../commands/add-fact.command.ts';
import type { AskSecond, SettleSecond } from '../commands/ask-second.command.ts';
import type { EndFact } from '../commands/end-fact.command.ts';
import type { ProposeMerge, SettleMerge } from '../commands/merge-records.command.ts';
import type { ProtectRecord } from '../commands/protect-record.command.ts';
import type { EndRelationship, RelateRecords } from '../commands/relate-records.command.ts';
import type { AnswerPerhapsNamed } from '../commands/tell-keepers.command.ts';
import type { NewRecordAsTyped } from '../domain/new-record.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import { PEOPLE_REFUSALS } from '../domain/refusals.ts';
import type { RecordStore, RecordsOutside } from '../ports.ts';
import type { Alike } from '../queries/see-alike.query.ts';
import { type RecordView, seeRecord } from '../queries/see-record.query.ts';
import type { RecordValues } from './record-form.page.ts';

type Run<I, R = unknown> = (tx: Tx, ctx: CommandContext, input: I) => Promise<CommandResult<R>>;

/** What can be done to a record. */
export interface RecordCommands {
  readonly addRecord: Run<NewRecordAsTyped, { readonly record: KnownRecord }>;
  readonly addFact: Run<AddFact>;
  readonly endFact: Run<EndFact>;
  readonly relateRecords: Run<RelateRecords, { readonly relationship: string; readonly other: KnownRecord }>;
  readonly endRelationship: Run<EndRelationship>;
  readonly proposeMerge: Run<ProposeMerge>;
  readonly settleMerge: Run<SettleMerge>;
  readonly protectRecord: Run<ProtectRecord>;
  readonly askSecond: Run<AskSecond>;
  readonly settleSecond: Run<SettleSecond>;
  readonly answerPerhapsNamed: Run<AnswerPerhapsNamed>;
}

/** What the pages about records are built from. */
export interface RecordsWeb {
  readonly spine: Spine;
  readonly frame: Frame;
  readonly assets: AssetNames;
  readonly store: RecordStore;
  readonly outside: RecordsOutside;
  readonly commands: RecordCommands;
  /** Who or what a new record may be already. */
  readonly seeAlike: Query<NewRecordAsTyped, Alike>;
}

function named(request: FastifyRequest): KnownRecord | null {
  const { record, id } = request.params as { record?: unknown; id?: unknown };
  return (record === 'person' || record === 'thing') && isId(id) ? { kind: record, id } : null;
}

/** The record a route is about: the one it was joined to, where it was. `null` when the address names none. */
function resourceOf(web: RecordsWeb) {
  return async (request: FastifyRequest): Promise<KnownRecord | null> => {
    const record = named(request);
    if (!record) return null;
    const found = await runQuery(web.spine, request.who, async (tx) => ({
      ok: true,
      value: await web.store.findRoot(tx, record),
      entries: [],
    }));
    return found.ok ? found.value : null;
  };
}

/** Who may: those whom the rules let do `action` to the record in the address. Nobody else is told that it is there. */
export function accessTo<A extends string>(web: RecordsWeb, action: A) {
  const resource = async (request: FastifyRequest) => {
    const record = await resourceOf(web)(request);
    return record && refOf(record);
  };
  return { action, resource, hidden: true } as const;
}

/** The record in the address. */
export function mustRecord(request: FastifyRequest): KnownRecord {
  const record = named(request);
  if (!record) throw new RefusedRequest({ code: 'people.record-not-found' });
  return record;
}

/** One parameter of the address that names something; throws when it can't. */
export function mustId(request: FastifyRequest, name: string, refused: Refusal['code']): string {
  const id = (request.params as Readonly<Record<string, unknown>>)[name];
  if (!isId(id)) throw new RefusedRequest({ code: refused });
  return String(id);
}

/** Reads for a page; a refusal is thrown for the error handler. */
export async function readFor<I, R>(
  web: RecordsWeb,
  request: FastifyRequest,
  query: Query<I, R>,
  input: I,
): Promise<R> {
  const found = await runQuery(web.spine, request.who, (tx, ctx) => query(tx, ctx, input));
  if (!found.ok) throw new RefusedRequest(found.refusal);
  return found.value;
}

/** The record as this person may see it. */
export function viewOf(
  web: RecordsWeb,
  request: FastifyRequest,
  beside: { readonly withBeside?: boolean; readonly withAlike?: boolean } = {},
): Promise<RecordView> {
  return readFor(web, request, seeRecord(web.store, web.outside), {
    record: mustRecord(request),
    ...beside,
  });
}

/** Sends a page; with a refusal, its status and what it says is wrong above and beside the fields. */
export function sendPage(
  web: RecordsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  page: Omit<FramedPage, 'errors'>,
  refusal?: Refusal,
): FastifyReply {
  const summary = refusal ? errorsOf(refusal).summary : undefined;
  const catalogue: RefusalCatalogue = PEOPLE_REFUSALS;
  reply.code(refusal ? (catalogue[refusal.code]?.status ?? 422) : 200).type('text/html; charset=utf-8');
  return reply.send(web.frame(request, { ...page, ...(summary ? { errors: summary } : {}) }).toString());
}

/** What was wrong with one of a page's several forms. */
export interface RefusedForm {
  /** What the form is about. */
  readonly of: string;
  readonly values: RecordValues;
  readonly refusal: Refusal;
}

/** What is wrong, as a form shows it. */
export function errorsOf(refusal: Refusal | undefined): FormErrors {
  return refusal ? formErrors([refusal], PEOPLE_REFUSALS) : NO_ERRORS;
}

/**
 * Runs a command. Gives its refusal where a field of the form is at fault, so that the page can show it there; throws every
 * other, for the page that gives the words back.
 */
export async function tryFor<I>(
  web: RecordsWeb,
  request: FastifyRequest,
  command: Run<I>,
  input: I,
): Promise<Refusal | null> {
  const done = await runCommand(web.spine, request.who, (tx, ctx) => command(tx, ctx, input));
  if (done.ok) return null;
  if (done.refusal.field === undefined) throw new RefusedRequest(done.refusal);
  return done.refusal;
}
