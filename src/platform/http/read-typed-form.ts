import type { FastifyRequest } from 'fastify';

/** A form that was stopped, as the page that says so gives it back. */
export interface TypedForm {
  /** Where it goes: the same again. */
  readonly action: string;
  /** Sent in the address (`get`): nothing was to be kept. */
  readonly method: 'get' | 'post';
  readonly words: readonly { readonly field: string; readonly label: string; readonly value: string }[];
  /** Its words alone can be sent again from another page: nothing else was chosen in it. */
  readonly sendable: boolean;
  /** What goes with the words unseen. */
  readonly rest: readonly { readonly name: string; readonly value: string }[];
}

function textIn(body: object, name: string): string {
  const value: unknown = Object.hasOwn(body, name) ? Reflect.get(body, name) : '';
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  // What no database can keep was the fault, or was beside it: everything else of the words is still theirs.
  return typeof last === 'string' ? last.toWellFormed().replaceAll('\0', '') : '';
}

/** Field names as declared, or all in the body that begin as declared. */
function namesOf(body: object, declared: string): readonly string[] {
  if (!declared.endsWith('*')) return [declared];
  return Object.keys(body).filter((name) => name.startsWith(declared.slice(0, -1)) && name.length <= 100);
}

/**
 * What somebody typed into the form that this request is, as its route declares (`config.words`). Nothing where the
 * route declares none, or the body was never read.
 */
export function readTypedForm(request: FastifyRequest): TypedForm | undefined {
  const { words } = request.routeOptions.config;
  const method = request.method === 'GET' ? 'get' : 'post';
  const body = method === 'get' ? request.query : request.body;
  if (!words || typeof body !== 'object' || body === null) return undefined;
  const typed = Object.entries(words.fields).flatMap(([name, label]) =>
    namesOf(body, name).map((field) => ({ field, label, value: textIn(body, field) })),
  );
  return {
    action: request.url.split('?')[0] ?? '',
    method,
    words: typed.filter(({ value }) => value.trim() !== ''),
    sendable: words.with !== undefined,
    rest: (words.with ?? []).map((name) => ({ name, value: textIn(body, name) })),
  };
}
