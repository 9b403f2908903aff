/**
 * Every word of the sealed form, in English. Plain, short, and never more than is true: no page promises secrecy where a child is in
 * danger (70-disclosures.md 9.1).
 */
import { WHERE_EN } from './en-where.ts';

export const SEALED_EN = {
  ...WHERE_EN,
  title: 'Tell somebody independent',
  heading: 'Tell somebody independent',
  lead: [
    'What you write here is locked in your browser before it is sent. Three people who have no part in it can open it; if they do not answer, a body outside can. Nobody else can: not your managers, and not those who run this website.',
    'If a child is in danger, they must act on it. We can’t promise otherwise.',
  ],
  danger: 'If a child is in danger right now, call 999. This form is not read at once.',
  noScript:
    'This page locks what you write in your browser, and that needs JavaScript, which is off or did not load. Nothing can be sent from this page. You can use the plain form, which this website can read for a moment, or tell somebody in another way.',
  plainRoute: 'Use the plain form',
  otherWays: 'Other ways to tell somebody',
  notHere:
    'The sealed channel is not set up in this area yet. You can tell one of the bodies outside; the law names them.',
  loading: 'Getting the list of people who can read this, and checking its signatures …',
  aboutWork: 'Where is it?',
  aboutWorkHint:
    'Only used in your browser, to leave out people who could have a part in it. Those who read it see the names of the organisation and the part.',
  about: 'Who is it about?',
  aboutHint:
    'Posts, or names if you must. Whoever reads this first sees it, so that they can say whether they have a part in it. One on each line.',
  category: 'What sort of thing is it?',
  categories: {
    'concerns-ignored': 'Concerns about children are not heard',
    'bad-practice': 'Children are not cared for or kept safe as they should be',
    'cover-up': 'Something is hidden, changed or denied',
    'unsafe-workload': 'The workload is not safe',
    conduct: 'How somebody behaves towards children or colleagues',
    reprisal: 'Somebody is being punished for speaking up',
    other: 'Something else',
  },
  inDanger: 'May a child be in danger now?',
  yes: 'Yes',
  no: 'No, or I don’t know',
  seen: 'What have you seen?',
  seenHint: 'What happened, when, and who was there. What you know and what you suspect.',
  told: 'Whom have you told, and what came of it?',
  wish: 'What should happen now?',
  files: 'Pictures and documents',
  filesHint: 'Up to 10 files of 25 MB. They are locked like the rest.',
  filesWarning:
    'A file can hold hidden details: who made it, on which device, and where. Pictures can be cleaned here. Other documents are sent as they are.',
  clean: 'Remove hidden details from pictures (recommended)',
  keep: 'Keep pictures exactly as they are, as evidence',
  who: 'Who are you?',
  whoHint:
    'You can leave all of this out. Those who read it can then write to you here, and you come back with your receipt. If you say who you are, only they can see it.',
  name: 'Your name',
  post: 'Your work or role',
  reach: 'How to reach you safely',
  check: 'See who will read it',
  readers: 'Who will read it',
  readersLead: 'Chosen in your browser, by chance, among those who can have no part in it.',
  reserves: 'In their place, if one of them has a part in it',
  outsideBody: 'Outside, if those inside don’t answer in time, or when you ask',
  outsideOnly: 'There are not three people who can have no part in it. It goes to the body outside alone.',
  nobody:
    'Nobody on the list can read this without perhaps having a part in it. Nothing was sent. Tell one of the bodies outside.',
  keptAway: 'Who can’t read it, and why',
  send: 'Lock it and send it',
  sending: 'Locking and sending …',
  sendingFile: 'Locking and sending file {n} of {total} …',
  sentHeading: 'It is sent, and locked',
  receiptHeading: 'Your receipt',
  receiptLead:
    'Write these 8 words on paper now. They are the only way to see the answer, and we can’t give them to you again.',
  receiptDigits: 'Or these digits, which are the same receipt',
  receiptCareful:
    'Don’t keep them on a device that your employer can look into. They do not say what you told, or to whom.',
  retypeHeading: 'Have you written them down?',
  retypeWord: 'Word {n}',
  retypeButton: 'Check',
  retypeRight: 'Right. You have what you need to come back.',
  retypeWrong: 'That is not it. Look again: the words are above.',
  nextHeading: 'What happens next',
  next: [
    'One of them opens it by the end of the next working day, and says whether they have a part in it.',
    'You are answered within 7 days that it was received, and within 3 months with what was done.',
    'If not, the body outside is given it. You can also ask for that yourself.',
    'For a year they ask you whether anything has changed for you at work.',
  ],
  proof: 'Save the proof that it arrived today',
  proofWarning:
    'It does not say what you wrote, but it shows that you used this website. Save it only where nobody else looks.',
  leave: 'Leave this page',
  back: 'Back to the form',
  error: 'There is a problem',
  faults: {
    seen: 'Write what you have seen',
    category: 'Choose what sort of thing it is',
    danger: 'Say whether a child may be in danger',
    employer: WHERE_EN.employerMissing,
    organisation: 'Write the name of the organisation',
    tooLong:
      'That is more than can be sent at once. Make it shorter, or send part of it now and the rest with your receipt',
    files: 'Choose at most 10 files, each of at most 25 MB',
    picture: 'A picture could not be cleaned: {name}. Take it out, or choose to keep pictures as they are',
    offline:
      'It was not sent: there is no connection, or it broke off. Everything you wrote is still here. Try again.',
    refused: 'It was not taken. Everything you wrote is still here.',
    crypto:
      'This browser can’t lock what you write, so nothing is sent. Use a newer browser, or the plain form if you accept that this website can read it for a moment.',
    roster: 'Nothing can be sent: {why} Tell somebody in another way, and tell them about this.',
    slow: 'This takes too long. Nothing was sent in the clear. Try again, or choose the plain form.',
  },
} as const;

/** The same sentences in other words. */
type Reworded<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends readonly string[]
      ? readonly string[]
      : Reworded<T[K]>;
};

export type SealedTexts = Reworded<typeof SEALED_EN>;
