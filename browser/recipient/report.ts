/**
 * One disclosure: its header first, and only after somebody has said that they have no part in it, what was told. Source:
 * 70-disclosures.md 9.7, 9.8.
 */
import type { HeaderContent } from '../../src/modules/disclosures/domain/contents.ts';
import type { Lane } from '../../src/modules/disclosures/domain/thread.ts';
import type { Opened } from '../../src/modules/disclosures/sealing/open-report.ts';
import type {
  PresentedBody,
  PresentedHeader,
  PresentedReport,
} from '../../src/modules/disclosures/web/recipients/present-disclosures.presenter.ts';
import { read } from './ask-server.ts';
import { concernView } from './concern.ts';
import {
  announcer,
  button,
  el,
  facts,
  heading,
  inset,
  list,
  paragraph,
  said,
  sayDay,
  tag,
  warning,
} from './dom.ts';
import { fileList } from './files.ts';
import { sayDue } from './list.ts';
import { nameOf, type OnReport, type Thread } from './on-report.ts';
import { bindingOf, type OpenedBody, openListed, openWhole } from './open.ts';
import type { Own, Page } from './page.ts';
import { sayWord } from './say-word.ts';
import { threadView } from './thread.ts';
import { CATEGORY_WORDS, FAULTS } from './words.ts';

const ROLES: Readonly<Record<string, string>> = {
  recipient: 'received it',
  reserve: 'in reserve',
  escalation: 'outside body',
};
const STANDINGS: Readonly<Record<string, string>> = {
  held: 'not asked',
  asked: 'asked, has not said yet whether they have a part in it',
  cleared: 'may read it',
  recused: 'has a part in it and stepped back',
};

function factsOf({ seen }: OnReport, header: HeaderContent): HTMLElement {
  const { report } = seen;
  const due = sayDue(report, seen.today);
  return facts([
    ['About', CATEGORY_WORDS[header.category]],
    ['Organisation', header.organisation || 'Not said'],
    header.unit === '' ? null : ['Unit', header.unit],
    ['Whom it concerns', header.about.length === 0 ? 'Nobody named' : list(header.about)],
    ['Received', sayDay(report.day)],
    due === '' ? null : ['What is owed', due],
    report.escalated === null ? null : ['Outside body asked', sayDay(report.escalated)],
    report.closed === null ? null : ['Closed', sayDay(report.closed)],
    report.withdrawn === null ? null : ['Taken back by whoever told it', sayDay(report.withdrawn)],
  ]);
}

function readersOf({ own, seen }: OnReport): HTMLElement {
  const rows = seen.readers.map(
    ({ keyId, role, standing }) =>
      `${nameOf(own, keyId)}: ${ROLES[role] ?? role}, ${STANDINGS[standing] ?? standing}`,
  );
  return el('div', '', heading('h2', 'Who it was sealed to'), list(rows));
}

function declareView(on: OnReport): HTMLElement {
  const { own, seen } = on;
  const alert = announcer();
  const clear = async () => {
    try {
      await sayWord(own, seen.report.id, 'no-part', seen.today);
      await on.again();
    } catch (error) {
      alert.say(error instanceof Error ? error.message : String(error));
    }
  };
  return el(
    'div',
    '',
    heading('h2', 'Do you have a part in this?'),
    paragraph(
      'You have a part in it if you are one of those it concerns, work for or above them, are close to one of them, or had to do with what is likely to be told. If you are in doubt, you have.',
    ),
    alert.box,
    button('I have no part in it: open it', clear),
    paragraph('You sign this with your keys, and it is kept. What was told opens then.'),
    button('I have a part in it: hand it on', stepBack(on, alert), 'secondary'),
    paragraph('You will not see it again, and the next person in reserve is asked. Nobody asks you why.'),
    outsideView(on),
  );
}

function outsideView(on: OnReport): HTMLElement | null {
  const { own, seen } = on;
  if (!seen.readers.some(({ role, standing }) => role === 'escalation' && standing === 'held')) return null;
  const alert = announcer();
  const hand = async () => {
    if (!window.confirm('Hand it to the outside body? This can’t be undone.')) return;
    try {
      await sayWord(own, seen.report.id, 'hand-outside', seen.today);
      await on.again();
    } catch (error) {
      alert.say(error instanceof Error ? error.message : String(error));
    }
  };
  return el(
    'details',
    'govuk-details',
    el(
      'summary',
      'govuk-details__summary',
      el('span', 'govuk-details__summary-text', 'Hand it to the outside body'),
    ),
    el(
      'div',
      'govuk-details__text',
      paragraph(
        'The outside body can read it from then on, beside those who can now. This can’t be undone. Do it when those inside can’t deal with this, or when you are the last one and have a part in it.',
      ),
      alert.box,
      button('Hand it to the outside body', hand, 'secondary'),
    ),
  );
}

function bodyView({ seen }: OnReport, { body, identity, bodyKey }: OpenedBody): HTMLElement {
  const who = [identity.name, identity.post].filter((part) => part !== '').join(', ');
  const section = el('section', '', heading('h2', 'What was told'));
  for (const { asked, answer } of body.answers)
    if (answer !== '') section.append(heading('h3', asked), said(answer));
  section.append(
    heading('h2', 'Who told it'),
    who === '' && identity.reach === ''
      ? paragraph(
          'They did not say. Don’t try to find out: that could harm them, and can be against the law.',
        )
      : el(
          'div',
          '',
          paragraph(who === '' ? 'No name given' : who),
          identity.reach !== '' && paragraph(`How to reach them: ${identity.reach}`),
          inset('Tell nobody else who they are, unless they agree or the law leaves you no choice.'),
        ),
    heading('h2', 'Files'),
    fileList(seen.report.id, bodyKey, body.files),
  );
  return section;
}

