import type { FastifyRequest } from 'fastify';

/** True when the caller is a program, a page's own script too: it is answered with problem+json (RFC 9457), never with a page or a redirect. */
export function isForMachines(request: FastifyRequest): boolean {
  return /^\/(api|oauth|health|recipients\/api)(\/|\?|$)/.test(request.url);
}
