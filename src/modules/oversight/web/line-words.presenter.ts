/**
 * What each line says, in words fair to everybody in it: a clock missed and a request never answered are told alike, with no
 * score and no colour. Facts only; who should have done what is for the reader.
 */
import { type Content, type Html, html, sayDateTime } from '../../../ui/index.ts';
import { KIND_WORDS, OUTCOMES, type OutcomeKind, PATTERN_OUTCOMES } from '../../concerns/index.ts';
import { findShippedRule } from '../../duties/index.ts';
import type { Cite, Line } from '../domain/line.ts';
import type { WhoKnew } from '../queries/who-knew.query.ts';

const CHANNELS: Readonly<Record<string, string>> = {
  public: 'the public pages',
  helpline: 'a telephone call',
  'partner-page': 'a partner agency’s page',
  'partner-api': 'an agency’s computer system',
  outreach: 'outreach',
  'child-page': 'a child’s own page',
  'earlier-system': 'the system used before Heed',
};

/** By code; a code from an older Heed may be none of these. */
const REPORTERS: Readonly<Record<string, string>> = KIND_WORDS;

const NAMINGS: Readonly<Record<string, string>> = {
  named: 'They gave their name.',
  confidential: 'They asked for their name to be kept apart.',
  anonymous: 'They did not give a name.',
};

const DID: Readonly<Record<string, string>> = {
  'concerns.concern-challenged': 'The person who told us challenged the answer.',
  'concerns.reporter-not-safe': 'The person who told us said that they were not safe.',
  'concerns.message-received': 'The person who told us wrote again.',
  'concerns.concern-triaged': 'Changed its colour to',
  'concerns.concern-decided': 'Decided:',
  'concerns.decision-confirmed': 'Agreed, as second person.',
  'concerns.confirmation-refused': 'Did not agree, as second person.',
  'concerns.handover-accepted': 'Took the work on.',
  'concerns.handover-refused': 'Sent the work back.',
  'concerns.reporter-answered': 'Answered the person who told us.',
  'concerns.message-sent': 'Wrote to the person who told us.',
  'concerns.safety-taken-up': 'Acted on their saying that they were not safe.',
  'concerns.challenge-answered': 'Answered the challenge:',
  'concerns.allegation-considered': 'Considered what was said about somebody who works with children.',
  'concerns.child-added': 'Added a child.',
  'concerns.pattern-reviewed': 'Reviewed the pattern:',
  'concerns.pattern-seen': 'Opened the pattern.',
  'concerns.attachment-opened': 'Opened a file of',
  'duties.duty-opened': 'Opened a duty about',
  'duties.rung-acknowledged': 'Said that they knew of it.',
  'duties.telephoned': 'Telephoned the post that owed it.',
};

const TOLD: Readonly<Record<string, string>> = {
  raised: 'Told that this is owed',
  warned: 'Reminded, before it was due',
  missed: 'Told that the time had passed',
  resent: 'Told again, because nobody had opened the first notice',
  reached: 'Told that it had climbed to this post',
  informed: 'Told of it, for information',
  'asked:extension': 'Asked for more time by the post below',
  'asked:withdrawal': 'Asked by the post below to agree that this was raised in error',
};

const MEANS: Readonly<Record<string, string>> = { email: 'e-mail', sms: 'text message' };
const COLOURS: Readonly<Record<string, string>> = { red: 'red', amber: 'amber', green: 'green' };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
const count = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;

/** "31 open duties, 4 of them overdue". */
export function sayLoad({ open, overdue }: { readonly open: number; readonly overdue: number }): string {
  return open === 0
    ? 'no open duties'
    : `${count(open, 'open duty').replace('dutys', 'duties')}, ${overdue} of them overdue`;
}

/** An instant on a page, with its machine form. */
export function when(at: Temporal.Instant): Html {
  return html`<time datetime="${at.toString()}">${sayDateTime(at)}</time>`;
}

