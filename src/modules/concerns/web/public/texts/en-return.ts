/** The words for coming back with a receipt, in English. Never a name, the first words, or whether a child is known. */
import { html } from '../../../../../ui/index.ts';

export const ENGLISH_RETURN = {
  title: 'Come back with your receipt',
  heading: 'Come back with your receipt',
  label: 'Type your 8 words, or the numbers',
  hint: 'Put a space between the words. Capital letters do not matter.',
  button: 'Open',
  missing: 'Type your words or numbers first.',
  wrong: 'We could not find anything with those words. Check each word and its place, then try again.',
  mistyped: {
    wordCount: (found: string) => `There are 8 words. You have typed ${found}.`,
    digitCount: (found: string) => `There are 27 numbers. You have typed ${found}.`,
    unknownWord: (place: string, typed: string) => `Word ${place}, “${typed}”, is not one of our words.`,
    near: (words: string) => `Did you mean ${words}?`,
    words: 'One of the words is not right, or two have changed places. Check each word and its place.',
    digits: 'One of the numbers is not right, or two have changed places. Check each one.',
  },
  lost: html`<p class="govuk-body">Nobody can find your words for you. You can <a class="govuk-link" href="/">tell us again</a>, and say that you told us before.</p>`,
  lostSummary: 'I have lost my words',

  statusTitle: 'What has happened',
  statusHeading: 'What has happened',
  received: (when: string) => html`We got what you told us on <strong>${when}</strong>.`,
  notRead: (when: string) => html`Nobody has read it yet. Somebody will by <strong>${when}</strong>.`,
  notReadLate: html`Nobody has read it yet, and that is too late. Somebody more senior has been told.`,
  read: (when: string) => html`Somebody read it on <strong>${when}</strong>.`,
  answerBy: (when: string) => html`We owe you an answer by <strong>${when}</strong>.`,
  answerLate: html`Our answer is late. Somebody more senior has been told.`,
  challengeBy: (when: string) =>
    html`You said that our answer was not good enough. Somebody who had no part in it is looking again, and answers by <strong>${when}</strong>.`,
  challengeLate: html`You said that our answer was not good enough. Our new answer is late, and somebody more senior has been told.`,
  nothingOwed: 'We have answered. You can still write to us at any time.',

  erasedTitle: 'What you told us is gone',
  erasedHeading: 'What you told us is gone',
  erased: (when: string) =>
    html`The law made us erase what you told us, on <strong>${when}</strong>. Nobody can read it now, and neither can we.`,
  erasedWhy: 'It is not because of anything you did. You were right to tell us.',
  erasedAgain: html`If you are still worried, or something new has happened, please <a class="govuk-link" href="/">tell us again</a>. If you are not safe now, call <a class="govuk-link" href="tel:999"><strong>999</strong></a>.`,
  erasedCall: 'You can also talk to us on the phone:',
  erasedUnsent: 'What you have just written was not sent. Copy it, and tell us again',
  erasedKept: 'That you told us, and when, is still written down.',

  messagesHeading: 'Our messages to you',
  noMessages: 'There is no message yet.',
  kinds: {
    answer: 'Our answer',
    message: 'A message from us',
    'challenge-answer': 'Our answer to your challenge',
  },
  yours: {
    message: (when: string) => `You wrote to us on ${when}.`,
    challenge: (when: string) => `You said on ${when} that our answer was not good enough.`,
    'not-safe': (when: string) => `You told us on ${when} that you were not safe.`,
  },
  hidden: 'What you wrote is not shown here, in case somebody else has your words.',

  notSafeHeading: 'Are you not safe now?',
  notSafeLead: html`Call <a class="govuk-link" href="tel:999"><strong>999</strong></a>. If you can’t, press this button. It tells the team at once, day or night.`,
  notSafeButton: 'I am not safe now',
  notSafeDone: html`<p class="govuk-body">The team has been told that you are not safe. Somebody must look at it straight away, day or night. <strong>If you can, call <a class="govuk-link" href="tel:999">999</a> now.</strong></p>`,

  moreHeading: 'Tell us more, or reply',
  moreLabel: 'Your message',
  moreHint: 'New things, or an answer to what we wrote.',
  moreMissing: 'Write your message first.',
  moreButton: 'Send message',
  moreDone: 'We have your message. Somebody will read it.',
  tooLong: 'That is too long. Send it in two messages.',

  challengeHeading: 'Is our answer not good enough?',
  challengeLead:
    'You can say so. Somebody who had no part in it must look again and answer you. If you say so a second time, it goes to somebody outside.',
  challengeLabel: 'What did we get wrong, or leave out?',
  challengeMissing: 'Say what we got wrong or left out. A few words will do.',
  challengeButton: 'Ask for it to be looked at again',
  challengeDone: 'We have it. Somebody who had no part in our answer will look again.',
  challengeOpen: 'Somebody is already looking again at our answer.',

  repeat: 'We already have that. It was not sent twice.',
  again: 'Look again',
  done: 'Leave this site',
};
