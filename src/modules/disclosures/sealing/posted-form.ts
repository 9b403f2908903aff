/**
 * Sealed bytes in a form, and what the page in answer carries: the same for a discloser's browser and for whoever tests from outside
 * that disclosures arrive. Source: 70-disclosures.md 9.2, 9.5; docs/decisions/1042.
 */
import { FILLER_FIELD, fillerFor } from '../../../kernel/traffic-shape.ts';
import { readBase64url, toBase64url } from '../domain/base64url.ts';
import { decodeStatement, type Statement } from '../domain/statement.ts';
import { isSigned } from './signature.ts';

const bytesOf = (text: string): Uint8Array => readBase64url(text) ?? new Uint8Array();

/** A form as a concern's is posted, filled up to a concern's size. */
export function filledForm(fields: Readonly<Record<string, string>>): URLSearchParams {
  const body = new URLSearchParams(fields);
  body.append(FILLER_FIELD, fillerFor(body.toString().length));
  return body;
}

/** What stands in the attribute of that name on the page that was answered; `null` where there is none. */
export function attributeIn(page: string, name: 'answer' | 'refused' | 'thread' | 'more'): string | null {
  const tag = /<div id="heed-sealed"[^>]*>/.exec(page)?.[0] ?? '';
  return new RegExp(`data-${name}="([\\w.-]*)"`).exec(tag)?.[1] ?? null;
}

/** The statement in an answer, where it is signed and of exactly these bytes; else `null`. */
export async function statementIn(
  page: string,
  digest: Uint8Array,
  key: Uint8Array,
): Promise<Statement | null> {
  const statement = decodeStatement(bytesOf(attributeIn(page, 'answer') ?? ''));
  if (!statement || toBase64url(statement.digest) !== toBase64url(digest)) return null;
  const { day, signature } = statement;
  return (await isSigned(key, signature, 'heed statement 1', digest, day)) ? statement : null;
}
