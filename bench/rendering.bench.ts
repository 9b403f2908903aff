/**
 * Drawing pages, from ready data to text: the inbox and the concern page as they are served, frame and all. Target: 2,000
 * staff pages a second on each core. Counted in seconds of this process's own processor time, so that a busy machine
 * doesn't look like a slow page. Then ten times the rows, for the growth of what one more row costs.
 */
import { publicGallery, staffGallery } from '../test/support/gallery.ts';
import { report } from './support/figure.ts';
import { createConcernDrawing, createInboxDrawing } from './support/ready-pages.ts';

const BENCH = 'rendering';
const SECONDS = Number(process.env.HEED_BENCH_SECONDS ?? 3);
const assets = {
  publicCss: '/assets/public.css',
  publicCssRtl: '/assets/public-rtl.css',
  publicJs: '/assets/public.js',
  sealedJs: '/assets/sealed.js',
  receiptJs: '/assets/receipt.js',
  staffCss: '/assets/staff.css',
  staffJs: '/assets/staff.js',
  recipientJs: '/assets/recipient.js',
  icon: '/assets/icon.svg',
};

/** Draws for a while; gives how many pages a second of processor time. */
function measure(what: string, draw: () => string, target: { readonly atLeast: number } | null): number {
  let bytes = 0;
  for (let warm = 0; warm < 500; warm += 1) bytes = draw().length;
  const spent = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const from = spent();
  let pages = 0;
  while (spent() - from < SECONDS) {
    for (let some = 0; some < 20; some += 1) bytes = draw().length;
    pages += 20;
  }
  const value = pages / (spent() - from);
  report({ bench: BENCH, what, value, unit: 'pages a core-second', target, under: { bytes } });
  return value;
}

/**
 * What one row costs on a page with ten times as many, against what it costs on the ordinary one. A page is as long as
 * what is on it, so drawing it may grow in proportion to its rows and no faster: 1, and a quarter for a busy machine.
 */
function reportRowCost(what: string, rows: number, few: number, many: number): void {
  report({
    bench: BENCH,
    what: `cost of one of ${rows * 10} ${what} against one of ${rows}`,
    value: few / (many * 10),
    unit: 'x',
    target: { atMost: 1.25 },
  });
}

const duties = measure('inbox of 25 duties', createInboxDrawing(assets, 25), { atLeast: 2_000 });
const acts = measure('concern with 40 acts', createConcernDrawing(assets, 40), { atLeast: 2_000 });
const manyDuties = measure('inbox of 250 duties', createInboxDrawing(assets, 250), null);
const manyActs = measure('concern with 400 acts', createConcernDrawing(assets, 400), null);
reportRowCost('duties', 25, duties, manyDuties);
reportRowCost('acts', 40, acts, manyActs);
measure('every staff component in every state', () => staffGallery(assets).toString(), null);
measure('every public component in every state', () => publicGallery(assets).toString(), null);
