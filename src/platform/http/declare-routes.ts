import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RecordRef } from '../../kernel/entry.ts';

/**
 * Who may use a route: anybody, and why; those whom the access rules allow to do `action` to `resource`; or those alone who
 * receive sealed disclosures and signed in by their keys.
 */
export type RouteAccess =
  | {
      /** Why nobody needs to sign in. */
      readonly public: string;
      /** Recognise a signed-in person all the same (sign-in, sign-out). Off: nothing is asked or known. */
      readonly identify?: true;
      /** The action whose rule is the basis of what is recorded, where somebody is signed in. */
      readonly recordedAs?: `${string}.${string}`;
    }
  | {
      readonly action: `${string}.${string}`;
      /** Which record it is done to; `null` when there is none by that name, which answers "not found". */
      readonly resource?: (request: FastifyRequest) => RecordRef | null | Promise<RecordRef | null>;
      /** Somebody refused is told "not found", as though there were no such record. The ledger keeps the refusal. */
      readonly hidden?: true;
    }
  | {
      /** Why they may. No account of Heed's gives this, an administrator's neither. */
      readonly recipient: string;
    };

/** The ledger act a route ends in, or why it ends in none. */
export type RouteRecords = `${string}.${string}` | { readonly nothing: string };

/**
 * The text fields of a form, each with what its page calls it. Never a proof of who somebody is, nor a receipt: these
 * come back in the page that says no.
 */
export interface FormWords {
  /** A name that ends in `*` is every field whose name begins so: one for each child, say. */
  readonly fields: Readonly<Record<string, string>>;
  /**
   * Fields that have to go with the words when they are sent again from there: which button it was, about what. Left
   * out where too much else is chosen in the form; the words can then be copied.
   */
  readonly with?: readonly string[];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
    records?: RouteRecords;
    /** Called by a machine that carries no cookie of ours, or checks the form token itself: no `_csrf` field. */
    noFormToken?: string;
    /** Pages that say no here are of one of the sizes of kernel/traffic-shape.ts, as this route's own pages are. */
    shaped?: true;
    /** What the form brings that somebody typed: it comes back to them whatever stops it. */
    words?: FormWords;
  }
}

/** One route as declared, for the 405 answer and for tests that walk every route. */
export interface DeclaredRoute {
  readonly method: string;
  readonly url: string;
  readonly access: RouteAccess;
  readonly records: RouteRecords;
}

function faultOf(access: RouteAccess | undefined, records: RouteRecords | undefined): string | null {
  if (!access) return 'does not say who may use it (config.access)';
  if ('public' in access && access.public.trim() === '') return 'is public without a reason';
  if ('recipient' in access && access.recipient.trim() === '') return 'is for recipients without a reason';
  if (!records) return 'does not say what it records (config.records)';
  if (typeof records === 'object' && records.nothing.trim() === '') return 'records nothing without a reason';
  return null;
}

/**
 * Refuses, while the server is being built, every route that does not declare who may use it and what it records
 * (house rule 2). Gives the growing list of routes.
 */
export function requireDeclarations(app: FastifyInstance): readonly DeclaredRoute[] {
  const routes: DeclaredRoute[] = [];
  app.addHook('onRoute', (route) => {
    const { access, records } = route.config ?? {};
    const fault = faultOf(access, records);
    if (fault || !access || !records) throw new Error(`${String(route.method)} ${route.url} ${fault}`);
    for (const method of [route.method].flat()) routes.push({ method, url: route.url, access, records });
  });
  return routes;
}
