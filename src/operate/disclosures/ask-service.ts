/** Asking a service from outside, as whoever watches it does: with patience that ends, and following nobody elsewhere. */

/** No answer that can be used; its message is a sentence. */
export class NoAnswer extends Error {}

const PATIENCE_MS = 60_000;

/** Asks for one address of the service. Throws `NoAnswer` where there is none. */
export async function askService(base: string, path: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(new URL(path, base), {
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...init,
    });
  } catch (cause) {
    const why = (cause as { cause?: { code?: unknown } }).cause?.code ?? (cause as Error).name;
    throw new NoAnswer(`The service did not answer at ${path} (${String(why)}).`, { cause });
  }
}

/** An answer as JSON. Throws `NoAnswer`. */
export async function readJson(answer: Response, path: string): Promise<unknown> {
  try {
    return await answer.json();
  } catch (cause) {
    throw new NoAnswer(`What the service answered at ${path} can't be read.`, { cause });
  }
}