/** Where a line can be checked. */
export function sayCite(cite: Cite): Html {
  const log = cite.log !== undefined && ` of ${cite.log}`;
  const where =
    cite.index === null
      ? html`Ledger: not yet numbered, entry ${cite.entry}`
      : html`Ledger ${cite.index}${log}`;
  return html`<span class="heed-cite">${where}, ${cite.act}</span>`;
}

/** Words of a duty's rule, where it is one that Heed ships. */
function sayRule(rule: unknown): string {
  return findShippedRule(text(rule))?.what ?? text(rule);
}

/** What somebody wrote, or, on a print without names, that they wrote it. */
function sayWords(known: WhoKnew, line: Line): Content {
  const said = Object.entries(line.words).filter(([, value]) => text(value).trim() !== '');
  if (said.length === 0) return '';
  if (!known.named)
    return html`<br>Written reasons are left out of a print without names: they may name people. They are in the entry’s body.`;
  const heads: Readonly<Record<string, string>> = {
    reason: 'Why',
    optionsSetAside: 'Set aside',
    wouldReopen: 'Would reopen it',
    ask: 'Asked',
    purpose: 'Purpose',
    lawfulBasis: 'Lawful basis',
    reply: 'Reply',
    note: 'Note',
    what: 'What was done',
  };
  return html`${said.map(([name, value]) => html`<br>${heads[name] ?? name}: <q class="heed-as-said">${text(value)}</q>`)}`;
}

function sayWarning(line: Line): Content {
  const { channel, reporterKind, naming, earlier, colour } = line.detail;
  if (line.kind === 'again') return DID[line.cite.act] ?? '';
  if (Object.keys(line.detail).length === 0) return 'A warning. What was told was erased by law.';
  const counted =
    typeof earlier === 'number' && html`<br>Earlier warnings counted when it arrived: ${earlier}.`;
  return html`A warning, from ${REPORTERS[text(reporterKind)] ?? 'somebody'}, through ${CHANNELS[text(channel)] ?? 'another door'}. ${NAMINGS[text(naming)] ?? ''} Colour on arrival: ${COLOURS[text(colour)] ?? 'not given'}.${counted}`;
}

function sayOutcomes(known: WhoKnew, line: Line): Content {
  const given = list(line.detail.outcomes).map((one) => {
    const kind = text(field(one, 'outcome')) as OutcomeKind;
    const to = text(field(one, 'handedTo'));
    const held = field(one, 'status') === 'held' ? ', waiting for a second person' : '';
    return `${OUTCOMES[kind]?.words ?? kind}${to ? `, handed to ${known.posts.nameOf(to)}` : ''}${held}`;
  });
  const second = list(line.detail.secondPerson).length > 0 && html`<br>A second person had to agree.`;
  return html`${given.join('; ')}.${second}`;
}

function sayDid(known: WhoKnew, line: Line): Content {
  const words = DID[line.cite.act] ?? line.cite.act;
  switch (line.cite.act) {
    case 'concerns.concern-decided':
      return html`<strong>${words}</strong> ${sayOutcomes(known, line)}${sayWords(known, line)}`;
    case 'concerns.pattern-reviewed': {
      const outcome = text(line.detail.outcome) as keyof typeof PATTERN_OUTCOMES;
      return html`<strong>${words}</strong> ${PATTERN_OUTCOMES[outcome] ?? ''}${sayWords(known, line)}`;
    }
    case 'concerns.concern-triaged':
      return html`${words} ${COLOURS[text(line.detail.colour)] ?? ''}.${sayWords(known, line)}`;
    case 'concerns.challenge-answered': {
      const upheld = line.detail.upheld === true ? 'it was right.' : 'the answer stands.';
      return html`<strong>${words}</strong> ${upheld}${sayWords(known, line)}`;
    }
    default:
      return html`${words}${sayWords(known, line)}`;
  }
}

