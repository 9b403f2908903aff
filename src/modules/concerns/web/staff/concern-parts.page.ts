import {
  button,
  type Content,
  csrfField,
  type Html,
  html,
  sayDateTime,
  summaryList,
  tag,
  timeline,
} from '../../../../ui/index.ts';
import type { ConcernView, TimelineAct } from '../../queries/get-concern.query.ts';
import { ACT_WORDS } from './words.page.ts';

/** What reporter and front door wrote to one another. */
export function renderMessages(view: ConcernView): Html | string {
  if (view.messages.length === 0) return '';
  const items = view.messages.map((m) => {
    const from =
      m.direction === 'to-reporter'
        ? html`To the person who told us, from ${view.names.account(m.byAccount)}`
        : 'From the person who told us';
    const state = m.held ? ' (not sent: waits for the second person)' : m.withdrawn ? ' (never sent)' : '';
    return html`<div class="heed-message heed-message--${m.direction}"><p class="govuk-body-s govuk-!-margin-bottom-1"><strong>${from}</strong>${state}, ${sayDateTime(m.at)}</p><p class="govuk-body heed-as-said">${m.words ?? 'Erased by law'}</p></div>`;
  });
  return html`<section aria-labelledby="messages"><h2 class="govuk-heading-m" id="messages">Messages with the person who told us</h2>${items}</section>`;
}

/** Files sent with it: saved, never shown; locked at once by whoever sees cause. */
export function renderFiles(view: ConcernView, csrf: string | undefined): Html | string {
  if (view.files.length === 0) return '';
  const police = view.relations.includes('police-post');
  const rows = view.files.map((file) => {
    const at = `/concerns/${view.row.id}/attachments/${file.id}`;
    const name = file.name ?? 'A file';
    const open =
      file.lockedAt && !police
        ? html`Locked: only the police posts can open it`
        : html`<a class="govuk-link" href="${at}">Save “${name}”</a>`;
    const lock =
      !file.lockedAt &&
      html`<form method="post" action="${at}/lock">${csrfField(csrf)}${button({ text: 'Lock it', classes: 'govuk-button--warning govuk-!-margin-bottom-0' })}<p class="govuk-hint">At once, if it shows an undressed child: then only the police posts can open it.</p></form>`;
    return {
      key: { text: file.lockedAt ? 'A locked file' : name },
      value: {
        text: html`${open} (${file.mediaType}, ${Math.ceil(file.bytes / 1024)} KB, ${file.scan === 'clean' ? 'scanned' : 'not scanned'})${lock}`,
      },
    };
  });
  return html`<section aria-labelledby="files"><h2 class="govuk-heading-m" id="files">Files sent with it</h2>${summaryList({ rows })}</section>`;
}

/** What other agencies were asked, and what they said. */
export function renderRequests(view: ConcernView): Html | string {
  if (view.requests.length === 0) return '';
  const rows = view.requests.map((r) => ({
    key: {
      text: html`${view.names.post(r.post)}<br><span class="govuk-hint">${view.names.agency(r.agency)}, ${sayDateTime(r.at)}</span>`,
    },
    value: {
      text: html`${r.words?.ask ?? 'Erased by law'}<br>${r.state === 'asked' ? tag({ text: 'Waiting for a reply', classes: 'govuk-tag--yellow' }) : html`<strong>${r.state === 'answered' ? 'They replied' : 'They declined'}:</strong> ${r.reply ?? ''}`}`,
    },
  }));
  return html`<section aria-labelledby="requests"><h2 class="govuk-heading-m" id="requests">Requests to other agencies</h2>${summaryList({ rows })}</section>`;
}

function describeAct(act: TimelineAct): Content {
  const said = ['reason', 'text', 'answer', 'message', 'what', 'reply', 'ask', 'note']
    .map((key) => act.words?.[key])
    .find((text) => typeof text === 'string');
  const context = act.data.context as
    | { openDuties?: number; overdueDuties?: number; evidenceOpened?: unknown[]; evidenceThere?: unknown[] }
    | undefined;
  const stood = context
    ? html`<p class="govuk-body-s">At that moment they had ${context.openDuties ?? 0} open duties, ${context.overdueDuties ?? 0} of them overdue, and had opened ${context.evidenceOpened?.length ?? 0} of the ${context.evidenceThere?.length ?? 0} concerns here.</p>`
    : '';
  return html`${said ? html`<p class="govuk-body-s heed-as-said">“${String(said)}”</p>` : ''}${stood}`;
}

/** Every act and every climb, newest first. */
export function renderTimeline(view: ConcernView): Html {
  const items = [...view.timeline].reverse().map((act) => ({
    title:
      act.by === 'the clock'
        ? `${ACT_WORDS[act.act] ?? act.act} ${act.post}`
        : (ACT_WORDS[act.act] ?? act.act),
    byline: act.post && act.by !== 'the clock' ? `${act.by}, ${act.post}` : act.by,
    when: sayDateTime(act.at),
    datetime: act.at.toString(),
    description: describeAct(act),
  }));
  return html`<section aria-labelledby="timeline"><h2 class="govuk-heading-m" id="timeline">What has been done</h2>${timeline({ items, headingLevel: 3 })}</section>`;
}
