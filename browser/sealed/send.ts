/**
 * Seals what was written and sends it where a concern goes, as large as a concern. Fails closed: whatever goes wrong, nothing but
 * ciphertext has left, and all that was written is still in the form (10.23).
 */
import { deriveReceiptKeys, receiptSalt } from '../../src/kernel/receipt/derive-receipt.ts';
import { readBase64url, toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import type { FileContent } from '../../src/modules/disclosures/domain/contents.ts';
import { encodeParts } from '../../src/modules/disclosures/domain/encode.ts';
import type { Roster } from '../../src/modules/disclosures/domain/roster.ts';
import type { Route } from '../../src/modules/disclosures/domain/route-disclosure.ts';
import { encodeReport, idFrom, type SealedFile } from '../../src/modules/disclosures/domain/sealed-report.ts';
import type { Statement } from '../../src/modules/disclosures/domain/statement.ts';
import { listAddressees } from '../../src/modules/disclosures/sealing/list-addressees.ts';
import { attributeIn, filledForm, statementIn } from '../../src/modules/disclosures/sealing/posted-form.ts';
import { countParts, sealFile } from '../../src/modules/disclosures/sealing/seal-file.ts';
import {
  makeReportKeys,
  type ReportKeys,
  sealReport,
} from '../../src/modules/disclosures/sealing/seal-report.ts';
import { randomBytes, sha256 } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import { cleanPicture, isPicture } from './clean-picture.ts';
import type { Written } from './form.ts';
import { ask } from './roster.ts';

/** Why it was not sent, for whoever wrote it. `detail`: a refusal's code, or a file's name. */
export class NotSent extends Error {
  readonly why: 'offline' | 'refused' | 'picture';
  readonly detail: string;
  constructor(why: NotSent['why'], detail = '') {
    super(why);
    this.why = why;
    this.detail = detail;
  }
}

const bytesOf = (text: string): Uint8Array => readBase64url(text) ?? new Uint8Array();

/** Posts a form as a concern's is posted, filled up to a concern's size, and gives what the page in answer carries. */
export async function postSealed(url: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const answer = await ask(url, { method: 'POST', body: filledForm(fields) }).catch(() => {
    throw new NotSent('offline');
  });
  return answer.text();
}

/** The signed statement in an answer, checked; throws `NotSent` for a refusal, and for an answer that says nothing of this. */
export async function readStatement(page: string, digest: Uint8Array, key: Uint8Array): Promise<Statement> {
  const code = attributeIn(page, 'refused');
  if (code !== null) throw new NotSent('refused', code);
  const statement = await statementIn(page, digest, key);
  if (!statement) throw new NotSent('offline');
  return statement;
}

/** What is being sent: kept, so that sending again sends the very same and makes one disclosure. */
export interface Prepared {
  readonly secret: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface ToPrepare {
  readonly written: Written;
  readonly route: Exclude<Route, { kind: 'nobody' }>;
  readonly roster: Pick<Roster, 'version'> & { readonly hash: string };
  readonly deployment: string;
  /** Told as each file goes, from 1. */
  readonly onFile: (at: number, total: number) => void;
}

async function sendParts(
  report: Uint8Array,
  keys: ReportKeys,
  file: Uint8Array,
  content: Blob,
): Promise<void> {
  let part = 0;
  for await (const sealed of sealFile(keys.body, report, file, content)) {
    const body = new Uint8Array(encodeParts(report, file, part, sealed));
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await ask('/tell/sealed/part', { method: 'POST', body, headers }).catch(() => {
      throw new NotSent('offline');
    });
    if (!answer.ok) throw new NotSent('refused', 'disclosures.too-many-parts');
    part += 1;
  }
}

async function sendFiles(
  { written, onFile }: ToPrepare,
  report: Uint8Array,
  keys: ReportKeys,
): Promise<readonly (FileContent & { readonly id: Uint8Array })[]> {
  const sent: (FileContent & { readonly id: Uint8Array })[] = [];
  for (const [at, file] of written.files.entries()) {
    onFile(at + 1, written.files.length);
    const content = written.cleanPictures && isPicture(file) ? await cleanPicture(file) : file;
    if (!content) throw new NotSent('picture', file.name);
    const id = idFrom(randomBytes(16));
    await sendParts(report, keys, id, content);
    const hex = Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const type = content.type.slice(0, 100);
    sent.push({
      id,
      file: hex,
      name: file.name.slice(0, 300),
      type,
      bytes: content.size,
      parts: countParts(content.size),
    });
  }
  return sent;
}

/** Seals everything and sends the files; the disclosure itself is ready to go. */
export async function prepare(given: ToPrepare): Promise<Prepared> {
  const { written, route, roster, deployment } = given;
  const [report, keys, secret] = [idFrom(randomBytes(16)), makeReportKeys(), randomBytes(10)];
  const files = await sendFiles(given, report, keys);
  const { name, post, reach } = written.identity;
  const sealed = await sealReport({
    policy: 'disclosure',
    report,
    roster: { version: roster.version, hash: bytesOf(roster.hash) },
    receipt: deriveReceiptKeys(secret, receiptSalt(deployment)),
    keys,
    header: written.header,
    body: { answers: written.answers, files: files.map(({ id: _, ...file }) => file) },
    identity: `${name}${post}${reach}` === '' ? undefined : written.identity,
    files: files.map(({ id, parts }): SealedFile => ({ file: id, parts })),
    readers: listAddressees(route),
  });
  return { secret, bytes: encodeReport(sealed) };
}

/** Sends what was prepared. Sent again it is the same disclosure. */
export async function send({ bytes }: Prepared, statementKey: Uint8Array): Promise<Statement> {
  const page = await postSealed('/tell/check', { sealed: toBase64url(bytes) });
  return readStatement(page, await sha256(bytes), statementKey);
}
