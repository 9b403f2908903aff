/** Signing in, in a real browser: making a passkey (Chromium's own virtual authenticator), and all without any script. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { layFoundations } from '../../src/compose/foundations.ts';
import { composeModules } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/platform/log.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { hashPassword } from '../../src/platform/sessions/hash-password.ts';
import { codeAt, makeCodeSecret } from '../../src/platform/sessions/one-time-code.ts';
import { buildArea, OPERATOR } from '../builders/small-area.ts';
import {
  checkAccessible,
  checkNoSidewaysScroll,
  DESK,
  keepPicture,
  NARROWEST,
  startBrowser,
  type TestBrowser,
} from '../support/browser.ts';
import { startHeed, type TestHeed } from '../support/heed.ts';

const PASSWORD = 'kettle pavement otter';
const secrets = { ada: makeCodeSecret(), ben: makeCodeSecret() };

async function fill(heed: TestHeed): Promise<void> {
  const config = readConfig({ HEED_MODE: 'demo', PORT: '0' });
  const log = silentLog;
  const foundations = await layFoundations({
    config,
    url: heed.database.urls.app,
    secrets: heed.secrets,
    log,
    works: false,
    clock: heed.clock,
  });
  const { access } = composeModules(foundations, { config, secrets: heed.secrets, log });
  const area = await buildArea(foundations.spine);
  const council = await area.agency('Wrenfold Council');
  const screening = await area.post(council, 'Screener on duty', ['front-door-screener']);
  const managing = await area.post(council, 'Team manager North', ['team-manager']);
  const partnership = await area.agency('Wrenfold Partnership', 'oversight', true);
  const systems = await area.post(council, 'Systems', ['administrator']);
  const scrutiny = await area.post(partnership, 'Scrutineer', ['scrutineer']);
  await area.appoint(await area.account(council, 'Carys Bevan'), systems);
  await area.appoint(await area.account(partnership, 'Dai Rees'), scrutiny);
  const hash = await hashPassword(PASSWORD);
  for (const [name, codeSecret] of [
    ['Ada Fernsby', secrets.ada],
    ['Ben Okoro', secrets.ben],
  ] as const) {
    const account = await area.account(council, name);
    await area.appoint(account, screening);
    if (name === 'Ben Okoro') await area.appoint(account, managing);
    const set = await runCommand(foundations.spine, OPERATOR, (tx, ctx) =>
      access.commands.setProofs(tx, ctx, { account, hash, codeSecret }),
    );
    assert.ok(set.ok);
  }
  await foundations.close();
}

async function checkPage(page: Page, name: string): Promise<void> {
  await checkAccessible(page);
  await checkNoSidewaysScroll(page);
  await keepPicture(page, name);
}

describe('signing in', () => {
  let heed: TestHeed;
  let browser: TestBrowser;
  let baseURL: string;

  before(async () => {
    heed = await startHeed({ roles: ['web'] });
    await fill(heed);
    // Browsers make passkeys for names only, and take plain HTTP for this one.
    baseURL = heed.url.replace('127.0.0.1', 'localhost');
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await heed?.close();
  });

  async function signIn(page: Page, email: string, secret: string): Promise<void> {
    await page.goto('/sign-in?next=/account');
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Code from your authenticator app').fill(codeAt(secret, heed.clock.wall()));
    await page.getByRole('button', { name: 'Sign in' }).first().click();
  }

  // Using one crashes the browser in the npm package; test/routes/passkeys.test.ts does that with an authenticator of its own.
  test('a passkey is made on one’s own page', async () => {
    const { page, close } = await browser.openPage({ javaScript: true, width: DESK, baseURL });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await signIn(page, 'ada.fernsby@example.org', secrets.ada);
    await page.waitForURL('**/account');
    await page.getByRole('button', { name: 'Add a passkey on this device' }).click();
    await page.getByText('added').waitFor();
    await checkPage(page, 'own-sign-in');
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
    await page.waitForURL('**/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
    await close();
  });

  test('an invented passkey signs nobody in', async () => {
    const { page, close } = await browser.openPage({ javaScript: true, width: DESK, baseURL });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
    await page.evaluate(() => {
      const form = document.querySelector<HTMLFormElement>('form[data-passkey]');
      const answer = form?.elements.namedItem('answer');
      if (answer instanceof HTMLInputElement) answer.value = '{"id":"invented","response":{}}';
      form?.submit();
    });
    await page.getByText('That passkey did not work').first().waitFor();
    await close();
  });

  test('password, code and hat work without any script, on the smallest phone', async () => {
    const { page, close } = await browser.openPage({ javaScript: false, width: NARROWEST, baseURL });
    await page.goto('/sign-in');
    await checkPage(page, 'sign-in-phone');
    await page.getByLabel('Email address').fill('ben.okoro@example.org');
    await page.getByLabel('Password', { exact: true }).fill('not this one');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('alert').waitFor();
    await checkPage(page, 'sign-in-wrong-phone');
    await signIn(page, 'ben.okoro@example.org', secrets.ben);
    await page.getByText('Which post are you working as?').waitFor();
    await checkPage(page, 'choose-hat-phone');
    await page.getByLabel('Team manager North').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Your sign-in' }).waitFor();
    await checkPage(page, 'own-sign-in-phone');
    await page.goto('/account/code');
    await checkPage(page, 'set-up-code-phone');
    await close();
  });

  test('the demonstration is entered by one click', async () => {
    const { page, close } = await browser.openPage({ javaScript: false, width: DESK, baseURL });
    await page.goto('/sign-in/demo?next=/account');
    await checkPage(page, 'demo-chooser');
    await page.getByRole('button', { name: 'Screener on duty' }).first().click();
    await page.getByRole('heading', { name: 'Your sign-in' }).waitFor();
    await close();
  });

  test('after a quarter of an hour’s silence the page says so, and one press goes on', async () => {
    const { page, close } = await browser.openPage({ javaScript: true, width: DESK, baseURL });
    await page.clock.install();
    await page.goto('/sign-in/demo?next=/account');
    await page.getByRole('button', { name: 'Systems' }).click();
    await page.getByRole('heading', { name: 'Your sign-in' }).waitFor();
    const stay = page.getByRole('button', { name: 'Stay signed in' });
    assert.equal(await stay.isVisible(), false);
    await page.clock.fastForward('15:01');
    await stay.waitFor();
    await checkPage(page, 'idle-warning');
    await stay.click();
    await stay.waitFor({ state: 'hidden' });
    await close();
  });

  test('an administrator proposes, and the scrutineer settles, on a phone without any script', async () => {
    const admin = await browser.openPage({ javaScript: false, width: NARROWEST, baseURL });
    const { page } = admin;
    await page.goto('/sign-in/demo?next=/area');
    await page.getByRole('button', { name: 'Systems' }).click();
    await page.getByRole('heading', { name: 'The area', exact: true }).waitFor();
    await checkPage(page, 'area-phone');
    for (const url of ['/area/accounts', '/area/systems', '/area/rules', '/area/posts/new']) {
      await page.goto(url);
      await checkPage(page, url.slice(1).replaceAll('/', '-'));
    }
    await page.goto('/area');
    await page.getByRole('link', { name: 'Team manager North' }).click();
    await checkPage(page, 'post-phone');
    await page.getByLabel('Who', { exact: true }).selectOption('Carys Bevan');
    await page.getByLabel('Why').first().fill('Cover from Monday');
    await page.getByRole('button', { name: 'Propose the appointment' }).click();
    await page.getByText('Cover from Monday').waitFor();
    await admin.close();
    const outside = await browser.openPage({ javaScript: false, width: NARROWEST, baseURL });
    await outside.page.goto('/sign-in/demo?next=/area/changes');
    await outside.page.getByRole('button', { name: 'Scrutineer' }).click();
    await outside.page.getByText('Cover from Monday').waitFor();
    await checkPage(outside.page, 'changes-phone');
    await outside.page.getByRole('button', { name: 'Confirm' }).click();
    await outside.page.getByText('Nothing is waiting.').waitFor();
    await outside.close();
  });
});
