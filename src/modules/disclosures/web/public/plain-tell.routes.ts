/**
 * Telling without JavaScript: the server sees the words for as long as a request takes, seals them with the code that browsers use,
 * and keeps nothing else. No draft, no cookie, no file; what was typed travels in the form. Source: 70-disclosures.md 9.14.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { deriveReceiptKeys, receiptSalt } from '../../../../kernel/receipt/derive-receipt.ts';
import { ANSWER_SIZES, paddedTo } from '../../../../kernel/traffic-shape.ts';
import { hmac } from '../../../../platform/crypto.ts';
import { LatelySent } from '../../../../platform/http/lately-sent.ts';
import { LARGEST_FORM } from '../../../../platform/http/read-bodies.ts';
import { formErrors, type Html } from '../../../../ui/index.ts';
import { readBase64url, toBase64url } from '../../domain/base64url.ts';
import { writeContent } from '../../domain/contents.ts';
import { pad } from '../../domain/padding.ts';
import type { Roster } from '../../domain/roster.ts';
import { type Chance, type Route, routeDisclosure } from '../../domain/route-disclosure.ts';
import { encodeReport, idFrom } from '../../domain/sealed-report.ts';
import type { VerifiedRoster } from '../../domain/verify-roster.ts';
import { listAddressees } from '../../sealing/list-addressees.ts';
import { makeReportKeys, sealReport } from '../../sealing/seal-report.ts';
import { randomBytes, sha256 } from '../../sealing/web-crypto.ts';
import {
  renderNotNow,
  renderPlainCheck,
  renderPlainForm,
  renderPlainSent,
  TEXT_FIELDS,
} from './plain-tell.page.ts';
import { readTyped, type Typed, type TypedFields } from './read-typed.form.ts';
import type { SealedSettings } from './sealed-form.page.ts';
import { PLAIN_EN, PLAIN_FORM_EN as t } from './texts/en-plain.ts';

/** What the pages ask of the rest. */
export interface PlainPages {
  /** The newest roster, checked today as a browser would check it. */
  roster(): Promise<VerifiedRoster>;
  /** Today, as browsers have it: `YYYY-MM-DD`. */
  today(): string;
  /** Takes in a disclosure sealed here; the code of a refusal, or `null`. */
  take(bytes: Uint8Array): Promise<string | null>;
}

type Usable = Roster & { readonly hash: string };
type Open = Exclude<Route, { kind: 'nobody' }>;
/** A receipt's ten bytes, or the code of why there is none. */
type Sent = { readonly secret: Uint8Array } | { readonly refused: string };

const telling = {
  access: { public: 'a worker may speak without saying who they are, and without JavaScript' },
  shaped: true,
} as const;

/** What the form brings that somebody typed: an error page gives it back. */
const WORDS = {
  about: t.about,
  seen: t.seen,
  told: t.told,
  wish: t.wish,
  name: t.name,
  post: t.post,
  reach: t.reach,
} as const;

/** The fields of a form as it was posted. */
function typedIn(body: unknown): TypedFields {
  const fields = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const list = (name: string) =>
    [fields[name]].flat().filter((one): one is string => typeof one === 'string');
  // Forms send line ends as two characters; what is sealed is as a browser would seal it.
  return { text: (name) => (list(name).at(-1) ?? '').replaceAll('\r\n', '\n').trim(), list };
}

const NOTHING_TYPED = typedIn(null);

/** Draws by a key: pressing "send" later draws the same people as were shown. The key is chance of this machine's. */
function chanceOf(key: string): Chance {
  let drawn = 0;
  return (below) => {
    const most = Math.floor(2 ** 32 / below) * below;
    for (;;) {
      drawn += 1;
      const number = hmac(Buffer.from(key), String(drawn)).readUInt32BE(0);
      if (number < most) return number % below;
    }
  };
}

const isKey = (text: string) => readBase64url(text)?.length === 16;

/** Whether all of it can be sealed at once. */
function fits({ header, answers, identity }: Typed): boolean {
  return (
    pad('header', writeContent(header)) !== null &&
    pad('body', writeContent({ answers, files: [] })) !== null &&
    pad('identity', writeContent(identity)) !== null
  );
}

async function seal(
  { header, answers, identity }: Typed,
  route: Open,
  roster: Usable,
  key: string,
  deployment: string,
): Promise<{ readonly bytes: Uint8Array; readonly secret: Uint8Array }> {
  const secret = randomBytes(10);
  const { name, post, reach } = identity;
  const sealed = await sealReport({
    policy: 'disclosure',
    // Of the key: sent twice it is one disclosure, whichever process of Heed's took the second.
    report: idFrom(await sha256(Buffer.from(`heed plain report 1 ${key}`))),
    roster: { version: roster.version, hash: readBase64url(roster.hash) ?? new Uint8Array() },
    receipt: deriveReceiptKeys(secret, receiptSalt(deployment)),
    keys: makeReportKeys(),
    header,
    body: { answers, files: [] },
    identity: `${name}${post}${reach}` === '' ? undefined : identity,
    files: [],
    readers: listAddressees(route),
  });
  return { bytes: encodeReport(sealed), secret };
}