function removalView(on: OnReport): HTMLElement {
  const { own, seen } = on;
  const alert = announcer();
  const mine = seen.removals.find(({ keyId }) => keyId === own.name);
  const standing = seen.removals.filter(({ kept }) => kept === null);
  const say = (word: 'remove' | 'keep') => async () => {
    try {
      await sayWord(own, seen.report.id, word, seen.today);
      await on.again();
    } catch (error) {
      alert.say(error instanceof Error ? error.message : String(error));
    }
  };
  const asked = standing.map(({ keyId, day }) => `${nameOf(own, keyId)}, ${sayDay(day)}`);
  return el(
    'details',
    'govuk-details',
    el(
      'summary',
      'govuk-details__summary',
      el('span', 'govuk-details__summary-text', 'Stepping back, removal'),
    ),
    el(
      'div',
      'govuk-details__text',
      alert.box,
      heading('h3', 'You find that you have a part in it'),
      paragraph('You hand it on: it is gone from your list, and the next person in reserve is asked.'),
      button('I have a part in it: hand it on', stepBack(on, alert), 'secondary'),
      heading('h3', 'It should not be kept'),
      paragraph(
        'For something sent by mistake. Two people of different organisations have to ask. It is then removed after 30 days, in which everybody who can read it sees that it is to go.',
      ),
      asked.length > 0 && el('div', '', paragraph('Asked for by:'), list(asked)),
      mine === undefined && button('Ask for it to be removed', say('remove'), 'secondary'),
      mine !== undefined && mine.kept === null && button('Keep it after all', say('keep'), 'secondary'),
      mine !== undefined && mine.kept !== null && paragraph('You asked for this and took it back.'),
    ),
  );
}

function stepBack(on: OnReport, alert: ReturnType<typeof announcer>) {
  return async () => {
    if (!window.confirm('Hand it on? You will not see it again, and this can’t be undone.')) return;
    try {
      await sayWord(on.own, on.seen.report.id, 'has-part', on.seen.today);
      on.toList();
    } catch (error) {
      alert.say(error instanceof Error ? error.message : String(error));
    }
  };
}

/** Opens the body, once for as long as the page is unlocked. */
async function openOnce({ own, seen }: OnReport): Promise<Opened<OpenedBody>> {
  const { id } = seen.report;
  const before = own.bodies.get(id);
  if (before) return { ok: true, value: before };
  const bound = bindingOf(seen.report);
  if (!bound) return { ok: false, fault: 'altered' };
  const opened = await openWhole(own, bound, await read<PresentedBody>(`/recipients/api/reports/${id}/body`));
  if (opened.ok) own.bodies.set(id, opened.value);
  return opened;
}

async function clearedParts(on: OnReport, parts: HTMLElement): Promise<void> {
  const { page } = on;
  const opened = await openOnce(on);
  if (!opened.ok) {
    parts.append(warning(FAULTS[opened.fault]));
    return;
  }
  const whole = opened.value;
  const thread: Thread = { on, whole };
  const raise = button(
    'Raise a concern about a child from this',
    () =>
      page.show(
        concernView(thread, () => void on.again()),
        () => void on.again(),
      ),
    'secondary',
  );
  parts.append(
    bodyView(on, whole),
    raise,
    await threadView(thread, 'thread'),
    await threadView(thread, 'notes'),
  );
  parts.append(readersOf(on));
  const outside = outsideView(on);
  if (outside) parts.append(outside);
  parts.append(removalView(on));
}

/** Shows one disclosure, as it stands now. Throws with what to say where it can't be asked for. */
export async function showReport(
  own: Own,
  page: Page,
  report: Pick<PresentedReport, 'id'>,
  toList: () => void,
  part?: Lane,
): Promise<void> {
  const seen = await read<PresentedHeader>(`/recipients/api/reports/${report.id}`);
  const header = await openListed(own, seen.report);
  const on: OnReport = { own, page, seen, toList, again: (at) => showReport(own, page, report, toList, at) };
  const back = el('button', { type: 'button', class: 'heed-linkbutton' }, 'Back to the list');
  back.addEventListener('click', toList);
  const parts = el('div', '');
  const title = header.ok && header.value.test ? 'Daily test' : 'A disclosure';
  const view = el('div', '', el('nav', { 'aria-label': 'Back' }, back), heading('h1', title), parts);
  if (!header.ok) parts.append(warning(FAULTS[header.fault]), readersOf(on));
  else {
    const { danger, test } = header.value;
    if (danger && !test)
      parts.append(
        el('p', 'govuk-body', tag('A child may be in danger', 'red')),
        warning(
          'If a child is in danger now, call 999 first. You have to act to keep a child safe, even where that may show that somebody spoke.',
        ),
      );
    if (seen.report.removal !== null)
      parts.append(
        inset(
          `Two people asked for this to be removed, since ${sayDay(seen.report.removal)}. It goes 30 days later. If it should stay, talk to them.`,
        ),
      );
    parts.append(factsOf(on, header.value));
    if (seen.report.standing === 'asked') parts.append(declareView(on), readersOf(on));
    else await clearedParts(on, parts);
  }
  page.show(view, toList);
  const at = part && view.querySelector<HTMLElement>(`#lane-${part} h2`);
  if (!at) return;
  at.tabIndex = -1;
  at.focus();
}