function sayAsked(known: WhoKnew, line: Line): Content {
  if (line.cite.act === 'concerns.agency-asked') {
    const post = text(field(line.detail.request, 'post'));
    return html`<strong>Asked</strong> ${known.posts.nameOf(post)}.${sayWords(known, line)}`;
  }
  if (line.cite.act === 'duties.extension-asked') {
    const due = text(line.detail.newDue);
    return html`<strong>Asked above</strong> for more time${due ? html`, until ${when(Temporal.Instant.from(due))}` : ''}.${sayWords(known, line)}`;
  }
  return html`<strong>Asked above</strong> to agree that this was raised in error.${sayWords(known, line)}`;
}

function sayClock(known: WhoKnew, line: Line): Content {
  const what = sayRule(line.detail.rule);
  const late = Temporal.Instant.compare(line.recorded, line.at) > 0;
  const at = late ? html` It was recorded at ${when(line.recorded)}.` : '';
  if (line.kind === 'missed') return html`<strong>Clock passed:</strong> ${what}.${at}`;
  const posts = (value: unknown) => list(value).map((one) => known.posts.nameOf(text(one)));
  const [acts, informs] = [posts(line.detail.acts), posts(line.detail.informs)];
  if (line.cite.act === 'duties.nobody-left')
    return html`<strong>No post was left to climb to:</strong> ${what}.${at}`;
  const because = line.detail.why === 'unopened' ? ', because its notice was not opened' : '';
  const told = informs.length > 0 && html` Made known to ${informs.join('; ')}.`;
  return html`<strong>Climbed</strong> to ${acts.join('; ') || 'nobody'}${because}: ${what}.${told}${at}`;
}

function sayTold(line: Line): Content {
  const words = TOLD[text(line.detail.told)] ?? 'Told';
  const means = list(line.detail.means).map((one) => MEANS[text(one)] ?? text(one));
  return html`<strong>${words}:</strong> ${text(line.detail.what)}. In Heed${means.length > 0 ? ` and by ${means.join(' and ')}` : ' only'}.`;
}

function sayOpened(known: WhoKnew, line: Line): Content {
  const own =
    line.record.id === known.subject.id ? 'it' : (known.references.get(line.record.id) ?? 'a record');
  const words = DID[line.cite.act];
  if (line.cite.act === 'concerns.pattern-seen') return html`<strong>Opened</strong> the pattern.`;
  return words ? html`<strong>${words}</strong> ${own}.` : html`<strong>Opened</strong> ${own}.`;
}

/** One line as a sentence or two. */
export function sayLine(known: WhoKnew, line: Line): Content {
  switch (line.kind) {
    case 'warning':
    case 'again':
      return sayWarning(line);
    case 'told':
      return sayTold(line);
    case 'opened':
      return sayOpened(known, line);
    case 'asked':
      return sayAsked(known, line);
    case 'missed':
    case 'climbed':
      return sayClock(known, line);
    default:
      return sayDid(known, line);
  }
}

/** What answers a line, in a few words with its own time. */
export function sayAnswer(known: WhoKnew, line: Line): Content {
  const by = line.account === null ? null : known.posts.personOf(line.account);
  const who = by ? ` by ${by}` : '';
  switch (line.kind) {
    case 'sent':
      return html`Delivered by ${MEANS[text(line.detail.means)] ?? text(line.detail.means)}, ${when(line.at)}.`;
    case 'not-sent':
      return html`Could not be delivered by ${MEANS[text(line.detail.means)] ?? text(line.detail.means)} (${text(line.detail.failure)}), ${when(line.at)}.`;
    case 'notice-opened':
      return html`Opened${who}, ${when(line.at)}.`;
    case 'met':
      return html`Done, ${when(line.at)}.`;
    case 'counted':
      return html`Counted again, ${when(line.at)}: ${Number(line.detail.earlier ?? 0)} earlier.`;
    default: {
      const declined = /declined|refused/.test(line.cite.act);
      const words =
        line.cite.act === 'concerns.request-answered' ? 'Answered' : declined ? 'Declined' : 'Agreed';
      return html`${words}${line.post ? html` by ${known.posts.nameOf(line.post)}` : ''}, ${when(line.at)}.${sayWords(known, line)}`;
    }
  }
}
