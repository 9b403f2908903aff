/**
 * Somebody with a browser that runs no scripts, talking to Heed's server inside this process: keeps cookies, follows
 * forms as the page gives them, says honestly that requests come from Heed's own pages.
 */
import type { FastifyInstance, InjectOptions } from 'fastify';
import { type PageForm, readForms, readTitle } from './markup-reader.ts';

export interface Answer {
  readonly status: number;
  readonly url: string;
  readonly type: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, number | string | string[] | undefined>>;
}

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly type?: string;
}

export interface Visitor {
  readonly cookies: Map<string, string>;
  /** Every address asked for or redirected to, and every page's title: what a browser's history would keep. */
  readonly trail: readonly string[];
  /** One request, redirects not followed. */
  send(method: string, url: string, options?: SendOptions): Promise<Answer>;
  /** Opens a page, following redirects within Heed. */
  open(url: string): Promise<Answer>;
  /** Sends a form with `values` in place of what it holds (`null` leaves a field out); redirects are followed. */
  submit(
    form: PageForm,
    values?: Readonly<Record<string, string | readonly string[] | null>>,
  ): Promise<Answer>;
  /** Sends the form on the page just opened whose action contains `action`. */
  submitOn(page: Answer, action: string, values?: Parameters<Visitor['submit']>[1]): Promise<Answer>;
}

const REDIRECTS = 8;

/** What a form sends, urlencoded. */
export function encodeForm(form: PageForm, values: Parameters<Visitor['submit']>[1] = {}): string {
  const sent = new URLSearchParams();
  for (const { name, value } of form.fields)
    if (!(name in values) && value !== null) sent.append(name, value);
  for (const [name, value] of Object.entries(values)) {
    for (const one of value === null ? [] : [value].flat()) sent.append(name, one);
  }
  return sent.toString();
}

/** A visitor from `address`; give each their own, since rates are limited by network. */
export function createVisitor(app: FastifyInstance, address = '192.0.2.1'): Visitor {
  const cookies = new Map<string, string>();
  const trail: string[] = [];

  function keepCookies(header: number | string | string[] | undefined): void {
    for (const line of [header ?? []].flat().map(String)) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      const gone = attributes.some(
        (one) => /^max-age=0$/i.test(one) || /^expires=thu, 01 jan 1970/i.test(one),
      );
      if (gone) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  async function send(method: string, url: string, options: SendOptions = {}): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.inject({
      method: method as NonNullable<InjectOptions['method']>,
      url,
      remoteAddress: address,
      headers: {
        host: 'localhost',
        'sec-fetch-site': 'same-origin',
        ...(cookie === '' ? {} : { cookie }),
        ...(options.type === undefined ? {} : { 'content-type': options.type }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { payload: options.body }),
    });
    keepCookies(answer.headers['set-cookie']);
    trail.push(url, String(answer.headers.location ?? ''), readTitle(answer.body));
    return {
      status: answer.statusCode,
      url,
      type: String(answer.headers['content-type'] ?? ''),
      body: answer.body,
      headers: answer.headers,
    };
  }

  async function follow(first: Answer): Promise<Answer> {
    let answer = first;
    for (let i = 0; i < REDIRECTS && answer.status >= 300 && answer.status < 400; i++) {
      const to = new URL(String(answer.headers.location), `http://localhost${answer.url}`);
      if (to.host !== 'localhost') return answer;
      answer = await send('GET', to.pathname + to.search);
    }
    return answer;
  }

  const open = async (url: string) => follow(await send('GET', url));

  const submit: Visitor['submit'] = async (form, values) => {
    const body = encodeForm(form, values);
    if (form.method === 'get') return open(`${form.action.split('?')[0]}?${body}`);
    if (!form.multipart) {
      return follow(await send('POST', form.action, { body, type: 'application/x-www-form-urlencoded' }));
    }
    const parts = [...new URLSearchParams(body)].map(
      ([name, value]) => `--heed\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const type = 'multipart/form-data; boundary=heed';
    return follow(await send('POST', form.action, { body: `${parts.join('')}--heed--\r\n`, type }));
  };

  return {
    cookies,
    trail,
    send,
    open,
    submit,
    submitOn: (page, action, values) => {
      const form = readForms(page.body, page.url).find((one) => one.action.includes(action));
      if (!form) throw new Error(`no form to ${action} on ${page.url}`);
      return submit(form, values);
    },
  };
}
