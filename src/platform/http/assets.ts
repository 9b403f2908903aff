import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzipSync } from 'node:zlib';
import { build, stop } from 'esbuild';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mirrored, parseStylesheet, printStylesheet, trimmed, unbranded } from './stylesheet.ts';

/** One file to serve, compressed once when the service starts. */
export interface AssetFile {
  readonly type: string;
  readonly plain: Buffer;
  /** Made when it is first asked for, and once: it takes up to a quarter of a second, and most of what starts serves no page. */
  brotli(): Promise<Buffer>;
  readonly gzip: Buffer;
}

/** What pages load: their addresses by use, and the files by address. */
export interface Assets {
  readonly names: Readonly<
    Record<
      | 'publicCss'
      | 'publicCssRtl'
      | 'publicJs'
      | 'receiptJs'
      | 'sealedJs'
      | 'staffCss'
      | 'staffJs'
      | 'recipientJs'
      | 'icon',
      string
    >
  >;
  readonly files: ReadonlyMap<string, AssetFile>;
}

const require = createRequire(import.meta.url);
const ROOT = new URL('../../../', import.meta.url);

/** The blocks of GOV.UK's style sheet that public pages use; a test holds the pages to it. */
export const PUBLIC_BLOCKS: ReadonlySet<string> = new Set(
  `template body body-l body-s body-m heading-xl heading-l heading-m heading-s caption-l caption-m caption-xl link list
  main-wrapper width-container grid-row grid-column-two-thirds grid-column-full grid-column-one-third section-break
  visually-hidden visually-hidden-focusable skip-link back-link button button-group error-message error-summary
  exit-this-page fieldset label label-wrapper hint form-group input textarea character-count js-character-count radios
  checkboxes date-input file-upload details inset-text warning-text notification-banner panel summary-list summary-card
  tag select frontend-supported js-exit-this-page-button ! !-margin-bottom-0 !-font-weight-bold`
    .split(/\s+/)
    .map((name) => `govuk-${name}`),
);

function addressOf(name: string, content: Buffer): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return `/assets/${name.replace(/\.(\w+)$/, `.${hash}.$1`)}`;
}

const compress = promisify(brotliCompress);

function packed(type: string, content: string): AssetFile {
  const plain = Buffer.from(content);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
  };
  let made: Promise<Buffer> | undefined;
  const brotli = () => {
    made ??= compress(plain, { params });
    return made;
  };
  return { type, plain, brotli, gzip: gzipSync(plain, { level: 9 }) };
}

async function styles(): Promise<{ readonly public: string; readonly rtl: string; readonly staff: string }> {
  const packaged = (path: string): Promise<string> => readFile(require.resolve(path), 'utf8');
  const own = (name: string): Promise<string> => readFile(new URL(`src/ui/styles/${name}`, ROOT), 'utf8');
  const [govuk, moj, shared, staff] = await Promise.all([
    packaged('govuk-frontend/dist/govuk/govuk-frontend.min.css'),
    packaged('@ministryofjustice/frontend/moj/moj-frontend.min.css'),
    own('public.css'),
    own('staff.css'),
  ]);
  const base = unbranded(parseStylesheet(govuk));
  const ours = parseStylesheet(shared);
  const publicRules = [...trimmed(base, PUBLIC_BLOCKS), ...ours];
  return {
    public: printStylesheet(publicRules),
    rtl: printStylesheet(mirrored(publicRules)),
    staff: printStylesheet([
      ...base,
      ...unbranded(parseStylesheet(moj)).filter((rule) => rule.kind !== 'statement'),
      ...ours,
      ...parseStylesheet(staff),
    ]),
  };
}

async function script(name: string, define: Readonly<Record<string, string>> = {}): Promise<string> {
  const entry = new URL(`browser/${name}`, ROOT).pathname;
  const built = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
    define: { ...define },
  });
  const [file] = built.outputFiles;
  if (!file) throw new Error(`browser/${name} came out empty`);
  return file.text;
}

/** What is built into scripts. */
export interface Built {
  /** The roster's pin, as JSON: what a browser trusts before it has seen a roster. Part of the script, and so of its address. */
  readonly rosterPin?: string | undefined;
}

/**
 * Everything pages load, made in memory: GOV.UK's and the Ministry of Justice's prebuilt style sheets without their
 * branding, our own on top, and `browser/` bundled. Takes about a quarter of a second, once, at start.
 */
export async function buildAssets(built: Built = {}): Promise<Assets> {
  const pin = { HEED_ROSTER_PIN: JSON.stringify(built.rosterPin ?? '') };
  const [css, publicJs, receiptJs, sealedJs, staffJs, recipientJs, icon] = await Promise.all([
    styles(),
    script('public.ts'),
    script('receipt.ts', pin),
    script('sealed.ts', pin),
    script('staff.ts'),
    script('recipient.ts', pin),
    readFile(new URL('src/ui/styles/icon.svg', ROOT), 'utf8'),
  ]);
  await stop(); // esbuild leaves a process behind otherwise
  const files = new Map<string, AssetFile>();
  const add = (name: string, type: string, content: string): string => {
    const file = packed(type, content);
    const address = addressOf(name, file.plain);
    files.set(address, file);
    return address;
  };
  const CSS = 'text/css; charset=utf-8';
  const JS = 'text/javascript; charset=utf-8';
  return {
    files,
    names: {
      publicCss: add('public.css', CSS, css.public),
      publicCssRtl: add('public-rtl.css', CSS, css.rtl),
      staffCss: add('staff.css', CSS, css.staff),
      publicJs: add('public.js', JS, publicJs),
      receiptJs: add('receipt.js', JS, receiptJs),
      sealedJs: add('sealed.js', JS, sealedJs),
      staffJs: add('staff.js', JS, staffJs),
      recipientJs: add('recipient.js', JS, recipientJs),
      icon: add('icon.svg', 'image/svg+xml', icon),
    },
  };
}

async function encoded(request: FastifyRequest, reply: FastifyReply, file: AssetFile): Promise<Buffer> {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  if (/\bbr\b/.test(accepted)) {
    reply.header('content-encoding', 'br');
    return file.brotli();
  }
  if (/\bgzip\b/.test(accepted)) {
    reply.header('content-encoding', 'gzip');
    return file.gzip;
  }
  return file.plain;
}

/** Serves the assets. Their names change with their content, so browsers may keep them for a year. */
export function registerAssets(app: FastifyInstance, assets: Assets): void {
  app.route({
    method: 'GET',
    url: '/assets/:name',
    config: {
      access: { public: 'styles and scripts hold nothing about anybody' },
      records: { nothing: 'a style sheet says nothing about a record' },
    },
    handler: async (request, reply) => {
      const file = assets.files.get(`/assets/${(request.params as { name: string }).name}`);
      if (!file) return reply.code(404).type('text/plain; charset=utf-8').send('Not found');
      return reply
        .type(file.type)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
        .send(await encoded(request, reply, file));
    },
  });
  // Browsers ask for this by themselves; without it every visit would log a 404.
  app.route({
    method: 'GET',
    url: '/favicon.ico',
    config: {
      access: { public: 'an icon holds nothing about anybody' },
      records: { nothing: 'an icon says nothing about a record' },
    },
    handler: (_request, reply) => reply.redirect(assets.names.icon, 302),
  });
}
