/** What is waiting: headers opened here as they arrive, danger first, the daily tests folded away. */
import type { HeaderContent } from '../../src/modules/disclosures/domain/contents.ts';
import type { Opened } from '../../src/modules/disclosures/sealing/open-report.ts';
import type {
  PresentedList,
  PresentedReport,
} from '../../src/modules/disclosures/web/recipients/present-disclosures.presenter.ts';
import { read } from './ask-server.ts';
import { announcer, button, daysBetween, el, heading, inset, paragraph, sayDay, tag } from './dom.ts';
import { bindingOf, openListed } from './open.ts';
import type { Own } from './page.ts';
import { CATEGORY_WORDS, CLOCK_WORDS, FAULTS } from './words.ts';

interface Row {
  readonly report: PresentedReport;
  readonly header: Opened<HeaderContent>;
}

/** How many are opened before the page is drawn anew. */
const AT_ONCE = 25;

const inDanger = ({ header, report }: Row) => header.ok && header.value.danger && report.closed === null;

/** Closed ones last, danger first, then the newest. */
function compare(a: Row, b: Row): number {
  const rank = (row: Row) => (inDanger(row) ? 0 : row.report.closed === null ? 1 : 2);
  return rank(a) - rank(b) || (a.report.day < b.report.day ? 1 : a.report.day > b.report.day ? -1 : 0);
}

/** The next thing that is owed, and how long there is. */
export function sayDue(report: PresentedReport, today: string): string {
  const [next] = report.clocks;
  if (!next) return '';
  const what = CLOCK_WORDS[next.kind] ?? next.kind;
  const days = daysBetween(today, next.due);
  if (days < 0) return `Overdue since ${sayDay(next.due)}: ${what}`;
  if (days === 0) return `Today: ${what}`;
  return `${days === 1 ? '1 day' : `${days} days`} left to ${what}`;
}

function standingTag({ standing, closed, withdrawn }: PresentedReport): HTMLElement {
  if (withdrawn !== null) return tag('Taken back', 'grey');
  if (closed !== null) return tag('Closed', 'grey');
  return standing === 'asked' ? tag('Not read yet', 'blue') : tag('Open', 'green');
}

function title({ header }: Row): string {
  if (!header.ok) return 'This can’t be opened';
  const { organisation, unit } = header.value;
  return [organisation, unit].filter((part) => part !== '').join(', ') || 'No organisation named';
}

function item(row: Row, today: string, open: (report: PresentedReport) => void): HTMLElement {
  const { report, header } = row;
  const link = el('button', { type: 'button', class: 'heed-linkbutton heed-disclosure__title' }, title(row));
  link.addEventListener('click', () => open(report));
  const due = sayDue(report, today);
  return el(
    'li',
    inDanger(row) ? 'heed-disclosure heed-disclosure--danger' : 'heed-disclosure',
    el('h2', 'govuk-heading-s govuk-!-margin-bottom-1', link),
    el(
      'p',
      'govuk-body govuk-!-margin-bottom-1',
      inDanger(row) && tag('A child may be in danger', 'red'),
      inDanger(row) && ' ',
      standingTag(report),
      report.removal !== null && ' ',
      report.removal !== null && tag('To be removed', 'yellow'),
    ),
    el(
      'p',
      'govuk-body govuk-!-margin-bottom-1',
      header.ok ? CATEGORY_WORDS[header.value.category] : FAULTS[header.fault],
    ),
    el('p', 'govuk-hint govuk-!-margin-bottom-0', `Received ${sayDay(report.day)}`, due !== '' && `. ${due}`),
  );
}

function drawRows(
  rows: readonly Row[],
  today: string,
  open: (report: PresentedReport) => void,
): readonly Node[] {
  const isTest = ({ header }: Row) => header.ok && header.value.test;
  const real = rows.filter((row) => !isTest(row)).sort(compare);
  const tests = rows.filter(isTest).sort(compare);
  const unread = tests.filter(
    ({ report }) => report.standing === 'asked' && report.withdrawn === null,
  ).length;
  const toOpen = unread === 0 ? '' : `, ${unread} to open`;
  const draw = (some: readonly Row[]) =>
    el('ul', 'govuk-list heed-disclosures', ...some.map((row) => item(row, today, open)));
  const folded = el(
    'details',
    'govuk-details',
    el(
      'summary',
      'govuk-details__summary',
      el('span', 'govuk-details__summary-text', `Daily test (${tests.length}${toOpen})`),
    ),
    el(
      'div',
      'govuk-details__text',
      paragraph(
        'Sent from outside each day to see that disclosures arrive, and are opened. Open each, and say that you have no part in it. No answer is needed.',
      ),
      draw(tests),
    ),
  );
  return [
    real.length === 0 ? paragraph('Nothing has been disclosed to you.') : draw(real),
    ...(tests.length === 0 ? [] : [folded]),
  ];
}

/** The list, filled as it is opened. `aside`: what else can be done from here. */
export function listView(
  own: Own,
  open: (report: PresentedReport) => void,
  aside: readonly Node[],
): HTMLElement {
  const rows: Row[] = [];
  const place = el('div', '');
  const status = el('p', { class: 'govuk-body', role: 'status' }, 'Opening…');
  const alert = announcer();
  const view = el(
    'div',
    '',
    heading('h1', 'Disclosed to you'),
    own.people.trouble !== '' && inset(own.people.trouble),
    alert.box,
    status,
    place,
    ...aside,
  );

  /** Whether what was sealed to them knows of a newer list of people than the server shows, or of another. */
  function judgeRoster(): void {
    const doubts = rows.flatMap(({ report, header }) => {
      const bound = header.ok ? bindingOf(report) : null;
      return (bound && own.people.doubt(bound.rosterVersion, bound.rosterHash)) || [];
    });
    if (doubts[0]) alert.say(`${doubts[0]} Names may be wrong. Tell the guardians.`);
  }

  async function load(): Promise<void> {
    rows.length = 0;
    let query = '';
    for (;;) {
      const page = await read<PresentedList>(`/recipients/api/reports${query}`);
      for (let at = 0; at < page.reports.length; at += AT_ONCE) {
        const some = page.reports.slice(at, at + AT_ONCE);
        rows.push(
          ...(await Promise.all(
            some.map(async (report) => ({ report, header: await openListed(own, report) })),
          )),
        );
        status.textContent = `Opening… ${rows.length} so far`;
      }
      const last = page.reports[page.reports.length - 1];
      place.replaceChildren(...drawRows(rows, page.today, open));
      if (!page.more || !last) break;
      query = `?day=${last.day}&id=${last.id}`;
    }
    status.textContent = '';
    judgeRoster();
  }
  const begin = async () => {
    try {
      await load();
    } catch (error) {
      status.textContent = '';
      alert.say(error instanceof Error ? error.message : String(error));
      place.append(button('Try again', begin, 'secondary'));
    }
  };
  void begin();
  return view;
}
