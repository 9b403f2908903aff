/** The checks that every journey leans on must be able to fail: with scripts on and with scripts off. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import {
  checkAccessible,
  checkNoSidewaysScroll,
  PHONE,
  startBrowser,
  type TestBrowser,
} from '../support/browser.ts';

const GOOD = '<!doctype html><html lang="en"><title>Good</title><main><h1>Good</h1></main></html>';
const BAD = '<!doctype html><html><body style="width:2000px"><img src="x"><script>1</script></body></html>';

describe('the browser the journeys use', () => {
  let browser: TestBrowser;
  let server: Server;
  let baseURL: string;

  before(async () => {
    browser = await startBrowser();
    server = createServer((request, response) => {
      response.setHeader('content-type', 'text/html');
      if (request.url === '/refused') response.setHeader('content-security-policy', `default-src 'none'`);
      response.end(request.url === '/good' ? GOOD : BAD);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(async () => {
    await browser?.close();
    server?.close();
  });

  for (const javaScript of [true, false]) {
    const how = javaScript ? 'with JavaScript' : 'without JavaScript';

    test(`a good page passes every check ${how}`, async () => {
      const { page, close } = await browser.openPage({ javaScript, width: PHONE, baseURL });
      await page.goto('/good');
      await checkAccessible(page);
      await checkNoSidewaysScroll(page);
      await close();
    });

    test(`a bad page fails them ${how}`, async () => {
      const { page, complaints, close } = await browser.openPage({ javaScript, width: PHONE, baseURL });
      await page.goto('/bad');
      await assert.rejects(checkAccessible(page), /image-alt/);
      await assert.rejects(checkNoSidewaysScroll(page), /px wide/);
      await page.goto('/refused');
      assert.ok(complaints.some((complaint) => complaint.startsWith('policy')));
      await assert.rejects(close(), /policy/);
    });
  }
});
