import { answerChallenge, answerReporter, sendMessage } from '../../commands/answer-reporter.command.ts';
import { readMessages, takeUpSafety } from '../../commands/work-concern.command.ts';
import { ANSWER_TEMPLATES } from '../../domain/answer-templates.ts';
import { isDecided } from '../../domain/concern.ts';
import { deriveRecipient } from '../../domain/vocabulary.ts';

import { type ActForm, frontDoor, has } from './act-form.form.ts';
/** To and from the person who told us. */
export const REPORTER_FORMS: readonly ActForm[] = [
  {
    path: 'answer',
    action: 'concerns.answer-reporter',
    records: 'concerns.reporter-answered',
    title: 'Answer the person who told us',
    toReporter: true,
    fields: [
      {
        name: 'answer-words',
        kind: 'words',
        label: 'Your answer',
        rows: 10,
        start: (view) => ANSWER_TEMPLATES[deriveRecipient(view.state.reporterKind)],
      },
    ],
    submit: 'Send this answer to them',
    offered: (view) =>
      frontDoor(view) && isDecided(view.state) && !view.state.answeredAt && view.state.reachable,
    run: (ports, _view, values) => (tx, ctx, on) =>
      answerReporter(ports)(tx, ctx, { ...on, text: values['answer-words'] ?? '' }),
  },
  {
    path: 'message',
    action: 'concerns.send-message',
    records: 'concerns.message-sent',
    title: 'Write to the person who told us',
    toReporter: true,
    fields: [
      {
        name: 'message',
        kind: 'words',
        label: 'Your message',
        hint: 'Never ask a child what happened. Ask when and how it is safe to talk.',
      },
    ],
    submit: 'Send this message to them',
    offered: (view) => frontDoor(view) && view.state.reachable,
    run: (ports, _view, values) => (tx, ctx, on) =>
      sendMessage(ports)(tx, ctx, { ...on, text: values.message ?? '' }),
  },
  {
    path: 'read',
    action: 'concerns.read-messages',
    records: 'concerns.messages-read',
    title: 'Mark the new messages as read',
    intro: 'Do this when you have read them and done what they ask.',
    fields: [],
    submit: 'I have read them',
    offered: (view) => frontDoor(view) && view.state.unread > 0,
    run: (ports) => readMessages(ports),
  },
  {
    path: 'safety',
    action: 'concerns.take-up-safety',
    records: 'concerns.safety-taken-up',
    title: 'They say they are not safe now',
    fields: [{ name: 'what', kind: 'words', label: 'What you have done about it' }],
    submit: 'Record what I did',
    offered: (view) => frontDoor(view) && view.state.notSafe,
    run: (ports, _view, values) => (tx, ctx, on) =>
      takeUpSafety(ports)(tx, ctx, { ...on, what: values.what ?? '' }),
  },
  {
    path: 'challenge',
    action: 'concerns.answer-challenge',
    records: 'concerns.challenge-answered',
    title: 'Answer the challenge',
    intro: 'They say that our answer does not deal with what they told us. You took no part in the decision.',
    toReporter: true,
    fields: [
      {
        name: 'upheld',
        kind: 'radios',
        label: 'Are they right?',
        options: () => [
          { value: 'yes', text: 'Yes: decide again what was set aside' },
          { value: 'no', text: 'No: the decision stands, and I can say why' },
        ],
      },
      { name: 'answer-words', kind: 'words', label: 'Your answer', rows: 8 },
    ],
    submit: 'Send this answer to them',
    offered: (view) => view.state.challengeOpen && has('duty-owner', 'ladder-reached')(view),
    run: (ports, _view, values) => (tx, ctx, on) =>
      answerChallenge(ports)(tx, ctx, {
        ...on,
        upheld: values.upheld === 'yes',
        text: values['answer-words'] ?? '',
      }),
  },
];
