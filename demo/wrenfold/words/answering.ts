import type { Recipient } from '../../../src/modules/concerns/domain/vocabulary.ts';

/** Answers to reporters, by who will read them: the least that is useful and safe, and never what a child should not read. */
type Weight = 'acted' | 'advised' | 'noted';

export const ANSWERS: Readonly<Record<Recipient, Readonly<Record<Weight, readonly string[]>>>> = {
  child: {
    acted: [
      'Thank you for telling us. We believe it matters. Somebody whose job is to keep young people safe is going to see you soon, somewhere you feel all right. If anything happens before then, ring 999, or tell a grown-up you trust.',
      'You did the right thing and none of this is your fault. We have read every word. A person called a social worker will come and listen to you. You can write here again at any time.',
    ],
    advised: [
      'Thank you for writing. What you said makes sense, and it is not your fault. We have asked somebody at your school whom you know to find you for a chat. If it gets worse, write again here or ring Childline.',
      'We are glad you wrote. We have thought about what you told us, and here is who can help you with it this week: the youth worker at the town centre club. You can come back here whenever you like.',
    ],
    noted: [
      'Thank you for telling us. We have read it and kept it. We could not work out who to help yet, so please write again and tell us who you would like to talk to.',
    ],
  },
  professional: {
    acted: [
      'Thank you for your referral, read today. A social worker will be in touch with you within (two|three) working days; please keep telling us what you see.',
      'Read and acted upon. You will be invited to contribute. Please let us know at once of anything new.',
    ],
    advised: [
      'Thank you. We have looked at this with what is already known. It is for early help and your own support at present, and we would like to hear from you again if anything changes.',
      'Read, and talked over with your safeguarding lead. Please carry on with the support you describe, and tell us again if it is not enough.',
    ],
    noted: [
      'Thank you. We have read this and spoken to others who know the child. Our decision and reason are on the record, and you may challenge them here.',
    ],
  },
  parent: {
    acted: [
      'Thank you for telling us. We have read it and somebody will be in touch in the way you asked. You can add more here at any time.',
      'We have read what you told us and are doing something about it. We know it wasn’t easy to tell.',
    ],
    advised: [
      'Thank you for telling us. There is help for this, and the family hub can begin this week if you would like it. Reply here and say when would suit.',
    ],
    noted: [
      'Thank you for telling us. We have read it and looked into it carefully. If you are still worried, or anything changes, tell us again here.',
    ],
  },
  public: {
    acted: [
      'Thank you. What you told us was read and acted upon. We can’t say more, because it is about somebody else’s child. If you are still worried, tell us again.',
    ],
    advised: [
      'Thank you for telling us. It was read and looked into. We can’t say what was decided about somebody else’s child. You were right to tell us.',
    ],
    noted: [
      'Thank you for telling us. It was read and kept with care. If you see or remember anything more, however small, please add it here: small things help.',
    ],
  },
};

export const REPORTER_MESSAGES: readonly string[] = [
  'I’ve remembered something else. It was (a grey|a blue|a white) car, not a (black|red) one.',
  'Has anybody been round yet?',
  'It happened again on {day}.',
  'Thank you for answering. {He} seems a bit better this week.',
  'I can’t be rung at home any more, please only write here.',
  'I forgot to say that {c} has a little sister as well.',
  'They have moved out. I don’t know where to.',
  'Is it all right to ask {c} to mine for tea? I don’t want to make things worse.',
];

export const STAFF_MESSAGES: readonly string[] = [
  'Thank you for this. It has been read and put with what you told us before.',
  'Thank you. We have passed this to the person who is dealing with it.',
  'That was the right thing to tell us. If it happens again and is happening now, please ring 999.',
];

export const CHALLENGES: readonly string[] = [
  'This doesn’t answer what I told you. I said {n} things and you wrote back about one.',
  'Nobody has spoken to {c}. How can you know that {he} is all right?',
  'You thanked me and that’s all. I’ve told you three times now.',
  'With respect, this reads as though it were about another child.',
];

export const CHALLENGE_ANSWERS: Readonly<Record<'upheld' | 'kept', readonly string[]>> = {
  upheld: [
    'You were right to come back to us. I took no part in the first decision. I have read it all again and it will be looked at afresh, by somebody else, this week.',
  ],
  kept: [
    'Thank you for coming back. I took no part in the first decision. I have read everything again and spoken to people who know the child. It was acted upon properly, though I am not able to say more. I am sorry that our first answer was so short.',
  ],
};

export const REQUESTS: readonly (readonly [post: string, asks: string, reply: string])[] = [
  [
    'police-front-door',
    'Please check calls to this address and anybody named here, in the last two years.',
    'Checked. {N} calls, the last in {month}; no arrests. One adult named here is known to us and we will share it at the meeting.',
  ],
  [
    'police-front-door',
    'Is the adult described here known to you, and is there anything that bears on {c}’s safety tonight?',
    'Nothing on the name as given. Two possible people; sent to the detective sergeant to look at.',
  ],
  [
    'named-nurse',
    'Please say what health services know of {c}: appointments, attendances, worries.',
    'Registered locally. {N} attendances in the last year, each explained at the time. Health visitor will see {c} this week.',
  ],
  [
    'school-nurse',
    'Has {c} been seen by the school nurse, and what did {he} say?',
    'Seen at drop-in in {month}. {He} talked about not sleeping. I will see {him} again on {day}.',
  ],
  [
    'dsl-wrenmoor',
    'Attendance, friends, and how {c} has seemed this term, please.',
    'Attendance {percent} per cent. Quiet since {month}; two staff had noticed. {He} has one good friend here.',
  ],
  [
    'dsl-primaries',
    'How is {c} in school, and who collects {him}?',
    'Always collected late, by different people. {He} is hungry most mornings; we feed {him}.',
  ],
  [
    'youth-worker-1',
    'Do you know {c}, and who {he} spends time with?',
    'Yes. Comes on {day}s. We see {him} leave with older lads and have asked about it.',
  ],
  [
    'family-support',
    'Are you working with this family, and would they have you?',
    'We worked with them until {month}. {Mum} would have us back, I am sure of it.',
  ],
];
