import { SIGNAL_RULES } from '../../../kernel/signal-rules.ts';
import {
  button,
  csrfField,
  type FormErrors,
  type Html,
  html,
  insetText,
  NO_ERRORS,
  summaryList,
  textarea,
} from '../../../ui/index.ts';
import { CHANGE_WORDS, type Change, type Proposal, sayRuleSetting } from '../domain/change.ts';
import type { Account, Agency, Post } from '../domain/organisation.ts';
import { sayFunctions } from './area.page.ts';
import { sayMoment } from './own-sign-in.page.ts';

/** What names stand for which ids, to say a change in words. */
export interface ChangeNames {
  readonly accounts: readonly Account[];
  readonly agencies: readonly Agency[];
  readonly posts: readonly Post[];
}

type Row = readonly [string, string];

function factsOf(
  change: Extract<Change, { kind: 'add-post' | 'change-post' }>,
  names: ChangeNames,
): readonly Row[] {
  const now = change.kind === 'change-post' ? names.posts.find((post) => post.id === change.post) : undefined;
  const above = (id: Post['reportsTo']) => names.posts.find((post) => post.id === id)?.name ?? 'No post';
  const rows: readonly (readonly [string, string, string | undefined])[] = [
    ['Name', change.name, now?.name],
    ['What it is for', sayFunctions(change.functions), now && sayFunctions(now.functions)],
    ['Reports to', above(change.reportsTo), now && above(now.reportsTo)],
    ['Telephone out of hours', change.phone ?? 'None', now && (now.phone ?? 'None')],
  ];
  return rows.map(([what, then, before]) => [
    what,
    before === undefined || before === then ? then : `${then} (now: ${before})`,
  ]);
}

/** A change in words, line by line; what it would alter is shown beside what is so now. */
export function sayChange(change: Change, names: ChangeNames): readonly Row[] {
  const post = (id: string) => names.posts.find((one) => one.id === id)?.name ?? 'A post';
  const account = (id: string) => names.accounts.find((one) => one.id === id)?.name ?? 'Somebody';
  const agency = (id: string) => names.agencies.find((one) => one.id === id)?.name ?? 'An agency';
  switch (change.kind) {
    case 'add-area':
      return [['Name', change.name]];
    case 'add-agency':
      return [
        ['Name', change.name],
        ['Kind', change.agencyKind],
        ['Outside the organisations that must answer', change.outside ? 'Yes' : 'No'],
      ];
    case 'add-team':
      return [
        ['Agency', agency(change.agency)],
        ['Name', change.name],
      ];
    case 'add-post':
      return [['Agency', agency(change.agency)], ...factsOf(change, names)];
    case 'change-post':
      return [['Post', post(change.post)], ...factsOf(change, names)];
    case 'appoint':
    case 'end-holding':
      return [
        ['Post', post(change.post)],
        ['Who', account(change.account)],
      ];
    case 'set-rule':
      return [
        ['Rule', SIGNAL_RULES[change.rule].name],
        ['To be', sayRuleSetting(change)],
      ];
  }
}

/** What was typed when settling one of them was refused. */
export interface SettleTyped {
  readonly proposal: string;
  readonly reason: string;
}

function settleForm(proposal: Proposal, csrf: string, errors: FormErrors, typed?: SettleTyped): Html {
  const id = `reason-${proposal.id}`;
  const value = typed?.proposal === proposal.id ? typed.reason : undefined;
  return html`<form method="post" action="/area/changes/${proposal.id}" novalidate>${csrfField(csrf)}
${textarea({ id, name: 'reason', label: { text: 'Why (needed to refuse)' }, rows: 2, value, errorMessage: errors.byField[id] })}
<div class="govuk-button-group">${button({ text: 'Confirm', name: 'answer', value: 'confirmed' })}${button({ text: 'Refuse', name: 'answer', value: 'refused', classes: 'govuk-button--secondary' })}</div></form>`;
}

/** Every change that waits, for those who may see them; with the scrutineer's two buttons for the scrutineer. */
export function renderChanges(page: {
  readonly proposals: readonly Proposal[];
  readonly names: ChangeNames;
  /** What a proposed setting of a rule would have raised lately. */
  readonly sayEffect: (change: Extract<Change, { kind: 'set-rule' }>) => readonly Row[];
  readonly maySettle: boolean;
  readonly csrf: string;
  readonly errors?: FormErrors;
  readonly typed?: SettleTyped | undefined;
}): Html {
  const errors = page.errors ?? NO_ERRORS;
  const by = (proposal: Proposal) =>
    page.names.accounts.find((account) => account.id === proposal.proposedBy)?.name ?? 'Somebody';
  return html`<h1 class="govuk-heading-l">Changes waiting for the scrutineer</h1>
${insetText({ text: 'Nothing here is in force. Who a warning climbs to is changed only with somebody outside agreeing.' })}
${page.proposals.length === 0 && html`<p class="govuk-body">Nothing is waiting.</p>`}
${page.proposals.map(
  (proposal) =>
    html`<section id="change-${proposal.id}">${summaryList({
      card: { title: { text: CHANGE_WORDS[proposal.change.kind], headingLevel: 2 } },
      rows: [
        ...[
          ...sayChange(proposal.change, page.names),
          ...(proposal.change.kind === 'set-rule' ? page.sayEffect(proposal.change) : []),
        ].map(([key, value]) => ({
          key: { text: key },
          value: { text: value },
        })),
        { key: { text: 'Why' }, value: { text: proposal.reason } },
        {
          key: { text: 'Proposed by' },
          value: { text: `${by(proposal)}, ${sayMoment(proposal.proposedAt)}` },
        },
      ],
    })}${page.maySettle && settleForm(proposal, page.csrf, errors, page.typed)}</section>`,
)}`;
}
