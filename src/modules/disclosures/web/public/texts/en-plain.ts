/** The words of the plain form, where they differ from those of the sealed one. Nothing here claims more than is so (70-disclosures.md 9.14). */
import { SEALED_EN, type SealedTexts } from './en-sealed.ts';

export const PLAIN_FORM_EN: SealedTexts = {
  ...SEALED_EN,
  title: 'The plain form',
  heading: 'Tell somebody independent, with the plain form',
  lead: [
    'Then it is locked, like everything in this channel: three people who have no part in it can open it; if they do not answer, a body outside can. Your managers can’t.',
    'If a child is in danger, they must act on it. We can’t promise otherwise.',
  ],
  aboutWorkHint:
    'Used to leave out people who could have a part in it. Those who read it see the names of the organisation and the part.',
  organisationName: 'If it is not in the list: the name of the organisation',
  readersLead: 'Chosen by chance, among those who can have no part in it.',
  faults: {
    ...SEALED_EN.faults,
    refused: 'It was not taken, and nothing was kept. Everything you wrote is still here. Send it once more.',
    roster: 'Nothing can be sent: {why} Tell somebody in another way, and tell them about this.',
  },
};

export const PLAIN_EN = {
  warning:
    'This website sees what you write here for a moment, while it locks it. It keeps no copy that is not locked. If you can, use the form that locks it in your browser.',
  useSealed: 'Use the form that locks it in your browser',
  device:
    'Your browser may keep what you type here. Use a private window, on a device that your employer can’t look into.',
  noFiles:
    'You can’t attach files here: a file would lie unlocked on this website while it arrives. Say in words what you have. With the other form you can send files.',
  checkTitle: 'Who will read it',
  moved:
    'The list of people who can read this has changed since you saw it. Look at the names again before you send.',
  unsent: 'What you wrote was not sent. Copy it before you leave this page',
  change: 'Change what you wrote',
  twice:
    'It was sent already, and your receipt was shown then. It can’t be shown again. If you did not see it, go back and send it anew: those who read it then have it twice.',
  more: 'How to come back',
  comeBack:
    'Type your words or digits at “I have a receipt”. Without JavaScript this website sees the words for a moment then, too.',
  actLabel: 'What do you want to do?',
  actMessage: 'Write to those who may read it',
  followLead:
    'This website has opened what your receipt opens, and has forgotten the receipt again. Leave the page when you are done.',
} as const;
