/**
 * How each kind of teller begins, goes on and ends. Written so that a page of concerns sounds like many people: a
 * neighbour who feels they are prying, a teacher who has filled in forms before, a police notice, a child's message.
 */
export interface Voice {
  readonly opening: readonly string[];
  readonly more: readonly string[];
  readonly closing: readonly string[];
}

const neighbour: Voice = {
  opening: [
    'I don’t like to (interfere|make trouble) but (I can’t leave it|something isn’t right).',
    'I live (next door|across the road|in the flat below) and (I’ve put off doing this|I should have rung before).',
    'This is about the (family|people) at {street}.',
    'I might have got this wrong. I hope I have.',
    '',
    '',
  ],
  more: [
    'I’ve (lived|been) here {n} years and never (rung|reported) anybody before.',
    'My (husband|wife|sister) heard it too.',
    'It was (about|just after) {hour}.',
    'I did knock but (nobody came|the telly went off and nobody came).',
    'It’s got worse since {month}.',
    'The child is about {age}, I’d say.',
    '',
  ],
  closing: [
    'Please don’t say who (rang|told you).',
    'I just want (somebody to look in|the child to be all right).',
    'I’m not after getting anybody into trouble.',
    'I’d never forgive myself if I said nothing.',
    '',
    '',
  ],
};

const family: Voice = {
  opening: [
    'I’m {his} (nan|aunt|grandad|uncle) and I (don’t know where else to turn|have thought about this for weeks).',
    'We are a close family but (this has gone too far|I can’t keep covering for it).',
    'I don’t live with them any more, so I only see {him} at weekends.',
    'I rang you (last year|in {month}) as well and I’m ringing again.',
    '',
  ],
  more: [
    'I’ve tried talking to {mum} and (got nowhere|the phone was put down on me).',
    '{C} loves {mum}, I want you to know that.',
    'If they find out it was me I won’t get to see {him}.',
    '{He} used to stop with me every weekend and now {he}’s not allowed.',
    '',
  ],
  closing: [
    'I’d have {him} tomorrow if you asked me.',
    'Please ring in the (day|morning), not the evening.',
    'I’m not doing this out of spite.',
    'Somebody needs to (talk to|listen to) {him}.',
    '',
  ],
};

const teacher: Voice = {
  opening: [
    'Referral following a conversation with {c} in {year} on {weekday}.',
    'We are worried about {c}, who joined us in {month}.',
    '{C} is a (bright|kind|funny|thoughtful) member of {year} and staff know {him} well.',
    'Please see below; the chronology from our system can be sent.',
    '',
  ],
  more: [
    'This is the {nth} entry on our records since September.',
    'The class teacher, the teaching assistant and I have each noticed it separately.',
    'We have spoken to {mum}, who (thanked us|was upset|said that all is well at home).',
    'We have not yet spoken to {mum} because we do not know whether that is safe.',
    'Attendance is {percent} per cent. {He} has never been in trouble.',
    'Two siblings are at {other}.',
    '',
  ],
  closing: [
    'We will go on seeing {him} daily and would like to be part of what happens next.',
    '{C} knows that we are telling you and (agreed|asked for that|was relieved).',
    'Please ring the office and ask for me; I am teaching until {hour}.',
    'I would be grateful to know that this has been read.',
    '',
  ],
};

const health: Voice = {
  opening: [
    'Seen in (clinic|the emergency department|a home visit|school drop-in) on {weekday}.',
    'Reason for referral: worry about the welfare of {c}, {age}.',
    'I am {his} (school nurse|health visitor|GP|speech therapist) and have known the family since {month}.',
    '',
  ],
  more: [
    'Growth and development: (no other worries|see our letter of {month}).',
    'Not brought to {n} of the last (five|six) appointments.',
    '{C} was seen alone for part of the visit.',
    'Interpreter used; {mum} understood why I am writing.',
    'I have discussed this with our named nurse.',
    '',
  ],
  closing: [
    'We will offer another appointment next week.',
    'Please tell us the outcome so that our record is right.',
    'Consent to share was (given by {mum}|not asked for, as it might not be safe).',
    '',
  ],
};