function send(reply: FastifyReply, page: Html, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(paddedTo(page.toString(), ANSWER_SIZES));
}

const whyRefused = (code: string): string =>
  code === 'disclosures.id-used' ? PLAIN_EN.twice : t.faults.refused;

/** The plain form, its check and its receipt. `null`: the area has no sealed channel, and the page says so. */
export function registerPlainTell(
  app: FastifyInstance,
  { assets, receiptDeployment }: Pick<SealedSettings, 'assets' | 'receiptDeployment'>,
  pages: PlainPages | null,
): void {
  const lately = new LatelySent<Promise<Sent>>();
  const records = { nothing: 'what was not sent is no record, and what is sealed has a log of its own' };

  const withRoster = async (
    reply: FastifyReply,
    typed: TypedFields,
    work: (on: PlainPages, roster: Usable) => FastifyReply | Promise<FastifyReply>,
  ): Promise<FastifyReply> => {
    if (!pages) return send(reply, renderNotNow(assets, t.notHere, typed));
    const newest = await pages.roster();
    if (newest.ok) return work(pages, { ...newest.roster, hash: newest.hash });
    const why = t.faults.roster.replace('{why}', newest.plain);
    return send(reply, renderNotNow(assets, why, typed), 503);
  };

  async function sealAndTake(on: PlainPages, ...given: Parameters<typeof seal>): Promise<Sent> {
    const { bytes, secret } = await seal(...given);
    const refused = await on.take(bytes);
    return refused === null ? { secret } : { refused };
  }

  /** Once for each key, however often it is pressed; what was not taken may be tried again. */
  async function sendOnce(on: PlainPages, ...given: Parameters<typeof seal>): Promise<Sent> {
    const [, , , key] = given;
    const sending = lately.find(key) ?? sealAndTake(on, ...given);
    lately.keep(key, sending);
    try {
      const sent = await sending;
      if ('refused' in sent) lately.forget(key);
      return sent;
    } catch (error) {
      lately.forget(key);
      throw error;
    }
  }

  async function post(on: PlainPages, roster: Usable, typed: TypedFields, reply: FastifyReply) {
    const go = typed.text('go');
    const { written, faults } = readTyped(typed, roster, t);
    if (go === 'change') return send(reply, renderPlainForm(assets, roster, typed));
    const long = fits(written) ? [] : [{ field: 'seen', text: t.faults.tooLong }];
    const issues = [...faults, ...long].map(({ field, text }) => ({ path: [field], message: text }));
    if (issues.length > 0)
      return send(reply, renderPlainForm(assets, roster, typed, formErrors({ issues })), 422);
    const brought = typed.text('key');
    const key = isKey(brought) ? brought : toBase64url(randomBytes(16));
    const route = routeDisclosure(roster, written.marks, on.today(), chanceOf(key));
    const checking = { roster, typed, route, key };
    if (go !== 'send' || !isKey(brought) || route.kind === 'nobody')
      return send(reply, renderPlainCheck(assets, checking));
    if (typed.text('roster') !== roster.hash)
      return send(reply, renderPlainCheck(assets, { ...checking, fault: PLAIN_EN.moved }), 409);
    const sent = await sendOnce(on, written, route, roster, key, receiptDeployment);
    if ('secret' in sent) return send(reply, renderPlainSent(assets, sent.secret));
    return send(reply, renderPlainCheck(assets, { ...checking, fault: whyRefused(sent.refused) }), 422);
  }

  app.get('/tell/plain', { config: { ...telling, records } }, (_request, reply) =>
    withRoster(reply, NOTHING_TYPED, (_on, roster) =>
      send(reply, renderPlainForm(assets, roster, NOTHING_TYPED)),
    ),
  );
  if (pages)
    app.post(
      '/tell/plain',
      {
        bodyLimit: LARGEST_FORM,
        config: {
          ...telling,
          records: { nothing: 'kept in the sealed events of their own' },
          words: { fields: WORDS, with: TEXT_FIELDS.filter((name) => !(name in WORDS)) },
        },
      },
      (request, reply) => {
        const typed = typedIn(request.body);
        return withRoster(reply, typed, (on, roster) => post(on, roster, typed, reply));
      },
    );
}
