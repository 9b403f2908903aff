/** A real browser for journeys: opens pages, and fails a test that breaks the content security policy or axe's rules. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import {
  type BrowserContext,
  type CDPSession,
  chromium,
  type Page,
  type Browser as Playwright,
} from 'playwright-core';
import { findBrowser } from './chromium.ts';

/** Widths that journeys are walked at, in CSS pixels: a small phone, the least WCAG asks of, and a desk. */
export const PHONE = 390;
export const NARROWEST = 320;
export const DESK = 1280;

const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  // As on a phone, where scroll bars take no room: 320 pixels are 320 pixels.
  '--hide-scrollbars',
  '--no-first-run',
  '--no-default-browser-check',
];

export interface PageOptions {
  /** Whether the page may run scripts. */
  readonly javaScript: boolean;
  /** Width of the window in CSS pixels. */
  readonly width: number;
  readonly height?: number;
  /** Where relative addresses start, such as `http://127.0.0.1:41234`. */
  readonly baseURL: string;
}

/** A page of its own context: no cookie is shared with any other. */
export interface OpenedPage {
  readonly page: Page;
  /** What the page asked for that it may not: policy violations, script errors, requests to other hosts. */
  readonly complaints: readonly string[];
  /** Throws with every complaint so far, and closes the context. Call it at the end of the test. */
  close(): Promise<void>;
}

export interface TestBrowser {
  openPage(options: PageOptions): Promise<OpenedPage>;
  close(): Promise<void>;
}

function listen(page: Page, baseURL: string, complaints: string[]): void {
  const home = new URL(baseURL).host;
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|Trusted Type|Refused to/i.test(text)) complaints.push(`policy: ${text}`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    const outside = url.protocol.startsWith('http') && url.host !== home;
    // Quick exit leaves Heed on purpose; nothing else may.
    if (outside && !request.isNavigationRequest()) complaints.push(`third party: ${url.host}`);
  });
}

/** Starts a browser with a private profile folder. Close it in `after`. */
export async function startBrowser(): Promise<TestBrowser> {
  const found = await findBrowser();
  const folder = await mkdtemp(join(tmpdir(), 'heed-browser-'));
  const root = process.getuid?.() === 0;
  const browser: Playwright = await chromium.launch({
    executablePath: found.executable,
    ignoreDefaultArgs: true,
    args: [
      ...FLAGS,
      // Chromium refuses to run as root with its sandbox; anywhere else the sandbox stays.
      ...(root ? ['--no-sandbox'] : []),
      '--remote-debugging-pipe',
      `--user-data-dir=${join(folder, 'profile')}`,
    ],
    env: { ...process.env, ...found.env, TMPDIR: folder, HOME: folder },
    timeout: 60_000,
  });
  return {
    async openPage({ javaScript, width, height = 800, baseURL }) {
      const context = await browser.newContext({
        baseURL,
        javaScriptEnabled: javaScript,
        viewport: { width, height },
        locale: 'en-GB',
        timezoneId: 'Europe/London',
        acceptDownloads: true,
      });
      if (javaScript) scriptsOf.add(context);
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const complaints: string[] = [];
      listen(page, baseURL, complaints);
      return {
        page,
        complaints,
        async close() {
          await context.close();
          assert.deepEqual(complaints, [], 'the page did what it may not');
        },
      };
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Contexts opened with JavaScript. */
const scriptsOf = new WeakSet<BrowserContext>();

const require = createRequire(import.meta.url);
/** The world beside the page's own that axe lives in: the page cannot see it, and its policy does not bind it. */
const WORLD = 'heed-axe';
/** Pages that bring axe with each new document, and the session that had them do so. */
const bringing = new WeakMap<Page, CDPSession>();
let axeSource: Promise<string> | null = null;

/** A function that puts axe into the world it is called in. All ASCII: Chromium takes that in twice as fast. */
async function readAxe(): Promise<string> {
  axeSource ??= readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  const inAscii = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `var startAxe = () => {\n${(await axeSource).replace(/[^\0-\x7f]/g, inAscii)}\n};`;
}

/** Runs axe once in the page as it stands. `scripts` says whether the page may run its own. */
async function runAxe(page: Page, scripts: boolean, options: RunOptions): Promise<AxeResults> {
  const brought = bringing.get(page);
  const session = brought ?? (await page.context().newCDPSession(page));
  const { frameTree } = await session.send('Page.getFrameTree');
  const world = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: WORLD,
  });
  const evaluate = async (expression: string, awaitPromise: boolean) => {
    const answer = await session.send('Runtime.evaluate', {
      expression,
      contextId: world.executionContextId,
      awaitPromise,
      returnByValue: true,
    });
    if (answer.exceptionDetails) throw new Error(`axe failed: ${JSON.stringify(answer.exceptionDetails)}`);
    return answer.result.value as unknown;
  };
  // Each session remembers what it last asked for, and a session that has asked for nothing cannot switch scripts on.
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  await session.send('Emulation.setScriptExecutionDisabled', { value: false });
  if (!scripts) await evaluate(await readAxe(), false);
  else if (!brought) {
    // Handed over once for all the page's documents: it is large.
    await session.send('Page.enable');
    const script = { source: await readAxe(), worldName: WORLD, runImmediately: true };
    await session.send('Page.addScriptToEvaluateOnNewDocument', script);
    bringing.set(page, session);
  }
  await evaluate('startAxe()', false);
  const how = JSON.stringify({ resultTypes: ['violations'], ...options });
  const results = (await evaluate(`axe.run(document, ${how})`, true)) as AxeResults;
  if (!scripts) {
    await session.send('Emulation.setScriptExecutionDisabled', { value: true });
    await session.detach();
  }
  return results;
}

/**
 * Fails unless the page as it stands passes every WCAG 2.2 A and AA rule that axe can check, and its best practices.
 * axe is put in from outside the page, so the page's own policy stays as strict as it is. In a page opened without
 * JavaScript its timers would never fire, so scripts are let run while it looks; the page's own are not fetched again.
 */
export async function checkAccessible(page: Page, options: RunOptions = {}): Promise<void> {
  const results = await runAxe(page, scriptsOf.has(page.context()), options);
  const found = results.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `    ${node.html.slice(0, 200)}`).join('\n')}`,
  );
  assert.equal(found.length, 0, `${page.url()} is not accessible:\n${found.join('\n')}`);
}

/** Fails when the page is wider than its window: nothing may need scrolling sideways at 320 px or 400% zoom. */
export async function checkNoSidewaysScroll(page: Page): Promise<void> {
  const metrics = await (await page.context().newCDPSession(page)).send('Page.getLayoutMetrics');
  const { cssContentSize, cssLayoutViewport } = metrics;
  assert.ok(
    cssContentSize.width <= cssLayoutViewport.clientWidth,
    `${page.url()} is ${cssContentSize.width} px wide in a window of ${cssLayoutViewport.clientWidth} px`,
  );
}

/** Keeps a picture of the whole page under `HEED_TEST_PICTURES`, when that is set: `name` without extension. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.HEED_TEST_PICTURES;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: resolve(folder, `${name}.png`), fullPage: true });
}
