import type { JsonObject } from './json.ts';

/** How each refusal looks to the person refused: one plain-English sentence that says what to do, and a status. */
export interface RefusalEntry {
  readonly sentence: string;
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 423 | 429 | 503;
}

/** A module's refusals: `module.what-was-wrong` to its sentence and status. */
export type RefusalCatalogue = Readonly<Record<`${string}.${string}`, RefusalEntry>>;

/**
 * "No", said by domain code: a code from a catalogue, and, where a form field is at fault, which one.
 * `detail` carries only what may be shown to the person refused: never a name or a narrative.
 */
export interface Refusal {
  readonly code: `${string}.${string}`;
  readonly field?: string;
  readonly detail?: JsonObject;
}

/** Either what was asked for, or the reason it was refused. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/** Accepts with `value`. */
export function accept<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** Refuses with `code`; `field` names the form field at fault. */
export function refuse(
  code: Refusal['code'],
  field?: string,
  detail?: JsonObject,
): { readonly ok: false; readonly refusal: Refusal } {
  return {
    ok: false,
    refusal: { code, ...(field === undefined ? {} : { field }), ...(detail ? { detail } : {}) },
  };
}
