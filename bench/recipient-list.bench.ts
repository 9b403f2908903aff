/**
 * A thousand disclosures in one recipient's list, opened in a real browser: from the list being asked for to the last header being
 * shown, what it costs the server, and how many bytes come. Source: 70-disclosures.md 9.7.
 */
import { performance } from 'node:perf_hooks';
import { DESK, startBrowser } from '../test/support/browser.ts';
import { startTestPostgres } from '../test/support/database.ts';
import { discloseTo, signInAs } from '../test/support/recipient-area.ts';
import { openSealedArea } from '../test/support/sealed-area.ts';
import { report } from './support/figure.ts';

const BENCH = 'recipient-list';
const DISCLOSURES = 1_000;

const server = await startTestPostgres();
process.env.HEED_TEST_PG = server.folder;
const area = await openSealedArea({ signIn: ['conference-chair'] });
const browser = await startBrowser();
try {
  const chair = area.recipient('conference-chair');
  await discloseTo(
    area,
    [[{ keyId: chair.opener.keyId, seal: chair.opener.open }, 'recipient']],
    Array.from({ length: DISCLOSURES }, (_, at) => ({
      header: { unit: `Unit ${at}`, danger: at % 50 === 0, test: at % 10 === 1 },
    })),
  );
  const { page, close } = await browser.openPage({ javaScript: true, width: DESK, baseURL: area.heed.url });
  page.setDefaultTimeout(120_000);
  let bytes = 0;
  let first = 0;
  page.on('response', (answer) => {
    if (answer.url().includes('/recipients/api/reports')) bytes += Number(answer.headers()['content-length']);
  });
  page.on('request', (request) => {
    if (first === 0 && request.url().endsWith('/recipients/api/reports')) first = performance.now();
  });
  await signInAs(page, chair.handle, chair.passphrase);
  await page.locator('.heed-disclosure__title').first().waitFor();
  const shown = performance.now();
  await page
    .locator('.heed-disclosure')
    .nth(DISCLOSURES - 1)
    .waitFor({ state: 'attached' });
  const whole = performance.now();
  const under = { disclosures: DISCLOSURES };
  const seconds = (since: number) => (since - first) / 1000;
  report({
    bench: BENCH,
    what: 'until the first hundred headers are shown',
    value: seconds(shown),
    unit: 's',
    target: { atMost: 2 },
    under,
  });
  report({
    bench: BENCH,
    what: 'until all headers are opened and shown',
    value: seconds(whole),
    unit: 's',
    target: { atMost: 10 },
    under,
  });
  report({
    bench: BENCH,
    what: 'ciphertext of the list',
    value: bytes / DISCLOSURES,
    unit: 'bytes each',
    target: null,
    under,
  });
  const before = process.cpuUsage();
  await page.evaluate(async () => {
    for (let query = ''; ; ) {
      const answer = await (await fetch(`/recipients/api/reports${query}`)).json();
      const last = answer.reports.at(-1);
      if (!answer.more) return;
      query = `?day=${last.day}&id=${last.id}`;
    }
  });
  const { user, system } = process.cpuUsage(before);
  report({
    bench: BENCH,
    what: 'processor time of the server for the whole list',
    value: (user + system) / 1_000,
    unit: 'ms',
    target: null,
    under,
  });
  await close();
} finally {
  await browser.close();
  await area.close();
  await server.stop();
}
