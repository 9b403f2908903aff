/** The words of the pages about the law and about bodies outside, in English; what the law says is data in `domain/law/`. */
import { html } from '../../../../../ui/index.ts';
import type { Capacity } from '../../../domain/law/protections.ts';

export const ENGLISH_LAW = {
  title: 'What the law protects',
  heading: 'What the law protects',
  lead: [
    'The law protects many people who speak up about wrong at work. It does not protect everybody.',
    html`This page is no legal advice. <strong>Check with an adviser</strong> before you rely on it. <a class="govuk-link" href="/speak-up/outside">Protect and others</a> give advice for free.`,
  ],
  contents: 'On this page',
  source: 'Source:',
  readOn: (day: string) => `Read on ${day}.`,
  allRead: (day: string) =>
    `We read what is named as a source on ${day}, where nothing else is said. It may have changed since.`,
  doubt: 'Not certain:',

  whoHeading: 'Who is protected, and who may not be',
  cover: {
    covered: 'Mostly protected',
    sometimes: 'Sometimes protected',
    'in-dispute': 'In dispute',
    'usually-not': 'Mostly not protected',
  },
  whatHeading: 'What you can tell',
  what: 'It has to be about one of these. It may be past, going on, or likely to come.',
  since: (day: string) => ` (since ${day})`,
  howHeading: 'What makes it count',
  toHeading: 'Whom you can tell',
  toLead: 'The first are the easiest to have protected. The last are the hardest.',

  detrimentsHeading: 'How people are made to pay',
  detrimentsLead: [
    'The law calls it a detriment: when you are treated worse because you spoke up. It has no closed list.',
    'If one of these is done to you, write down the day. Your time to act may be short.',
  ],
  places: {
    work: 'At work',
    fostering: 'If you foster',
    volunteering: 'If you volunteer',
    study: 'If you study',
    'more-than-one': 'In all of these',
  },

  days: {
    heading: 'Your last days to act',
    lead: [
      'Were you made to pay for speaking up? Most claims must start within three months less one day. One must be made within seven days.',
      'Type the day here and we count. We keep nothing of it. It is not in the address of the page.',
    ],
    dayLegend: 'What day did it happen?',
    dayHint: 'If you were told before it came about, use the day you were told. For example, 27 3 2026.',
    capacityLegend: 'What are you?',
    capacities: {
      employee: 'An employee',
      worker: 'Another worker with a contract, such as casual or bank staff',
      agency: 'An agency worker',
      student: 'A trainee, or a student on placement',
      'foster-carer': 'A foster carer',
      volunteer: 'A volunteer, trustee or governor',
      'self-employed': 'Self-employed',
      applicant: 'Somebody who applied for a job',
      unsure: 'I am not sure',
    } satisfies Readonly<Record<Capacity, string>>,
    eventLegend: 'What happened?',
    events: {
      dismissal: 'I lost my work: dismissed, made to leave, or not renewed',
      'approval-withdrawn': 'My approval as a foster carer is to end or change',
      'something-else': 'Something else was done to me',
    },
    button: 'Show my last days',
    dayMissing: 'Type the day, the month and the year.',
    dayWrong: 'That is no day in the calendar. Type it as numbers, such as 27 3 2026.',
    dayEarly: 'That is before this law began in 1999. Type a later year.',
    dayLate: 'That day has not come yet. Type the day on which you were told.',
    capacityMissing: 'Choose what you are, or that you are not sure.',
    eventMissing: 'Choose what happened.',

    resultTitle: 'Your last days to act',
    resultHeading: 'Your last days to act',
    resultLead: (day: string) => `For what happened on ${day}. We have kept nothing: write the days down.`,
    by: (day: string) => html`By the end of <strong>${day}</strong>`,
    noDay: 'As soon as you can',
    gone: 'This day has gone. Ask an adviser today what can still be done.',
    mayHold: 'This right may not be yours. If it is, this is the day.',
    longer:
      'A new law plans six months for the tribunal. It was not to begin before October 2026, and we found no word that it has. So we count three.',
    careful:
      'Where there are two ways to count, we give the earlier day. Do not wait for it. A claim that is one day late is mostly lost.',
    again: 'Count again',
  },

  outside: {
    title: 'Whom you can tell outside',
    heading: 'Whom you can tell outside',
    lead: [
      'These bodies are not your employer. You can go to them before you use our sealed way, after it, or instead.',
      'You do not have to tell your employer first. It is your choice.',
      'Your network can see which site you open. Use your own phone, at home.',
    ],
    print: 'To print the list, use your own printer. Only the list is printed.',
    telephone: 'Telephone:',
    numberFrom: 'We found this number on a page of somebody else, so check it:',
    adviceHeading: 'Talk to somebody first',
    prescribedHeading: 'Prescribed persons',
    prescribedLead: (order: { readonly address: string; readonly name: string }) =>
      html`The law names these. If you are a worker and tell one of them about its own business, that can be a <strong>protected disclosure</strong>. Ask each how to tell it. These are the ones that matter most for children. All are in the <a class="govuk-link" href="${order.address}">${order.name}</a>.`,
    groups: {
      children: 'For children',
      registration: 'For people who hold a registration',
      health: 'For health',
      'police-and-safety': 'For the police, and for safety at work',
      other: 'For other things',
    },
    notHeading: 'Not a prescribed person',
    notLead: 'You can complain here. But telling it is not protected in the same way.',
    oldWarning: (day: string) =>
      `We put this list together on ${day}, from the pages named. Pages change. Open the page before you rely on it.`,
  },
};
