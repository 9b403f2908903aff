import type { DemoOutcome } from '../acts.ts';

/** What deciders write. Every reason answers what was said; none judges the child or the family who told it. */
export const REASONS: Readonly<Record<DemoOutcome, readonly string[]>> = {
  'immediate-protection': [
    '{C} said what was happening and asked for it to stop, and may be in danger tonight. (I have rung the police post|Police and health joined by telephone at {hour}); strategy discussion now.',
    'What was seen on {day} can’t be explained by the account given, and {c} is going home to the same people. {He} must be seen today and kept safe while we find out.',
    'The report says that {c} is afraid of somebody who will be there tonight. Waiting would leave {him} with that person, so we are meeting now.',
  ],
  assessment: [
    'What (the school|the reporter|the officer) describes has gone on since {month} and it is {c} who carries it. {He} needs to be seen, alone, and asked what {he} wants. Section 17 assessment.',
    'I rang (the school|the health visitor|{mum}) and what they told me fits with what was reported. {C} needs an assessment so that somebody sees the whole of {his} week.',
    'Each of the things told here could be small. Together, and with {n} people worried, they are not. {C} to be seen within (five|ten) working days.',
    '{C} told an adult {he} trusts, and that deserves an answer in person. Assessment, with {his} (teacher|nurse|youth worker) at the first visit if {he} would like that.',
  ],
  'joins-open-work': [
    '{C} already has a social worker. What is reported is new to them; passed to {him} and the manager to respond, not just to note.',
    'Open to the team since {month}. This changes the picture of what happens at (night|weekends), so the plan has to answer it.',
  ],
  'early-help': [
    '{Mum} asked for help and what was told can be put right with it: (food and heating|routines and sleep|time for {c} on {his} own). Early help to visit this week and tell us if it is refused.',
    'I spoke to {mum}, who knew about the worry and was glad somebody rang. {C} was heard by {his} teacher. A family worker will come; school will say if {c} is no better by half-term.',
    'The family is stretched, not unsafe, on what was told and what I found. Young carers’ worker for {c}; housing advice for {mum}.',
  ],
  'information-and-advice': [
    'The reporter asked how to help {c} and whether they were right to worry. They were. I talked it through with them, {c} was seen in school the same day and said {he} was all right.',
    'School had already seen {c}, spoken with {mum} and put support in. What was reported is the same worry, a week older. Advice on what to look for next.',
    'I rang the caller back: what they heard on {day} was one argument, over when they looked out. They know what to listen for, and that we would rather be told twice than not at all.',
  ],
  'another-to-answer': [
    '{C} lives in the next council’s area. I rang their front door at {hour}; it stays ours until they accept it.',
    'What was told is a matter for (housing|the police neighbourhood team) first. Handed over by telephone; ours until they say that they have it.',
  ],
  'no-further-action': [
    'I spoke to the school, who see {c} every day and have no worry of this kind, and to {mum}, who explained where {c} was that evening. What was reported was looked into and does not need us today.',
    'The officer saw {c} and the house on {day} and found food, heating and a calm child. What the caller heard was real, and was from the flat above; that family is known and helped.',
    'The same worry was answered on {day} by the health visitor, who saw {c} at home. Nothing in this report is new since then.',
    'No child could be found from what was told: (no name|no address|no school). I rang the youth service and the school nearest {place}. Kept, so that the next person’s piece can be laid beside it.',
  ],
};

export const REOPENS: readonly string[] = [
  'Anybody telling us the same again, or {c} asking for help.',
  'Another report from anybody about {c} or this address in the next year.',
  'A new name, car or telephone number that links {c} to somebody we are worried about.',
  'School seeing {c} (hungry|tired|upset) again, or {him} being away for more than two days.',
  '{C} telling anybody that it has not stopped.',
  'If the help offered is refused or stops.',
];

export const SET_ASIDE: Readonly<Record<DemoOutcome, readonly string[]>> = {
  'immediate-protection': [
    'Assessment without a strategy discussion: too slow for tonight.',
    'Waiting for the social worker’s visit on {day}: {c} might not be safe by then.',
  ],
  assessment: [
    'Early help: what was told needs a social worker to see {c}.',
    'Strategy discussion: nothing told points to harm today; will be called if that changes.',
  ],
  'joins-open-work': [
    'A new assessment: one is already under way.',
    'Noting it only: it is new, so it has to be answered.',
  ],
  'early-help': [
    'Assessment: {mum} is asking for help and {c} says {he} feels safe.',
    'Advice only: they have been given advice before and it was not enough.',
  ],
  'information-and-advice': [
    'Early help: offered, and not wanted at present.',
    'Assessment: {c} was seen and heard, and nothing was found that needs one.',
  ],
  'another-to-answer': [
    'Answering it ourselves: {c} doesn’t live here.',
    'Advice to the reporter to ring there: people should not have to tell it twice.',
  ],
  'no-further-action': [
    'Early help: nothing was found for it to help with.',
    'Assessment: no child could be seen from what is known so far.',
  ],
};

export const CONFIRMS: readonly string[] = [
  'I read what was said, the earlier concerns and the reason. I agree; the reason answers it.',
  'Read with the bundle open. I asked the screener to ring the school once more; done, and I agree.',
  'I agree. Earlier concerns were about something else and were each answered.',
];
export const DISAGREES: readonly string[] = [
  'I don’t agree: this is the third time we have been told something close to this, and nobody has seen {c}.',
  'I don’t agree: the reason answers who rang and not what they said.',
];

export const TRIAGE: Readonly<Record<'red' | 'green', readonly string[]>> = {
  red: [
    'What was told may be happening tonight, so this can’t wait for the morning.',
    '{C} was hurt and is going home to the same house today.',
  ],
  green: [
    '{C} is safe with (a relative|school) today by this account, and no danger was told; three days is right.',
    'The worry is real and slow; {c} is seen daily by school. Green, to be decided within its clock.',
  ],
};
