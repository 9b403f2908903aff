/** Asks Heed, and says in plain words why it did not answer. The session's token goes with each change, and is only here. */

/** What Heed refused, in its own sentence; or that it could not be asked. */
export class NotDone extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number, sentence: string) {
    super(sentence);
    this.code = code;
    this.status = status;
  }
}

let csrf = '';

/** Goes with each change from now on; empty: nobody is signed in. */
export function useToken(token: string): void {
  csrf = token;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, credentials: 'same-origin', redirect: 'error', cache: 'no-store' });
  } catch {
    throw new NotDone(
      'offline',
      0,
      'Heed can’t be reached just now. What you typed is still here. Try again.',
    );
  }
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as {
    readonly code?: unknown;
    readonly detail?: unknown;
  };
  const code = typeof problem.code === 'string' ? problem.code : 'http.broken';
  if (code === 'http.sign-in-first')
    throw new NotDone(
      code,
      401,
      'You were signed out. Copy what you have not sent, then lock this page and sign in again.',
    );
  const plain =
    typeof problem.detail === 'string' ? problem.detail : 'Something went wrong in Heed. Nothing was kept.';
  throw new NotDone(code, answer.status, plain);
}

/** What is at this address, as JSON of the shape that the server's presenter gives. */
export async function read<T>(path: string): Promise<T> {
  return (await (await send(path, {})).json()) as T;
}

/** Bytes at this address. */
export async function readBytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await send(path, {})).arrayBuffer());
}

/** Signing out that is under way: whoever signs in again right after it must not be signed out by it. */
let leaving: Promise<unknown> = Promise.resolve();

/** Sends JSON; gives the answer. */
export async function post<T>(path: string, body: unknown = {}): Promise<T> {
  const headers = { 'content-type': 'application/json', ...(csrf === '' ? {} : { 'x-csrf-token': csrf }) };
  await leaving;
  return (await (await send(path, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as T;
}

/** Ends the session. Where that can't be sent, it ends by itself. */
export function signOut(): void {
  leaving = post('/recipients/api/sign-out').catch((error: unknown) => error);
  csrf = '';
}
