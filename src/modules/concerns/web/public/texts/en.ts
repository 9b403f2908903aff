/**
 * Every word of the public pages, in English. Another language is another file of this shape. Reading age about nine:
 * short sentences, no office words, never a word that blames a child. What is promised here must be true: no page
 * promises silence when a child is in danger.
 */
import { html } from '../../../../../ui/index.ts';
import { ENGLISH_PROOF } from './en-proof.ts';
import { ENGLISH_QUESTIONS } from './en-questions.ts';
import { ENGLISH_RETURN } from './en-return.ts';

/** The number of a helpline, as said and as dialled. */
export interface Helpline {
  readonly shown: string;
  readonly dialled: string;
}

export const en = {
  lang: 'en-GB',
  dir: 'ltr' as 'ltr' | 'rtl',
  layout: {
    skip: 'Skip to main content',
    exit: html`<span class="govuk-visually-hidden">Emergency: </span>Leave this page`,
    exitSkip: 'Leave this page quickly',
    exitPressTwice: 'Press 2 more times to leave.',
    exitPressOnce: 'Press 1 more time to leave.',
    exitLeaving: 'Leaving.',
    offline: 'You seem to be offline. What you typed is still here. Try again when you have a signal.',
    back: 'Back',
    errorTitle: 'There is a problem',
    emergency: html`In danger now? Call <a class="govuk-link" href="tel:999">999</a>.`,
    footer: html`This site does not track you. It keeps nothing on your device after you leave.`,
  },
  footer: {
    what: 'What happens with what you tell us',
    leave: 'How to leave quickly',
    back: 'I have a receipt',
  },

  start: {
    title: 'Worried about a child?',
    heading: 'Worried about a child? Tell us.',
    lead: (area: string) =>
      `You can tell us here, about any child in ${area}. You do not have to be sure. You do not have to say who you are.`,
    danger: html`<h2 class="govuk-heading-m">Is somebody in danger right now?</h2><p class="govuk-body">Call <a class="govuk-link" href="tel:999"><strong>999</strong></a> now. If you cannot speak, call 999 and then press <strong>55</strong> when asked.</p>`,
    youngHeading: 'Are you under 18?',
    young: 'This part is for you. It is short.',
    youngButton: 'I am under 18',
    adultHeading: 'Are you an adult?',
    adult: 'It takes about five minutes. Leave out whatever you do not know.',
    adultButton: 'I am an adult',
    speakUp: 'I work with children and I am worried that nobody listens',
    comeBackHeading: 'Did you tell us something before?',
    comeBack: 'Use your receipt to see what happened, or to tell us more.',
    nextHeading: 'What happens with what you tell us',
    next: [
      'A person whose job is to keep children safe reads every word.',
      'They look at whether anybody told us about this child before.',
      'They decide what to do, write down why, and answer you.',
      'If nobody decides in time, it goes to somebody more senior, and in the end to somebody outside.',
    ],
    secretHeading: 'Will it be kept secret?',
    secret: [
      'You do not have to say who you are. We do not store where you are or which phone you use.',
      'If you give your name, you can ask us to keep it from the family and from other people.',
      'We can’t promise to keep everything secret. If a child is in danger, we must act, and that can mean telling the police.',
    ],
    talkHeading: 'Would you rather talk to somebody?',
    talkChild: (line: Helpline) =>
      html`Under 19? Call <strong>Childline</strong> on <a class="govuk-link" href="tel:${line.dialled}">${line.shown}</a>. It is free, and it does not show on the phone bill.`,
    talkUs: (line: Helpline) =>
      html`You can call us on <a class="govuk-link" href="tel:${line.dialled}">${line.shown}</a>, day or night.`,
    talkAdult: (line: Helpline) =>
      html`Adults can call the <strong>NSPCC</strong> on <a class="govuk-link" href="tel:${line.dialled}">${line.shown}</a>.`,
  },

  young: {
    title: 'If you are under 18',
    heading: 'You can tell us',
    lead: [
      'If something is wrong, it is not your fault. You are not in trouble for telling us.',
      'You write what you want, in your own words. You can stop at any time.',
      'You do not have to give your name.',
    ],
    secretHeading: 'Will you keep it secret?',
    secret:
      'Only people who need to know will read it. But if you or somebody else is in danger, we have to get help. We will try to talk with you first.',
    familyHeading: 'Will you tell my family?',
    family:
      'Not before we have talked with you, unless waiting would put somebody in danger. You can tell us if it is not safe for your family to know.',
    leaveHeading: 'Is somebody looking over your shoulder?',
    leave: 'Press the red button at any time. This page goes away, and what you were writing is deleted.',
    aboutMe: 'It is about me',
    aboutFriend: 'It is about somebody else',
    talk: 'Would you rather talk?',
  },

  form: {
    next: 'Carry on',
    save: 'Save',
    optional: ' (you can leave this out)',
    change: 'Change',
    remove: 'Remove',
    notSaid: 'Not said',
    saved: 'Saved for now.',
    notSaved: 'Not saved yet: no connection. Keep this page open.',
    expired:
      'You were away for more than 30 minutes, so we deleted what you wrote before, to keep it safe. What you just wrote is kept.',
    expiredEmpty:
      'You were away for more than 30 minutes, so we deleted what you wrote, to keep it safe. You can start again.',
    check:
      'This page was open for a long time. What you wrote is still here. Please press the button once more.',
    alreadySent: 'If you already pressed “Send”, we have what you told us. You do not have to send it again.',
    tooMany: 'That is as many as one form can hold. Send this now, and tell us the rest with your receipt.',
    notice: 'Please note',
    dayAndTime: (day: string, time: string) => `${day} at ${time}`,
    endOfDay: (day: string) => `the end of ${day}`,
    midday: 'midday',
  },

  check: {
    title: 'Check what you are sending',
    heading: 'Check what you are sending',
    lead: 'Read it once more. You can change anything.',
    receiptLegend: 'Your receipt',
    receiptHint:
      'When you have sent this, we show you 8 words. They let you come back, see our answer and tell us more.',
    decline: 'Do not show me any words. I can’t keep them safe.',
    sendHeading: 'Now send it',
    sendLead: 'A person will read it. You can’t delete it afterwards, but you can always add to it.',
    send: 'Send',
    missing: 'Some questions still need an answer.',
  },

  call: {
    title: 'Call 999 now',
    heading: 'Call 999 now if you can',
    lead: html`<p class="govuk-body">Call <a class="govuk-link" href="tel:999"><strong>999</strong></a>. The police come fastest, day or night.</p><p class="govuk-body">If you can’t speak, call 999 and then press <strong>55</strong> when asked.</p>`,
    also: 'You can still finish telling us here. We will look at it first.',
    go: 'Carry on telling us',
  },

  files: {
    title: 'Pictures or documents',
    heading: 'Do you want to add pictures or documents?',
    lead: 'You do not have to. A screenshot of messages or a photo of a car can help.',
    warning:
      'Never send a picture of a child without clothes, even to show us. It is against the law to send one. Tell us that it exists. The police will ask to see the phone it is on.',
    label: 'Choose a file',
    hint: (mb: number, most: number) => `Pictures, PDF or text. Up to ${mb} MB each, and ${most} in all.`,
    add: 'Add this file',
    added: 'What you added',
    done: 'Carry on',
    none: 'Choose a file first, or carry on without one.',
    empty: 'That file is empty. Choose another one.',
    tooBig: (mb: number) => `That file is too big. It can be up to ${mb} MB.`,
    tooMany: (most: number) => `You can add ${most} files. Remove one before you add another.`,
    unknown: 'We can’t take that kind of file. Send a picture, a PDF or a text file.',
    infected: 'That file may harm computers, so we did not take it. Choose another one.',
    broken: 'That file did not arrive whole. Try again.',
  },

  sent: {
    title: 'We have it',
    plainTitle: 'Keep this',
    heading: 'We have what you told us',
    reference: 'Your number',
    thanks: 'Thank you for telling us.',
    thanksChild: 'Thank you for telling us. You did the right thing.',
    receiptHeading: 'Keep these 8 words',
    receiptLead:
      'They are the only way back to our answer. Write them down or take a photo. Nobody can send them to you again.',
    digits: 'The same as numbers',
    careful: 'Anybody who has these words can read our answers. They can’t read what you wrote.',
    print: 'Print the words',
    printHint: 'The paper shows only the words and numbers. It does not say what they are for.',
    declined:
      'You asked for no words. If you want to tell us more, start again and say that you told us before.',
    repeated:
      'You sent this before, and we have it. The words were shown the first time. If you did not see them, you can start again and say that you told us before.',
    retypeHeading: 'Did you write them down right?',
    retypeLead: 'You do not have to do this. Type two of the words to be sure.',
    retypeWord: (n: number) => `Word ${n}`,
    retypeButton: 'Check my words',
    retypeRight: 'Those are right.',
    retypeWrong: 'One of those is not right. Look at the words above and try again.',
    nextHeading: 'What happens next',
    openedBy: (when: string) => html`Somebody will have read it by <strong>${when}</strong>.`,
    answeredBy: (when: string) => html`You will find our answer with your words by <strong>${when}</strong>.`,
    answeredByContact: (when: string) => html`We will have decided what to do by <strong>${when}</strong>.`,
    climbs: 'If we are late, somebody more senior is told, and then somebody outside.',
    worse: html`If things get worse, do not wait for us. Call <a class="govuk-link" href="tel:999">999</a>.`,
    done: 'Leave this site',
  },

  sealed: {
    refused: 'We could not take it',
    needsScript: 'Your browser must run scripts to open this page.',
  },

  what: {
    title: 'What happens with what you tell us',
    heading: 'What happens with what you tell us',
    parts: [
      {
        heading: 'Who reads it',
        words: [
          'People in the team that keeps children safe in this area. Others see it only if they have to act on it. Heed writes down each time somebody opens it.',
        ],
      },
      {
        heading: 'If you do not say who you are',
        words: [
          'That is fine. We store no address of your phone or computer. We can answer you only through your receipt.',
          'Sometimes what you write shows who you are. We hide those parts from people who do not need them.',
        ],
      },
      {
        heading: 'If you ask us to keep your name to ourselves',
        words: [
          'Your name is kept apart from what you said. Only the first team can see it. A court can, very rarely, make us say.',
        ],
      },
      {
        heading: 'What we can’t promise',
        words: [
          'If a child may be in danger, we must act, even if you wish that we did not. We will be as careful about you as we can.',
        ],
      },
      {
        heading: 'How long it is kept',
        words: [
          'What you send can’t be changed or deleted by anybody who works here. It is kept for a long time, because it may matter to the child later.',
          'A form that you start and do not send is deleted after 30 minutes, or at once when you press “Leave this page”.',
        ],
      },
      {
        heading: 'Leaving quickly',
        words: [
          'Press “Leave this page”, or press Shift or Esc three times. Your browser may still show in its history that you were here. To stop that, use a private window next time.',
        ],
      },
    ],
  },

  questions: ENGLISH_QUESTIONS,
  comeBack: ENGLISH_RETURN,
  proof: ENGLISH_PROOF,
};

/** The words of the public pages in some language. */
export type PublicTexts = typeof en;
