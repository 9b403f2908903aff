/**
 * Every component in every state, in a real browser: nothing that axe calls a barrier, nothing that needs scrolling
 * sideways on the smallest phone, nothing the content security policy forbids, and a first visit light enough for a
 * slow connection.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fastify, { type FastifyInstance } from 'fastify';
import { type Assets, buildAssets, PUBLIC_BLOCKS, registerAssets } from '../../src/platform/http/assets.ts';
import {
  checkAccessible,
  checkNoSidewaysScroll,
  startBrowser,
  type TestBrowser,
} from '../support/browser.ts';
import { publicGallery, staffGallery } from '../support/gallery.ts';

const POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'";
/** What the house asks of a first visit to a public page, in bytes over the wire. */
const LIGHT = 60 * 1024;

let app: FastifyInstance;
let assets: Assets;
let browser: TestBrowser;
let baseURL: string;

before(async () => {
  assets = await buildAssets();
  app = fastify();
  registerAssets(app, assets);
  const pages: Readonly<Record<string, () => string>> = {
    '/public': () => publicGallery(assets.names).toString(),
    '/rtl': () => publicGallery(assets.names, 'rtl').toString(),
    '/staff': () => staffGallery(assets.names).toString(),
  };
  for (const [url, page] of Object.entries(pages))
    app.get(url, (_request, reply) =>
      reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(page()),
    );
  baseURL = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await app?.close();
});

describe('components', () => {
  for (const path of ['/public', '/rtl', '/staff'])
    for (const javaScript of [true, false])
      it(`${path} ${javaScript ? 'with' : 'without'} a script: no barrier, and no sideways scrolling at 320 px`, async () => {
        const opened = await browser.openPage({ javaScript, width: 320, baseURL });
        await opened.page.goto(path);
        await checkNoSidewaysScroll(opened.page);
        await checkAccessible(opened.page);
        await opened.page.setViewportSize({ width: 1280, height: 900 });
        await checkAccessible(opened.page);
        await opened.close();
      });

  it('a first visit to a public page is light', async () => {
    const html = Buffer.byteLength(publicGallery(assets.names).toString());
    const { publicCss, publicJs, icon } = assets.names;
    const sent = [publicCss, publicJs, icon].map((name) => assets.files.get(name)?.gzip.length ?? LIGHT);
    const total = sent.reduce((sum, size) => sum + size, html);
    assert.ok(total <= LIGHT, `${total} bytes`);
  });

  it('nothing of gov.uk is served: no font, crest or picture of theirs', () => {
    for (const [name, file] of assets.files)
      assert.doesNotMatch(file.plain.toString(), /GDS Transport|font-face|govuk-crest|url\((?!data:)/, name);
  });

  it('every class a public page uses has its style', () => {
    const used = publicGallery(assets.names)
      .toString()
      .matchAll(/class="([^"]*)"/g);
    const blocks = new Set(
      [...used].flatMap(([, names = '']) => names.split(/\s+/)).map((name) => name.replace(/(__|--).*$/, '')),
    );
    const known = new Set([
      ...PUBLIC_BLOCKS,
      'govuk-js-password-input-toggle',
      'govuk-js-password-input-input',
    ]);
    const missing = [...blocks].filter((name) => name.startsWith('govuk-') && !known.has(name));
    assert.deepEqual(
      missing.filter((name) => name !== 'govuk-password-input'),
      [],
    );
  });

  it('keeps assets for a year under a name that changes with them, and knows nothing else', async () => {
    const answer = await app.inject({
      url: assets.names.publicCss,
      headers: { 'accept-encoding': 'gzip, br' },
    });
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers['content-encoding'], 'br');
    assert.match(String(answer.headers['cache-control']), /immutable/);
    for (const url of ['/assets/../package.json', '/assets/%2e%2e%2fpackage.json', '/assets/x.css'])
      assert.equal((await app.inject({ url })).statusCode, 404);
  });
});