const police: Voice = {
  opening: [
    '',
    '',
    'Public protection notice.',
    'Shared for multi-agency decision.',
    'Officer’s report, {day} {hour}.',
  ],
  more: [
    'Body-worn video available.',
    'Officers spoke to {c} alone: “{quote}”',
    'Address has {n} previous calls in twelve months.',
    'No previous police contact with this family.',
    'Graded medium by the attending officer.',
    '',
    '',
  ],
  closing: [
    'Officer away until {day}.',
    'Neighbourhood team aware.',
    'No further police involvement planned at present.',
    '',
    '',
  ],
};

const youth: Voice = {
  opening: [
    'We run the session at {place} on {day}s.',
    '{C} has been coming to us since {month}.',
    'Logged after detached work around {place}.',
    '',
  ],
  more: [
    'Other young people went quiet when {he} walked in.',
    '{He} stayed behind to help (put the chairs away|wash up) and talked to me then.',
    'My colleague saw the same last week.',
    '{He} is good company and {he} is frightened of something.',
    '',
  ],
  closing: [
    'We’ve told {him} that we would pass this on, and why.',
    '{He} will talk to us. Please don’t send a stranger in a lanyard.',
    'Happy to meet with whoever picks this up.',
    '',
  ],
};

const helpline: Voice = {
  opening: [
    'Caller did not give a name.',
    'Caller is a (neighbour|relative|parent of a school friend).',
    'Caller rang at {hour}, upset, from a (mobile|call box|friend’s phone).',
    'Third call from the same person. Caller says:',
    'Caller’s words as near as I could write them:',
  ],
  more: [
    'Caller has not told anybody else.',
    'I could hear (a child|a television|traffic) in the background.',
    'Caller asked twice whether {mum} would find out who had rung.',
    '',
  ],
  closing: [
    'Receipt read out and repeated back.',
    'Caller did not want to be rung back.',
    'Caller said they felt better for having told somebody.',
    'Advised 999 if it happens again tonight.',
    '',
  ],
};

const carer: Voice = {
  opening: [
    'I’m {his} foster carer, {he} has been with us since {month}.',
    '{C} is placed with me. I’ve told {his} social worker’s voicemail {n} times.',
    'I look after {c} under a (private arrangement|kinship order).',
  ],
  more: [
    '{He} settles, then after (contact|a phone call) it all comes back.',
    'I write everything down and I can send you my diary.',
    'My own daughter has noticed as well.',
    '',
  ],
  closing: ['Please ring me and not the placement team.', '{He} deserves better than another move.', ''],
};

const other: Voice = {
  opening: [
    'I’m a (taxi driver|housing officer|gas engineer|shop worker|swimming teacher|delivery driver|librarian|faith leader) in Wrenfold.',
    'I come across this family in the course of my job.',
    'I’m a volunteer at the (food bank|club|church hall|mosque school) on {street}.',
    'I collect the rents on {street}.',
  ],
  more: [
    'I only saw what I saw.',
    'It was {day}, about {hour}.',
    'My manager said to tell you.',
    'It’s not the first time.',
    '',
  ],
  closing: [
    'I can show you where.',
    'I’ve not said anything to the family.',
    'You can ring me after {hour}.',
    '',
  ],
};

const child: Voice = {
  opening: [
    'hi',
    'hello im {age}',
    'i dont know if this is the right place',
    'my friend said to write to you',
    '',
    '',
  ],
  more: [
    'its been like this since {month}',
    'i havent told anyone',
    'please dont ring my mum',
    'im not making it up',
    '',
  ],
  closing: ['can you help', 'thats it', 'please answer', 'sorry', ''],
};

export const VOICES = {
  neighbour,
  family,
  teacher,
  health,
  police,
  'youth-worker': youth,
  helpline,
  carer,
  other,
  child,
} as const;
export type VoiceKey = keyof typeof VOICES;

/** What a child said to an officer: quoted in police notices. */
export const QUOTES = [
  'I’m all right, I’m used to it.',
  'It’s usually when he’s been drinking.',
  'Can I go back to bed?',
  'I put the telly on so my sister can’t hear.',
  'Is Mum in trouble?',
  'I’d rather be at my nan’s.',
  'He said he wouldn’t do it again.',
];
