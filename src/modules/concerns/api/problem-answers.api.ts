import { problem } from './concern-schemas.api.ts';

/** What any call may be answered with besides what it asks for. */
export const ALWAYS = [400, 401, 403, 429, 503] as const;

/** The refusals of a route, as its OpenAPI entry lists them. */
export const problems = (...statuses: readonly number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: 'Refused', content: { 'application/problem+json': { schema: problem } } },
    ]),
  );
