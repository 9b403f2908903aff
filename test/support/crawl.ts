/** Walks every page that can be reached by links, as one visitor, each once. */
import type { DeclaredRoute } from '../../src/platform/http/declare-routes.ts';
import { readLinks } from './markup-reader.ts';
import type { Answer, Visitor } from './visitor.ts';

export interface Crawled {
  readonly pages: readonly Answer[];
}

/** The declared route that `url` is answered by: `/concerns/:id` for `/concerns/0199…`. */
export function routeOf(
  declared: readonly DeclaredRoute[],
  method: string,
  url: string,
): DeclaredRoute | null {
  const path = url.split('?')[0] ?? '';
  const fits = (pattern: string) => {
    const parts = pattern.split('/');
    const given = path.replace(/\/$/, '').split('/');
    if (pattern === '/') return path === '/';
    return (
      parts.length === given.length && parts.every((part, i) => part.startsWith(':') || part === given[i])
    );
  };
  return (
    declared.find((route) => route.method === method && route.url === path) ??
    declared.find((route) => route.method === method && fits(route.url)) ??
    null
  );
}

/**
 * Opens `starts` and everything they lead to, at most `perRoute` pages of each route (thousands of concerns look alike).
 * Links with side effects are forms in Heed, so following links is safe.
 */
export async function crawl(
  visitor: Visitor,
  declared: readonly DeclaredRoute[],
  starts: readonly string[],
  perRoute = 3,
): Promise<Crawled> {
  const waiting = [...starts];
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  const pages: Answer[] = [];
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    if (seen.has(url)) continue;
    seen.add(url);
    const route = routeOf(declared, 'GET', url)?.url ?? url;
    const count = counts.get(route) ?? 0;
    if (count >= perRoute) continue;
    counts.set(route, count + 1);
    const page = await visitor.open(url);
    if (!page.type.startsWith('text/html')) continue;
    pages.push(page);
    waiting.push(...readLinks(page.body));
  }
  return { pages };
}
