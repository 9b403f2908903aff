import type { Theme } from './theme.ts';

/**
 * Worries about what happens at home, in the words of four kinds of teller. Non-graphic by rule: what can be seen or
 * heard, never what was done to a child. Nothing here judges a child or a family.
 */
export const HOME: readonly Theme[] = [
  {
    key: 'fighting',
    share: 24,
    indicators: ['adults-fighting'],
    also: ['afraid-to-go-home', 'change-in-mood'],
    adult: [
      'There (is|has been) shouting from the house (nearly every night|most weekends|two or three times a week) and {c} is in there.',
      'I heard {mum} and {mum}’s (boyfriend|partner|ex) (screaming at each other|going at it again) on {day}, things being thrown about, and then {c} came and sat on the (wall|step|kerb) outside.',
      '@neighbour,family,other {C} told my (lad|daughter|son|little one) that {he} puts a pillow over {his} ears when (they|the grown-ups) start.',
      'The (door|front window) has been (broken|boarded up) since {day} and the shouting (hasn’t stopped|has only got worse).',
      '{C} (goes quiet|freezes) whenever a (car pulls up|door bangs). {He} never (used to be|was) like that.',
      'He’s been back at the house {n} times this (week|month), even though he isn’t supposed to be, and {c} hides when he comes.',
      '@neighbour,family {Mum} came to (my door|ours) late on {day} with {c} in {his} (pyjamas|school things) asking to (stop|stay) the night.',
    ],
    work: [
      '@teacher {C} disclosed to {his} (form tutor|teaching assistant|key worker) that the adults at home were (arguing|fighting) on {weekday} night and that {he} stayed in (the bathroom|{his} room) until it was over.',
      'Second (call|report) this (month|half-term) about arguments between the adults at the address. {C} was present on each occasion.',
      '@health {Mum} attended with {c}, was (tearful|reluctant to go home) and said that {mum}’s partner “can get angry”. {C} did not want to leave the room.',
      '{C} has been (tired|tearful|on edge) all week and told staff {he} “can’t sleep when they shout”.',
      '@teacher,youth-worker When the (bell|outside door) went {c} (startled|hid under the table); {he} later said that “it sounded like at home”.',
    ],
    police: [
      'Attended a verbal argument between two adults at {street}. {C} ({age}) present and upstairs throughout. No offences disclosed. {C} seen and spoken to; quiet but well.',
      'Report of disturbance at {street}, {n} calls to this address in the last (three|six) months. {C} ({age}) was awake and (upset|in the room) when officers arrived. One adult left for the night.',
      'Neighbour called about raised voices and (banging|things being thrown). {C} ({age}) opened the door to officers and asked if {mum} was all right.',
    ],
    child: [
      'my (mum and her boyfriend|mum and dad|step dad and mum) fight all the time and i (dont like it|get scared|have to look after my brother when they do)',
      'when they shout i go in (the wardrobe|the bath|my bed) and put my (fingers in my ears|music on). it was really bad on {day}',
      'can someone tell him to stop. mum says its ok but its not ok',
    ],
  },
  {
    key: 'neglect',
    share: 14,
    indicators: ['hungry-or-unkempt'],
    also: ['school-missing', 'left-alone'],
    adult: [
      '@neighbour,family,other {C} is always hungry. {He} asks my (kids|two) for (crisps|their dinner|a biscuit) and I’ve started (making extra|doing {him} a sandwich).',
      '{He} was out in (the rain|that cold) on {day} in (a T-shirt|sandals|{his} school shirt) with no coat and said {he} didn’t have one that fits.',
      'The house has had no (gas|electric|heating) for (weeks|a while) as far as I can tell, and {c} does {his} homework at ours (to keep warm|because we’ve got lights).',
      'You can (see|tell) {c}’s clothes haven’t been washed. The other kids (say things|are starting to notice) and it isn’t {his} fault.',
      '{C} has had (a sore tooth|that cough|something wrong with {his} ear) for (ages|about a month) and nobody has taken {him} anywhere.',
      '@other I fitted a (meter|boiler part) at the house on {day}. There was (hardly any food in|no bedding on the beds|a mattress on the floor) and {c} asked me if I’d (brought the dinner|mend the cooker too).',
    ],
    work: [
      '@teacher,youth-worker {C} arrives hungry (most days|three days in five). We give {him} breakfast. {His} clothes are often (unwashed|too small) and {he} has missed {n} (dental|clinic|vision) appointments.',
      '@health {C} has lost weight since the last (review|check). {Mum} did not attend the (last {n} appointments|follow-up). Home conditions seen on {weekday}: little food, no bedding for {c}.',
      '@teacher Third week running that {c} has come in without (a coat|socks|lunch). {He} said {he} “had toast yesterday”. We have offered (the uniform bank|breakfast club) and {mum} has not replied.',
      '{C}’s (eczema|asthma|broken tooth) has gone without treatment since {month} despite {n} letters home. {He} is (uncomfortable|missing lessons) because of it.',
    ],
    police: [
      'Officers called to {street} on an unrelated matter saw very poor home conditions: no working lights upstairs, little food. {C} ({age}) present with {mum}.',
      'Found {c} ({age}) outside a shop at {hour} asking for (food|change). Taken home. Adult present said {he} “must have slipped out”. House cold and (cluttered|unlit).',
    ],
    child: [
      'theres (no food in our house|nothing in the fridge) till monday and my (sister|brother) keeps crying',
      'i smell and people say stuff but the (washing machine|shower) is broke and mum is (always in bed|poorly)',
      'i have to get my brother ready every day and (there isnt any|we run out of) breakfast',
    ],
  },
  {
    key: 'drink',
    share: 10,
    indicators: ['drink-or-drugs-at-home'],
    also: ['left-alone', 'adults-fighting'],
    adult: [
      '{Mum} was (drunk|in no fit state|asleep on the bench) at (the school gate|pick-up|the park) on {day} and {c} was trying to (wake|steady|hold up) {mum}.',
      'There’s people in and out of that house at all hours and {c} answers the door to them.',
      '{C} told me {he} pours it down the sink when {mum}’s (asleep|not looking). {He}’s only {age}.',
      '@family I’m {c}’s (nan|auntie|grandad). My (daughter|son|sister) has started (drinking|using) again. I’ve tried. {C} shouldn’t be the one (looking after|watching) {mum}.',
      '{C} was (walking the streets|sat on the stairs of the flats) at {hour} because {mum} “had friends round”.',
    ],
    work: [
      '{Mum} appeared to be under the influence when collecting {c} on {day}; a (neighbour|grandparent) was called and took {c} home. This has happened {n} times this term.',
      '{C} said that {he} “checks {mum} is breathing” before {he} comes to school. {He} said it (quite calmly|as if it were ordinary).',
      '{Mum} has missed {n} appointments with the drug and alcohol service. {C} is the only other person in the (house|flat) overnight.',
      '{C} was brought in by (a neighbour|{his} aunt), late, and slept for (an hour|most of the morning). {He} said there had been “people round all night”.',
    ],
    police: [
      'Attended {street} for a welfare check. {Mum} intoxicated and could not look after {c} ({age}), who was taken to a grandparent.',
      'Adult arrested at {street}; {c} ({age}) present. (Drug paraphernalia|Cannabis) in reach. {C} placed with an aunt for the night.',
    ],
    child: [
      'my mum drinks and falls asleep and i cant wake her up. i dont know who to ask',
      'there are always people in our house and i cant (sleep|do my homework). one of them is in my room',
    ],
  },
  {
    key: 'injury',
    share: 9,
    indicators: ['injuries'],
    also: ['afraid-of-somebody'],
    adult: [
      '{C} had a (mark|bruise) on {his} (arm|cheek|leg) on {day} and when I asked {he} said {he} “wasn’t allowed to say”.',
      'That’s the (second|third) time I’ve seen {c} with a bruise and each time it’s a different story.',
      '{C} flinched when I (lifted my hand to wave|reached past {him} for the door). It has stayed with me.',
      '{C} had a (burn|big bruise) and (the babysitter|whoever was with {him}) said {he} fell off (a swing|the bunk). {C} looked at the floor the whole time.',
    ],
    work: [
      '{C} has a mark on {his} (upper arm|cheek|back) seen on {day} at {hour}. {He} said {he} “fell”, and later that {he} “was naughty”. The two accounts do not fit together. Body map done.',
      '@health Presented with an injury to the (wrist|arm|forehead). The account given by {mum} changed between triage and the doctor. {N} earlier attendances in the last year.',
      '@teacher {C} would not change for PE on {weekday}. {He} has a bruise to the (shoulder|thigh) and asked us not to (ring home|tell anyone).',
    ],
    police: [
      '{C} ({age}) told an officer in the community that {he} had been hit at home and did not want to go back. Taken to the front office; safe there.',
      'Report from a member of the public of an adult hitting a child outside {place}. Adult and {c} ({age}) traced. Small mark seen.',
    ],
    child: [
      'my (step dad|mums boyfriend|uncle) hurts me when mum is at work. please dont tell him i said',
      'i got a bruise and everyone keeps asking. i said i fell but i didnt',
    ],
  },
  {
    key: 'alone',
    share: 6,
    indicators: ['left-alone'],
    also: ['hungry-or-unkempt'],
    adult: [
      '{C} has been on {his} own in the house since (this morning|{day} night). I can hear {him} (crying|calling for {mum}) through the wall.',
      '{C} is {age} and is looking after (the baby|two little ones) while {mum} works nights. I know {mum}’s got to work. But it’s not right.',
      '{C} lets {himself} in every day at (four|half three) and there’s nobody in till gone (nine|ten).',
      '@other I was asked to take {c}, on {his} own, {age} at most, across town at {hour} and a man I didn’t like the look of paid (by phone|in cash) at the other end.',
    ],
    work: [
      '@teacher {C} was not collected on {weekday}. Nobody on the contact list answered until {hour}. {He} said that {he} “usually gets {himself} in”.',
      '{C} ({age}) told us {he} is by {himself} from school until {mum} finishes at (ten|eleven), {n} nights a week, with a younger (brother|sister).',
      '{C} has been left with different adults each week. {He} could not tell us (the name of|anything about) the person (collecting|minding) {him} today.',
    ],
    police: [
      '{C} ({age}) found alone at {street} at {hour} after a call from a neighbour. Parent returned {n} hours later. Words of advice given.',
      'Concern for safety: {c} ({age}) seen alone at (the bus station|the canal) at {hour}. Taken home; no adult in.',
    ],
    child: [
      'mum goes out at night and its just me and my brother. the (man upstairs|door) scares me',
      'im on my own a lot. im {age}. is that allowed',
    ],
  },
  {
    key: 'home',
    share: 5,
    indicators: ['afraid-to-go-home'],
    also: ['afraid-of-somebody', 'change-in-mood'],
    adult: [
      '@neighbour,family {C} stays at ours as late as (we’ll let {him}|possible) and makes excuses not to go home. On {day} {he} cried when I said I’d drive {him}.',
      '@neighbour,family,other {C} asked my daughter if {he} could (come and live with us|move in). {He} wasn’t joking.',
      'There is a new (boyfriend|lodger|uncle) in that house and {c} has been a different child since {month}.',
    ],
    work: [
      '@teacher {C} (lingers|stays behind) after school and asked whether {he} could sleep in the (library|medical room). {He} will not say why.',
      '{C} became very distressed when told that {relative} would be collecting {him}. {He} asked for {mum} or nobody.',
    ],
    police: [
      '{C} ({age}) refused to go home with officers after being found at {place} and asked to be taken “anywhere else”. Now at a relative’s.',
    ],
    child: [
      'i dont want to go home on {day}. please can someone (sort it|talk to me)',
      'hes coming back to live with us and nobody asked me',
    ],
  },
];
