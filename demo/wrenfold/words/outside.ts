import type { Theme } from './theme.ts';

/** Worries about what happens outside the home, online and inside a child's head; told by the same four kinds of teller. */
export const OUTSIDE: readonly Theme[] = [
  {
    key: 'mood',
    share: 10,
    indicators: ['change-in-mood'],
    also: ['school-missing', 'afraid-of-somebody'],
    adult: [
      '{C} used to be (the noisy one|always out on {his} bike|laughing) and now you can’t get (two words|a smile) out of {him}.',
      '{C} has stopped (eating|sleeping|seeing {his} friends) since {month} and won’t say what’s wrong.',
      '@neighbour,other My granddaughter’s friend {c} wrote something in a (card|message) that frightened us all. I’ve kept it.',
      '{He} quit (football|dance|cadets) without a word after {n} years. Something has happened, I’m sure of it.',
    ],
    work: [
      '@teacher,health {C} has told the (school nurse|counsellor) that {he} “doesn’t see the point”. A safety plan is in place. {Mum} (is aware|could not be reached).',
      '@teacher,youth-worker,carer Marked change since {month}: withdrawn, (tearful|not eating), sits apart. {C} says {he} is “fine”.',
      '@health {C} was seen for low mood. {He} would only talk with {mum} out of the room, and then asked that we “not make it worse”.',
      '@teacher {C} has written in {his} (planner|art book) about not being here. Spoken to at once and not left alone.',
    ],
    police: [
      'Called to {place}: {c} ({age}) upset and (on {his} own|sitting by the water). Taken to hospital by ambulance with {mum}.',
      '{C} ({age}) rang 999 and hung up twice. Visited: upset after an argument, safe with {relative}.',
    ],
    child: [
      'i feel sad all the time and i dont know why. dont tell my school',
      'i cant sleep and everything is (too much|horrible). who can i talk to that isnt my mum',
    ],
  },
  {
    key: 'school',
    share: 8,
    indicators: ['school-missing'],
    also: ['change-in-mood', 'hungry-or-unkempt'],
    adult: [
      '{C} hasn’t been to school since {month} as far as I can see. {He}’s out on {street} in the (mornings|day) with nobody.',
      'They told the school they’d moved but {c} is still there, I see {him} at the window.',
      '@neighbour,other My son’s friend {c} just stopped coming to school and his phone’s off. Nobody at that house will say where {he} is.',
    ],
    work: [
      '@teacher Attendance for {c} is {percent} per cent this (term|half-term). {N} home visits, no answer on {n}. We have not seen {c} since {weekday}.',
      '@teacher {C} was taken off roll by the family on {weekday} “to be taught at home”. We had open worries about {his} welfare and were given no plan.',
      '{C} is on a part-time timetable and is not seen by any service on {day}s and the day after. {Mum} says that {he} “won’t get up”.',
    ],
    police: [
      '{C} ({age}) seen in (the town centre|the retail park) in school hours on {n} days this month. Home spoken to. School informed.',
    ],
    child: [
      'i havent been going in because of (some people|what they say). mum thinks i am',
      'my dad says i dont need school any more but i want to go',
    ],
  },
  {
    key: 'carer',
    share: 6,
    indicators: [],
    also: ['school-missing', 'change-in-mood'],
    adult: [
      '{C} does everything in that house: the shopping, the cooking, {mum}’s tablets. {He} is {age}.',
      'The family has been in one room at the (hostel|bed and breakfast) since {month}. {C} has nowhere to (play|do {his} homework).',
      '@neighbour,other {Mum} is very poorly and there’s only {c}. I take a meal round but I can’t do it every day.',
    ],
    work: [
      '{C} is the main carer for {mum}, who has been unwell since {month}. {He} is tired and often late and is very proud of how well {he} copes.',
      'The family has no (income|recourse to public funds) and relies on the food bank. {C} has one set of clothes. {Mum} is doing all {mum} can and asks for help.',
      'Notice to leave has been served on the family for {day}. {C} has (additional needs|asthma) and no other placement has been found.',
    ],
    police: [
      'Eviction attended at {street} with bailiffs. {C} ({age}) and {mum} present; emergency housing arranged for one night.',
    ],
    child: [
      'i look after my mum because shes poorly and im (tired|worried what happens if i go to school)',
      'we have to move again and i dont know where',
    ],
  },
  {
    key: 'missing',
    share: 4,
    indicators: ['missing-overnight'],
    also: ['older-adult', 'change-in-mood'],
    adult: [
      '{C} didn’t come home again on {day}. That’s {n} times since {month}. {He} won’t say where {he} goes.',
      '@carer {C} was out until {hour}; {he} came back in different clothes and went straight to bed.',
      '@family,neighbour {C} goes off after tea and comes back when it’s getting light. {Mum} is (beside herself|at {mum}’s wits’ end).',
    ],
    work: [
      '{C} was missing overnight on {day}, the (second|third|fourth) time this term. {He} was found near {place} and gave no account of where {he} had slept.',
      'Return interview offered to {c} after {his} last episode; {he} asked whether the interviewer “talks to the police”. {He} would like to be asked again.',
    ],
    police: [
      '{C} ({age}) reported missing by {mum} at {hour} on {day}, found at {hour2} at {place}. Episode {n} this year. Would not say who {he} had been with.',
      'Missing from placement: {c} ({age}). Located by (transport police|a patrol) the next morning, safe. Prevention interview done.',
    ],
    child: [
      'i keep (going off|staying out) because its better than being at home. no one asks why',
      'i stayed out and now i cant say where i was or ill get people in trouble',
    ],
  },
  {
    key: 'older-adult',
    share: 2.4,
    indicators: ['older-adult'],
    also: ['unexplained-gifts', 'older-adult-with-car', 'many-phones'],
    adult: [
      'A man of (thirty|forty) or so waits for {c} at {place} (most evenings|on {day}s). {C} is {age}. He isn’t family.',
      '{C} has new (trainers|nails|headphones) every week and there’s no money in that house. When I said so {he} went red and changed the subject.',
      'I saw {c} get into a (dark|white|blue) car with {n} grown men outside {place} at {hour}. {He} didn’t look happy about it.',
    ],
    work: [
      '{C} has a second phone which {he} hides, and spoke of a “boyfriend” who “works in town”. {He} is {age}.',
      '{C} has been given (a phone|money|jewellery) by an adult outside the family. {He} said that it “wasn’t for nothing” and then would say no more.',
    ],
    police: [
      '{C} ({age}) found in a vehicle at {place} at {hour} with {n} adult males not related to {him}. Taken home. Details of the vehicle recorded.',
    ],
    child: [
      'theres this older (guy|lad) who keeps buying me things and now he says i (owe him|have to do him a favour)',
    ],
  },
  {
    key: 'carrying',
    share: 2.4,
    indicators: ['carrying-for-others'],
    also: ['travel-unexplained', 'many-phones', 'unexplained-gifts'],
    adult: [
      '{C} goes up and down {street} all evening on an electric bike meeting people for a minute at a time. I don’t think it’s pizzas.',
      '@other {C} has been on the (early|last) service to the coast {n} times, alone, with a bag {he} won’t put down.',
      '@family {C} has got three phones and jumps every time one goes. {He}’s {age}. {He}’s scared of somebody.',
    ],
    work: [
      '{C} was found with {n} phones and a large sum in cash. {He} said {he} was “holding it” and became very frightened when told that we would have to keep it.',
      '{C} has been seen on trains to {n} different towns this month in school hours. {He} has never been bought a ticket by the family.',
    ],
    police: [
      '{C} ({age}) stopped at the bus station with {n} phones and a train ticket paid for by somebody else. Treated as a child who may be being exploited. National referral being considered.',
    ],
    child: ['they said i only had to do it once and now they wont let me stop'],
  },
  {
    key: 'online',
    share: 4,
    indicators: ['online-contact'],
    also: ['change-in-mood', 'afraid-of-somebody'],
    adult: [
      '{C} is up all night messaging somebody {he} has never met. {He} says it’s a (boy|girl) of {age} but it doesn’t sound like one.',
      '@family,neighbour,other I looked at my daughter’s phone and there’s an account sending her and her friend {c} (money|game credits) for pictures. I’ve not opened any.',
      'Somebody in one of {c}’s games has asked for {his} (address|school) and {he} nearly told them.',
    ],
    work: [
      '{C} told us that somebody online has been asking {him} for pictures and has threatened to tell {his} family. {He} has not seen the person. The phone has been left alone, switched off.',
      '{C} plans to meet somebody from (a game|an app) at {place} on {day}. {He} believes that they are {age}.',
    ],
    police: [
      'Report passed on from a service provider about contact between an adult account and a child’s account registered to {street}. {C} ({age}) safe at home; device secured.',
    ],
    child: [
      'someone online keeps asking for pictures and says hell send them to my school if i stop',
      'i was talking to someone and theyre not who they said. im scared',
    ],
  },
];
