/**
 * Words to begin an answer from, by who reads it, the least by default. Source: 20-domain.md (Answer to the reporter):
 * says that it was read and when, what will happen in words safe for that recipient, and what to do if still worried.
 * A neighbour is told that it was acted upon, not what was decided. Never "no further action" or "threshold".
 */
import type { Recipient } from './vocabulary.ts';

const STILL_WORRIED =
  'If you are still worried, or something changes, come back with your receipt and tell us.';

export const ANSWER_TEMPLATES: Record<Recipient, string> = {
  child:
    'Thank you for telling us. You did the right thing. What you told us was read by a person whose job is to help children be safe.\n\nSomebody would like to talk with you, in a way that is safe for you. You can choose who, and you can say no to any question.\n\nIf you feel unsafe, come back here and press “I’m not safe now”, or ring 999. You can ring Childline any time, free, on 0800 1111.',
  professional: `Thank you for raising this. It was read at the front door on the day it came in and a decision has been made and recorded.\n\nPlease keep doing what you do for this child, and tell us at once about anything new. You can reply here, or challenge this answer if it does not deal with what you told us.\n\n${STILL_WORRIED}`,
  parent: `Thank you for telling us. What you said was read by somebody whose job is to help keep children safe, and we are acting on it.\n\nSomebody will be in touch in the way you asked for. You do not need to do anything else now.\n\n${STILL_WORRIED}`,
  public: `Thank you for telling us. What you said was read by somebody whose job is to help keep children safe, and it was acted upon. To protect the child we cannot tell you more than that.\n\n${STILL_WORRIED} In an emergency ring 999.`,
};
