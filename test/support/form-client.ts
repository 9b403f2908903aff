/** A browser without a screen: keeps cookies, sends a page's hidden fields along, follows where it is sent. */
import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';

/** What came back. `path` is where one ended up. */
export interface Visited {
  readonly status: number;
  readonly path: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

function encoded(fields: Fields): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) form.append(name, one);
  return form.toString();
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The hidden fields of the form on a page that goes to `action`. */
export function hiddenFields(html: string, action: string): Record<string, string> {
  const form = [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(
    ([, to = '']) => to.split('#')[0] === action,
  );
  assert.ok(form, `no form goes to ${action}`);
  const inputs = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, unescaped(value)]));
}

export class FormClient {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  last: Visited = { status: 0, path: '', html: '', headers: {} };

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  async #send(
    method: 'GET' | 'POST',
    url: string,
    payload?: string | Buffer,
    type?: string,
  ): Promise<Visited> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      'sec-fetch-site': 'same-origin',
      ...(cookie ? { cookie } : {}),
      ...(type ? { 'content-type': type } : {}),
    };
    const answer = await this.#app.inject({
      method,
      url,
      headers,
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value, maxAge, expires } of answer.cookies)
      if (maxAge === 0 || (expires && expires.getTime() === 0)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    const location = answer.headers.location;
    if (answer.statusCode === 303 && location?.startsWith('/')) return this.#send('GET', location);
    this.last = {
      status: answer.statusCode,
      path: url.split('?')[0] ?? '',
      html: answer.body,
      headers: answer.headers,
    };
    return this.last;
  }

  open(url: string): Promise<Visited> {
    return this.#send('GET', url);
  }

  /** Sends `fields` and nothing else. */
  post(url: string, fields: Fields): Promise<Visited> {
    return this.#send('POST', url, encoded(fields), 'application/x-www-form-urlencoded');
  }

  /** Fills in the form of the page one is on that goes to `action` (the page itself unless told), and sends it. */
  submit(fields: Fields, action = this.last.path): Promise<Visited> {
    return this.post(action, { ...hiddenFields(this.last.html, action), ...fields });
  }

  /** Sends a file with the form of the page one is on. */
  attach(name: string, content: Buffer, go: 'add' | 'on' = 'add'): Promise<Visited> {
    const mark = 'mark-of-a-part';
    const field = (key: string, value: string): string =>
      `--${mark}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`;
    const { _csrf: csrf = '' } = hiddenFields(this.last.html, '/tell/files');
    const head = `${field('_csrf', csrf)}--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
    const body = Buffer.concat([
      Buffer.from(head),
      content,
      Buffer.from(`\r\n${field('go', go)}--${mark}--\r\n`),
    ]);
    return this.#send('POST', '/tell/files', body, `multipart/form-data; boundary=${mark}`);
  }
}
