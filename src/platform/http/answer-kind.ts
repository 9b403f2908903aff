import type { FastifyRequest } from 'fastify';

/** True when the caller is a program: it is answered with problem+json (RFC 9457), never with a page or a redirect. */
export function isForMachines(request: FastifyRequest): boolean {
  return /^\/(api|oauth|health)(\/|\?|$)/.test(request.url);
}
