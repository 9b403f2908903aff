/**
 * The words of the first reading page for people who work with children, in English. They are tired, and may be frightened for
 * their work: short sentences, no promise that can't be kept. What the sealed way can't do is said before it is begun
 * (docs/threat-model.md).
 */
import { type Content, html } from '../../../../../ui/index.ts';

export const ENGLISH_SPEAK_UP = {
  title: 'Speak up about work with children',
  heading: 'You work with children, and nobody listens',
  danger: html`<h2 class="govuk-heading-m">Is a child in danger now?</h2><p class="govuk-body">Call <a class="govuk-link" href="tel:999"><strong>999</strong></a>. Do not wait for an answer from here.</p>`,
  lead: 'For staff, agency workers, volunteers, foster carers and students. Use it when worries are ignored, bad work is covered up, or people who speak up are made to pay.',
  aboutChild: html`Are you worried about one child? <a class="govuk-link" href="/">Tell us about the child</a>. You can do both.`,

  secretHeading: 'What we can’t promise',
  secret: [
    html`<strong>We can’t promise absolute secrecy.</strong> Whoever reads it must act when a child is at risk. They will be as careful about you as they can.`,
    'What you write may show who you are, if only you could know it, or by the way you write.',
    'If your employer controls the phone, computer or network you use, it may see what you do.',
    'A reader can copy what they read.',
    'Whoever runs a web site can change its pages. We make that hard to do unseen. We can’t rule it out.',
    'If you lose your eight words, nobody can find them for you.',
    'It is no legal advice. It does not start or stop a claim at a tribunal.',
  ],
  learnsLink: 'Who learns what, in full',

  canHeading: 'What it can do',
  can: [
    'It is locked in your browser before it is sent. Only the people picked to read it can open it.',
    'Your managers can’t open it, count it or close it.',
    'You do not have to say who you are.',
    'You get eight words. With them you come back, read the answer and write more.',
    'If nobody answers in time, a body outside can open it.',
  ],

  readersHeading: 'Who will read it',
  readers: [
    'Three people. They come from two or more workplaces, and one at least is not from yours.',
    'You say which team and which people it is about. They, and those above and below them, are left out.',
    'Before they can read it all, each must sign that they have no part in it.',
  ],

  whenHeading: 'What happens, and by when',
  when: [
    html`<strong>1 working day:</strong> one of them has opened it.`,
    html`<strong>7 days:</strong> one of them has told you that they have it.`,
    html`<strong>3 months:</strong> they have told you what they found and what was done.`,
    html`<strong>If they miss one of these:</strong> it goes to a body outside, which can then read it. For the 3 months, a week later.`,
  ],

  beforeHeading: 'Before you start',
  before: [
    html`<strong>Use your own phone or computer,</strong> not one your employer gave you. Use your own network, not the one at work.`,
    'A printer, a browser extension or a shared computer may keep a copy.',
    'Use a private window. Your browser may still show that you were here.',
    'Write down, for yourself, what you saw, when, and who was told.',
    'Do not take papers about children home. Say where they are.',
    'Do not tell people at work that you are doing this.',
  ],

  startButton: 'Start',
  startHint:
    'It works without JavaScript too, but then our computer sees your words for a moment. We will ask you first.',
  back: 'I told you before, and have my eight words',

  otherHeading: 'Other ways',
  other: {
    phone: (lines: Readonly<Record<'nspcc' | 'protect' | 'frontDoor', Content>>) =>
      html`<strong>By phone:</strong> the NSPCC has a line for people who work with children, ${lines.nspcc}. Protect gives free legal advice on speaking up, ${lines.protect}. About a child, call us on ${lines.frontDoor}.`,
    letter: html`<strong>By letter:</strong> to a <a class="govuk-link" href="/speak-up/outside">body outside</a>. You can leave out your name.`,
    person: html`<strong>Face to face:</strong> your union, a lawyer, or your member of Parliament.`,
  },

  moreHeading: 'Read more',
  more: {
    start: { href: '/speak-up', text: 'What this is, and who will read it' },
    law: { href: '/speak-up/law', text: 'What the law protects, and your last days to act' },
    outside: { href: '/speak-up/outside', text: 'Whom you can tell outside' },
    learns: { href: '/speak-up/who-learns-what', text: 'Who learns what' },
  },
};
