import type { FastifyRequest } from 'fastify';

/** PostgreSQL and network codes that mean "not now" rather than "broken": away, full, starting, too many. */
const NOT_NOW = /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|08...|57P0.|53...|25006|57014)$/;

/** True when the database can't do this just now, and the same request may well succeed in a while. */
export function isNotNow(error: Error): boolean {
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && NOT_NOW.test(code)) return true;
  return /Connection terminated|is not queryable|timeout exceeded when trying to connect/.test(error.message);
}

/** A form that could not be taken, as it was sent: given back so that one press sends it again. */
export interface UntakenForm {
  /** The address it is sent to, within Heed. */
  readonly action: string;
  /** Every field in the order sent, the form's token and the pressed button among them. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** A page that holds these could be left open for the next person to press the button. */
const NEVER_GIVEN_BACK = /password|^code$/i;

/** The form in this request; `null` for anything else, for files, and where giving it back would show a secret. */
export function readUntakenForm(request: FastifyRequest): UntakenForm | null {
  const { body, url } = request;
  const type = request.headers['content-type'] ?? '';
  if (request.method !== 'POST' || !/^application\/x-www-form-urlencoded/i.test(type)) return null;
  if (typeof body !== 'object' || body === null || !/^\/(?![/\\])/.test(url)) return null;
  const fields = Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
    [value].flat().map((one) => ({ name, value: String(one) })),
  );
  return fields.some(({ name }) => NEVER_GIVEN_BACK.test(name)) ? null : { action: url, fields };
}
