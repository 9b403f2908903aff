import { refuse } from '../../../../kernel/refusal.ts';
import {
  acceptHandover,
  askAgency,
  considerAllegation,
  refuseHandover,
  replyToRequest,
} from '../../commands/work-concern.command.ts';

import { type ActForm, frontDoor, has, listOpenHandovers, postOf, reason } from './act-form.form.ts';
/** Other agencies, and who takes the work on. */
export const AGENCY_FORMS: readonly ActForm[] = [
  {
    path: 'ask',
    action: 'concerns.ask-agency',
    records: 'concerns.agency-asked',
    title: 'Ask another agency',
    intro:
      'Their reply has a clock, by the colour of this concern. If it is missed it climbs in their agency and ours.',
    fields: [
      {
        name: 'post',
        kind: 'select',
        label: 'Who to ask',
        options: (view) => view.names.posts.map((post) => ({ value: post.id, text: post.label })),
      },
      {
        name: 'kind',
        kind: 'radios',
        label: 'What for',
        options: () => [
          { value: 'information', text: 'Information' },
          { value: 'action', text: 'Something to be done' },
          { value: 'attendance', text: 'To come to a discussion' },
        ],
        start: () => 'information',
      },
      { name: 'ask', kind: 'words', label: 'What you ask' },
      {
        name: 'purpose',
        kind: 'line',
        label: 'Purpose',
        start: () => 'To decide how to keep this child safe',
      },
      {
        name: 'lawful-basis',
        kind: 'line',
        label: 'Lawful basis for sharing',
        start: () => 'Public task: Children Act 1989 section 47 and Children Act 2004 section 11',
      },
    ],
    submit: 'Send the request',
    offered: frontDoor,
    run: (ports, view, values) => async (tx, ctx, on) => {
      const post = postOf(values.post);
      const agency = view.names.posts.find((p) => p.id === post)?.agency;
      if (!post || !agency) return refuse('concerns.receiver-needed', 'post');
      const kind = values.kind === 'action' || values.kind === 'attendance' ? values.kind : 'information';
      return askAgency(ports)(tx, ctx, {
        ...on,
        agency,
        post,
        kind,
        ask: values.ask ?? '',
        purpose: values.purpose ?? '',
        lawfulBasis: values['lawful-basis'] ?? '',
      });
    },
  },
  {
    path: 'reply',
    action: 'concerns.reply-to-request',
    records: 'concerns.request-answered',
    title: 'Reply to the request',
    fields: [
      {
        name: 'request',
        kind: 'radios',
        label: 'Which request',
        options: (view) =>
          view.requests
            .filter((r) => r.state === 'asked')
            .map((r) => ({ value: r.id, text: `${view.names.post(r.post)}: ${r.words?.ask ?? ''}` })),
        start: (view) => view.requests.find((r) => r.state === 'asked')?.id ?? '',
      },
      {
        name: 'answered',
        kind: 'radios',
        label: 'Can you do it?',
        options: () => [
          { value: 'yes', text: 'Yes: here is our reply' },
          { value: 'no', text: 'No: we decline, and say why' },
        ],
        start: () => 'yes',
      },
      { name: 'reply', kind: 'words', label: 'Your reply' },
    ],
    submit: 'Send the reply',
    offered: (view) => has('asked-agency')(view) && view.requests.some((r) => r.state === 'asked'),
    run: (ports, _view, values) => (tx, ctx, on) =>
      replyToRequest(ports)(tx, ctx, {
        ...on,
        request: values.request ?? '',
        answered: values.answered !== 'no',
        text: values.reply ?? '',
      }),
  },
  {
    path: 'accept',
    action: 'concerns.accept-handover',
    records: 'concerns.handover-accepted',
    title: 'Take this work on',
    fields: [{ name: 'subject', kind: 'radios', label: 'For which child', options: listOpenHandovers }],
    submit: 'We take it on',
    offered: (view) => has('handed-to')(view) && listOpenHandovers(view).length > 0,
    run: (ports, _view, values) => (tx, ctx, on) =>
      acceptHandover(ports)(tx, ctx, { ...on, subject: values.subject ?? '' }),
  },
  {
    path: 'send-back',
    action: 'concerns.accept-handover',
    records: 'concerns.handover-refused',
    title: 'Send this work back',
    intro: 'The front door has to decide again for this child.',
    fields: [
      { name: 'subject', kind: 'radios', label: 'For which child', options: listOpenHandovers },
      reason,
    ],
    submit: 'Send it back',
    offered: (view) => has('handed-to')(view) && listOpenHandovers(view).length > 0,
    run: (ports, _view, values) => (tx, ctx, on) =>
      refuseHandover(ports)(tx, ctx, {
        ...on,
        subject: values.subject ?? '',
        reason: values.reason ?? '',
      }),
  },
  {
    path: 'allegation',
    action: 'concerns.consider-allegation',
    records: 'concerns.allegation-considered',
    title: 'Consider the allegation',
    intro: 'About somebody who works or volunteers with children.',
    fields: [{ name: 'note', kind: 'words', label: 'What you decided and who you told' }],
    submit: 'Record it',
    offered: (view) => has('lado')(view) && !view.state.allegationConsidered,
    run: (ports, _view, values) => (tx, ctx, on) =>
      considerAllegation(ports)(tx, ctx, { ...on, note: values.note ?? '' }),
  },
];
