/** What is said to those who receive disclosures where something does not open, and the sentences that they can change and send. */
import type { Category } from '../../src/modules/disclosures/domain/contents.ts';
import type { OpenFault } from '../../src/modules/disclosures/sealing/open-report.ts';

export const FAULTS: Readonly<Record<OpenFault, string>> = {
  'not-yours':
    'This can’t be opened with your keys: it was sealed to somebody else, or taken from another disclosure. Tell the other recipients.',
  'two-texts':
    'Different people were given different keys to this, so that they would read different things. It is not shown. Tell the other recipients.',
  altered: 'This can’t be shown: it was changed after it was sealed. Tell the other recipients.',
  unreadable:
    'This was sealed in a form that this page can’t read. Load the page again; if it stays so, tell the other recipients.',
};

export const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
  'concerns-ignored': 'Concerns about children were not acted on',
  'bad-practice': 'Practice that puts children at risk',
  'cover-up': 'Something was hidden or changed',
  'unsafe-workload': 'Too much work to do safely',
  conduct: 'How somebody who works with children behaves',
  reprisal: 'Treated badly for speaking up',
  other: 'Something else',
};

/** What is owed, as somebody would say it. */
export const CLOCK_WORDS: Readonly<Record<string, string>> = {
  'open-header': 'say whether you have a part in it',
  'outside-opens': 'say whether you have a part in it',
  acknowledge: 'acknowledge it',
  feedback: 'say what was done',
  'check-in-30': 'ask how things are at work',
  'check-in-90': 'ask how things are at work',
  'check-in-180': 'ask how things are at work',
  'check-in-365': 'ask how things are at work',
};

export const TEMPLATES = {
  acknowledge:
    'Thank you for telling us. We have read what you sent, and it is being looked into by people outside the team it is about. We will write here again, within three months, to say what was done. You can write more at any time, and please tell us here if anything changes for you at work.',
  feedback:
    'This is what we did about what you told us:\n\n\nThis is what we found:\n\n\nThis is what will change, and by when:\n\n\nIf this does not answer what you told us, write back and say so. You can also go to an outside body.',
  close: 'We are closing this now, because:\n\n\nYou can still write here, and we will read it.',
  'check-in':
    'Has anything changed for you at work since you told us: your duties, hours, pay, how people treat you? If so, tell us here. It is against the law to treat you badly for speaking up.',
  message: '',
} as const;

export const ACT_WORDS: Readonly<Record<string, string>> = {
  message: 'Message',
  'ask-outside': 'Asked for the outside body to read this',
  withdraw: 'Took it back',
  acknowledge: 'Acknowledgement',
  feedback: 'What was done',
  close: 'Closed',
  'check-in': 'Asked how things are at work',
  note: 'Note',
};
