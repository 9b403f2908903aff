import type { Refusal, RefusalCatalogue } from '../../kernel/refusal.ts';

/** What the server itself refuses, before any module is asked. */
export const httpRefusals = {
  'http.bad-request': { sentence: 'Heed could not understand what was sent.', status: 400 },
  'http.bad-text': {
    sentence: 'This holds characters that can’t be kept. Take them out and try again.',
    status: 400,
  },
  'http.bad-json': { sentence: 'What was sent isn’t JSON that Heed can read.', status: 400 },
  'http.too-deep': { sentence: 'What was sent is nested too deeply.', status: 400 },
  'http.invalid-fields': {
    sentence: 'Some of what was sent is missing or not in the form Heed needs.',
    status: 422,
  },
  'http.too-many-fields': { sentence: 'The form holds more fields than Heed takes.', status: 413 },
  'http.sign-in-first': { sentence: 'Sign in first.', status: 401 },
  'http.not-allowed': { sentence: 'You can’t do this with the access you have.', status: 403 },
  'http.form-expired': {
    sentence: 'This page was open for too long, or was not opened in Heed. Go back, reload it and try again.',
    status: 403,
  },
  'http.not-found': { sentence: 'There is nothing at this address.', status: 404 },
  'http.wrong-method': { sentence: 'This address can’t be used in that way.', status: 400 },
  'http.too-slow': {
    sentence: 'What was sent took too long to arrive. Nothing was kept. Try again.',
    status: 400,
  },
  'http.too-big': { sentence: 'What was sent is larger than Heed takes.', status: 413 },
  'http.unknown-type': { sentence: 'Heed can’t read this kind of content.', status: 415 },
  'http.too-many-requests': {
    sentence: 'There have been too many requests in a short time. Wait a little and try again.',
    status: 429,
  },
  'http.unavailable': {
    sentence: 'Heed can’t save anything just now, and nothing was saved. Try again in a few minutes.',
    status: 503,
  },
} as const satisfies RefusalCatalogue;

/** Every code the server itself uses. */
export type HttpRefusalCode = keyof typeof httpRefusals;

/** One field that was wrong, and what to do about it. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** Thrown by a route to answer with a refusal from a catalogue; the error handler makes it a page or a problem. */
export class RefusedRequest extends Error {
  readonly refusal: Refusal;
  readonly faults: readonly FieldFault[];
  /** HTTP status where it is not the catalogue's. */
  readonly status: number | undefined;
  constructor(refusal: Refusal, faults: readonly FieldFault[] = [], status?: number) {
    super(refusal.code);
    this.refusal = refusal;
    this.faults = faults;
    this.status = status;
  }
}

/** Refuses the request with one of the server's own codes. */
export function refuseRequest(
  code: HttpRefusalCode,
  faults: readonly FieldFault[] = [],
  status?: number,
): RefusedRequest {
  return new RefusedRequest({ code }, faults, status);
}
