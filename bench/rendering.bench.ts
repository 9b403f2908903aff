/**
 * Page rendering, from ready data to text. Target: 2,000 staff pages a second on each core. Counted in seconds of this
 * process's own processor time, so that a busy machine doesn't look like a slow page.
 */
import {
  badge,
  type Html,
  html,
  sideNavigation,
  staffPage,
  summaryList,
  table,
  tag,
  timeline,
} from '../src/ui/index.ts';
import { publicGallery, staffGallery } from '../test/support/gallery.ts';
import { report } from './support/figure.ts';

const SECONDS = 3;
const assets = {
  publicCss: '/assets/public.css',
  publicCssRtl: '/assets/public-rtl.css',
  publicJs: '/assets/public.js',
  staffCss: '/assets/staff.css',
  staffJs: '/assets/staff.js',
  icon: '/assets/icon.svg',
};

function staff(body: Html): Html {
  return staffPage({
    assets,
    title: 'My duties',
    who: { name: 'Priya Example', hat: 'Front-door screener on duty', hasOtherHats: true },
    navigation: [
      { href: '/inbox', text: 'My duties', active: true, count: 25 },
      { href: '/team', text: 'Team' },
      { href: '/notices', text: 'Notices', count: 3 },
    ],
    search: { action: '/search' },
    notices: 3,
    csrf: 'token',
    wide: true,
    body,
  });
}

/** An inbox of 25 duties. */
function inbox(): Html {
  const rows = Array.from({ length: 25 }, (_, at) => [
    { text: html`<a class="govuk-link" href="/concerns/HD-7K2M-${at}">HD-7K2M-${at}</a>` },
    { text: 'Open it and read it: a neighbour about “a girl of about 14” & a silver car' },
    {
      text: tag({
        text: at % 3 === 0 ? 'Red' : 'Amber',
        classes: `govuk-tag--${at % 3 === 0 ? 'red' : 'yellow'}`,
      }),
    },
    { text: badge({ text: `${at} earlier`, colour: 'purple' }) },
    { text: 'Monday 23 November at 9:05am', classes: 'heed-due' },
  ]);
  const head = ['Concern', 'What is owed', 'Colour', 'Earlier warnings', 'By when'].map((text) => ({ text }));
  return staff(
    html`<h1 class="govuk-heading-l">My duties</h1>${table({ head, rows, firstCellIsHeader: true })}`,
  );
}

/** A concern with its answers, its side navigation and forty acts. */
function concern(): Html {
  const rows = Array.from({ length: 15 }, (_, at) => ({
    key: { text: `Question ${at}, as it was asked?` },
    value: {
      text: 'An answer in somebody’s own words, with <signs> & quotes "in" it, of about the usual length.',
    },
  }));
  const items = Array.from({ length: 40 }, (_, at) => ({
    title: 'Opened and read',
    byline: 'Priya Example',
    when: `${at + 1} November at 9:05am`,
    datetime: '2026-11-01T09:05:00Z',
    description: 'Front-door screener on duty',
  }));
  const side = sideNavigation({
    label: 'This concern',
    items: ['As said', 'Who it names', 'Earlier concerns', 'Timeline', 'Messages'].map((text) => ({
      href: '#',
      text,
    })),
  });
  return staff(html`${side}${summaryList({ rows })}${timeline({ items })}`);
}

function measure(what: string, draw: () => Html, target: { readonly atLeast: number } | null): void {
  let bytes = 0;
  for (let warm = 0; warm < 500; warm += 1) bytes = draw().toString().length;
  const spent = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const from = spent();
  let pages = 0;
  while (spent() - from < SECONDS) {
    for (let some = 0; some < 20; some += 1) bytes = draw().toString().length;
    pages += 20;
  }
  const value = pages / (spent() - from);
  report({ bench: 'rendering', what, value, unit: 'pages a core-second', target, under: { bytes } });
}

measure('inbox of 25 duties', inbox, { atLeast: 2_000 });
measure('concern with 40 acts', concern, { atLeast: 2_000 });
measure('every staff component in every state', () => staffGallery(assets), null);
measure('every public component in every state', () => publicGallery(assets), null);
