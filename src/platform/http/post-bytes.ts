/** An answer of somebody else's server, its body cut to what was asked for. */
export interface PostedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

async function readSome(answer: Response, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    parts.push(part);
    length += part.length;
    // Leaving the loop closes the stream.
    if (length >= limit) break;
  }
  return new Uint8Array(Buffer.concat(parts).subarray(0, limit));
}

/**
 * Posts bytes and gives the answer, whatever its status, with at most `limit` bytes of its body. Follows nobody elsewhere. Throws when
 * there is no whole answer before `signal`.
 */
export async function postBytes(
  url: string,
  body: Uint8Array,
  signal: AbortSignal,
  limit: number,
): Promise<PostedAnswer> {
  const answer = await fetch(url, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': 'application/octet-stream' },
    redirect: 'error',
    signal,
  });
  const contentType = answer.headers.get('content-type') ?? '';
  return { status: answer.status, contentType, body: await readSome(answer, limit) };
}
