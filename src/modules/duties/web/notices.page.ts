import { type Html, html, table, tag } from '../../../ui/index.ts';
import type { NoticesView, SeenAlarm, SeenNotice } from '../queries/see-notices.query.ts';
import { sayWhen } from './say-when.presenter.ts';

const KINDS: Readonly<Record<string, string>> = {
  raised: 'A new duty',
  warned: 'Part of the time has gone',
  missed: 'The clock has passed',
  reached: 'This has climbed to you',
  informed: 'You are told of this',
  resent: 'Sent again: it had not been opened',
  digest: 'Your duties today',
  weekly: 'Overdue work this week',
  'emergency-opening': 'Somebody opened this in an emergency, without a part in it',
  'emergency-not-fitting':
    'Somebody in a post below yours opened a record in an emergency, and the review found that not fitting',
  'alarm-over:ledger-tampered': 'The ledger’s check of itself found everything sound again',
  'asked:extension': 'Somebody asks for more time',
  'asked:withdrawal': 'Somebody asks to withdraw a duty',
};

const ALARMS: Readonly<Record<SeenAlarm['kind'], string>> = {
  'ladder-inside-one-agency': 'Everybody who has to act on a ladder works for the same agency',
  'no-ladder': 'A duty has no ladder to climb',
  'nobody-left': 'A duty has climbed as far as there is anybody to climb to',
  'duty-not-worked-out':
    'A duty’s next step could not be worked out: its ladder is written wrongly. It is tried again',
  'send-failed': 'A notice could not be sent. It is being tried again',
  'calendar-ended': 'The table of bank holidays has ended: weekdays are counted instead',
  'event-dead': 'Something that should have followed from an act did not, after every try',
  'ledger-tampered': 'The ledger is not what it was: its check of itself found it changed',
  'ledger-not-witnessed': 'The ledger has not been cosigned by enough witnesses for three minutes',
  'ledger-refused':
    'A witness, or what was published, knows a larger or another ledger than this one. Nothing is signed until that is settled; concerns are accepted as before',
  'ledger-succeeded':
    'A new log was opened in place of the ledger’s old one, which is kept. What was lost, if anything was, is said on the page of the ledger’s health',
};

const MEANS: Readonly<Record<string, string>> = { email: 'e-mail', sms: 'text message' };

function sayKind(kind: string): string {
  if (kind.startsWith('alarm:')) return ALARMS[kind.slice(6) as SeenAlarm['kind']] ?? 'An alarm';
  return KINDS[kind] ?? 'A notice';
}

function sayMeans(notice: SeenNotice): string {
  const named = (means: readonly string[]) => means.map((one) => MEANS[one] ?? one).join(' and ');
  const failed = notice.failed.length > 0 ? `; not taken by ${named(notice.failed)}` : '';
  return `here${notice.sent.length > 0 ? ` and by ${named(notice.sent)}` : ''}${failed}`;
}

function what(notice: SeenNotice): Html {
  const words = html`${sayKind(notice.kind)}${notice.reference && `: ${notice.reference}`}`;
  const linked = notice.duty ? html`<a class="govuk-link" href="/duties/${notice.duty}">${words}</a>` : words;
  return html`${linked} ${notice.openedAt === null && tag({ text: 'New', classes: 'govuk-tag--blue' })}`;
}

/** What somebody's posts have been told, newest first. */
export function renderNotices(view: NoticesView): Html {
  const list =
    view.notices.length === 0
      ? html`<p class="govuk-body">You have not been told anything yet.</p>`
      : html`<div class="heed-tablewrap" tabindex="0" role="region" aria-label="Notices">${table({
          caption: 'Notices',
          captionClasses: 'govuk-visually-hidden',
          classes: 'heed-stack',
          head: [{ text: 'When' }, { text: 'What' }, { text: 'To' }, { text: 'How' }],
          rows: view.notices.map((notice) => [
            { text: sayWhen(notice.at) },
            { text: what(notice) },
            { text: view.posts.get(notice.post)?.name ?? 'a post', attributes: { 'data-label': 'To' } },
            { text: sayMeans(notice), attributes: { 'data-label': 'How' } },
          ]),
        })}</div>`;
  return html`<h1 class="govuk-heading-l">Notices</h1>${list}`;
}

/** What is wrong with the machinery, and what lately was. */
export function renderAlarms(alarms: readonly SeenAlarm[]): Html {
  const list =
    alarms.length === 0
      ? html`<p class="govuk-body">Nothing is wrong.</p>`
      : html`<div class="heed-tablewrap" tabindex="0" role="region" aria-label="Alarms">${table({
          caption: 'Alarms',
          captionClasses: 'govuk-visually-hidden',
          head: [{ text: 'Since' }, { text: 'What is wrong' }, { text: 'Particulars' }, { text: 'State' }],
          rows: alarms.map((alarm) => [
            { text: sayWhen(alarm.at) },
            { text: ALARMS[alarm.kind] },
            {
              text: Object.entries(alarm.detail)
                .map(([name, value]) => `${name}: ${value ?? 'not known'}`)
                .join(', '),
            },
            {
              text:
                alarm.clearedAt === null
                  ? tag({ text: 'Open', classes: 'govuk-tag--red' })
                  : `Over since ${sayWhen(alarm.clearedAt)}`,
            },
          ]),
        })}</div>`;
  return html`<h1 class="govuk-heading-l">Alarms</h1>
<p class="govuk-body">An alarm is over only when its cause is. Nobody can put it away.</p>${list}`;
}
