import type { Story } from './piece.ts';

/**
 * One story in twelve pieces. Each was answered alone, and fairly enough alone: no child found, the placement is
 * dealing with it, police have it. Nobody has laid them side by side. Source: the shape of what inquiries found, with
 * every name, place, car and number invented.
 */
const FLAT = 'flat above the Sunny Side takeaway';

export const GREY_CAR: Story = {
  key: 'grey-car',
  whatItIs:
    'Three girls and a boy from four households; a man called Smiler, a grey estate car YK12 QBD, the phone 07700 900417 and the flat above Sunny Side on Tanner Row.',
  pieces: [
    {
      when: { daysAgo: 402, hour: 21 },
      kind: 'youth-worker',
      channel: 'outreach',
      by: 'youth-worker-2',
      naming: 'named',
      role: 'Detached youth worker',
      worry:
        'Jay, about 13, was picked up from outside the Friday session again by a man in a grey estate car. She told the others that it was her uncle. He stayed in the car and she got in the back. When I asked what he was called she laughed and said “Smiler, because he never does”. He is forty if he is a day. She has been quieter these last few weeks and has a new coat.',
      mentions: [
        { kind: 'child', name: 'Jay', age: 'about 13', sex: 'female', school: 'the red-brick school' },
        { kind: 'adult', name: 'Smiler', age: 'about 40', sex: 'male', relationship: 'said to be an uncle' },
        { kind: 'vehicle', colour: 'grey', description: 'estate car' },
      ],
      indicators: ['older-adult-with-car', 'unexplained-gifts'],
      decided: {
        outcome: 'information-and-advice',
        reason:
          'The girl said that the man is her uncle and nothing told shows otherwise. The youth worker will ask for her full name and let us know if it happens again.',
        setAside: 'Assessment: we do not have her name or address.',
        wouldReopen: 'The youth worker learning who she is.',
        answer:
          'Thank you for your referral. Please keep an eye on who collects her, and tell us her full name if you learn it.',
      },
    },
    {
      when: { daysAgo: 371, hour: 9 },
      kind: 'other',
      channel: 'public',
      by: null,
      naming: 'confidential',
      name: 'Bashir Anwar',
      role: 'Taxi driver',
      worry:
        'I’m a taxi driver. Last night at half eleven I was sent to the bus station for two lasses, 13 or 14, no coats on. They wanted the flat over Sunny Side on Tanner Row. Didn’t say a word all the way. A man came down and paid me through the window, cash, told me to keep the change and forget the address. I’ve got daughters. I’m not forgetting it.',
      mentions: [
        { kind: 'child', age: '13 or 14', sex: 'female', description: 'two girls, one tall with red hair' },
        { kind: 'place', name: 'the flat over Sunny Side', address: 'Tanner Row' },
        { kind: 'adult', sex: 'male', description: 'paid for the taxi, a gold tooth' },
      ],
      indicators: ['older-adult', 'travel-unexplained'],
      decided: {
        outcome: 'no-further-action',
        reason:
          'No child could be found from what was told: no names and no home address. The neighbourhood police team was asked to pass by; nobody answered the door.',
        setAside: 'Assessment: there is nobody to assess until we know who they are.',
        wouldReopen: 'A name for either girl.',
        answer:
          'Thank you. What you told us was read and kept with care. If you remember anything more, please add it here.',
      },
    },
    {
      when: { daysAgo: 322, hour: 10 },
      kind: 'carer',
      channel: 'public',
      by: null,
      naming: 'named',
      name: 'Maureen Tebbs',
      role: 'Foster carer',
      worry:
        'Tia was out all night again on Saturday, that is four times since she came to me. She won’t say where. She came in at seven with a phone that isn’t the one we gave her and it rang all day, the same number every time, 07700 900417. When I picked it up a man said “tell her I’m outside” and put it down. She went white. I’ve left two messages for the placement team.',
      mentions: [
        {
          kind: 'child',
          name: 'Tia Pollitt',
          age: '14',
          sex: 'female',
          address: '31 Plover Street',
          postcode: 'WK3 7QT',
          description: 'looked after, placed with me since June',
        },
        { kind: 'phone', number: '07700 900417', description: 'rings her all day' },
      ],
      indicators: ['missing-overnight', 'many-phones', 'afraid-of-somebody'],
      decided: {
        outcome: 'information-and-advice',
        reason:
          'Tia has a placement team who know that she has been out overnight and are dealing with it. The carer was asked to report her missing each time and to hand the phone to them.',
        setAside: 'Strategy discussion: the placement team is already involved.',
        wouldReopen: 'Tia missing again for more than a night.',
        answer:
          'Thank you. It was read and looked into. Please report it to the police each time, and talk to the placement team.',
      },
    },
    {
      when: { daysAgo: 287, hour: 14 },
      kind: 'health',
      channel: 'partner-page',
      by: 'school-nurse',
      naming: 'named',
      role: 'School nurse',
      worry:
        'Simona came to drop-in because she keeps falling asleep in lessons. She says that she goes “to a friend’s flat in town where you can always get chips and nobody shouts at you”. She would not say whose flat. She asked me how you can tell whether somebody is really your boyfriend. She is 12. Her mother works nights and speaks little English; I would like an interpreter before anybody rings her.',
      mentions: [
        {
          kind: 'child',
          name: 'Simona Balogova',
          dateOfBirth: '2012-11-09',
          sex: 'female',
          school: 'Wrenmoor Academy',
          address: 'Flat 3, 88 Carding Terrace',
          postcode: 'WK1 7HD',
        },
        { kind: 'place', name: 'a friend’s flat in town', description: 'with a chip shop near or under it' },
      ],
      indicators: ['change-in-mood', 'older-adult'],
      parents: 'do-not-know-safe-to-tell',
      decided: {
        outcome: 'information-and-advice',
        reason:
          'Simona is seen weekly by the school nurse, who will go on doing so. Tiredness and a question about friendships are for school and health to support for now.',
        setAside: 'Early help: mother to be offered it when an interpreter is found.',
        wouldReopen: 'Simona telling the nurse who the friend is.',
        answer:
          'Thank you. We would ask you to carry on with the support you describe, and tell us again if anything changes.',
      },
    },
    {
      when: { daysAgo: 241, hour: 23 },
      kind: 'family',
      channel: 'public',
      by: null,
      naming: 'named',
      name: 'Tracey Sowerby',
      worry:
        'My daughter Kayleigh has just gone off in a car with a grown man again and I can’t stop her. It’s a grey one, YK12, I only got the first bit. She’s got money she won’t explain. I rang the police and they asked if she went willingly. She’s 14. I am her mum and I am telling you she is frightened of him.',
      mentions: [
        {
          kind: 'child',
          name: 'Kayleigh Sowerby',
          age: '14',
          sex: 'female',
          address: '7 Bobbin Road',
          postcode: 'WK6 6FW',
          school: 'Wrenmoor Academy',
        },
        { kind: 'adult', sex: 'male', relationship: 'a grown man with a car' },
        { kind: 'vehicle', colour: 'grey', registration: 'YK12' },
      ],
      indicators: ['older-adult-with-car', 'unexplained-gifts', 'missing-overnight'],
      parents: 'know',
      decided: {
        outcome: 'no-further-action',
        reason:
          'Mother has reported this to the police, whose matter it is while Kayleigh is out. She was home by morning and mother says that she is safe today.',
        setAside: 'Assessment: mother is protective and asked for the police, not for us.',
        wouldReopen: 'Police telling us that she is at risk.',
        answer:
          'Thank you for telling us. We have read it. Please go on ringing the police if she is missing.',
      },
    },
    {
      when: { daysAgo: 190, hour: 1 },
      kind: 'neighbour',
      channel: 'public',
      by: null,
      naming: 'anonymous',
      worry:
        'I’m not giving my name because I live too near. Youngsters are up and down the back stairs to number 12a Tanner Row, over the takeaway, at all hours. School age. Last week one of the girls was sat on the bottom step crying and a lad no older than her was told to fetch her back up. There’s a grey estate always parked across my gate.',
      mentions: [
        { kind: 'place', name: FLAT, address: '12a Tanner Row', postcode: 'WK1 1AG' },
        { kind: 'child', age: 'school age', sex: 'female', description: 'crying on the step' },
        { kind: 'child', age: 'no older than her', sex: 'male' },
        { kind: 'vehicle', colour: 'grey', description: 'estate, parked across the gate' },
      ],
      indicators: ['older-adult', 'afraid-of-somebody'],
      decided: {
        outcome: 'no-further-action',
        reason:
          'No child could be found from what was told. The council’s noise team was given the address and the caller left no way to ask more.',
        setAside: 'Police visit: left to the neighbourhood team.',
        wouldReopen: 'A name, or another report of this address.',
        answer:
          'Thank you for telling us. It was read and kept. Small things help: please add anything you remember.',
      },
    },
    {
      when: { daysAgo: 150, hour: 19 },
      kind: 'family',
      channel: 'public',
      by: null,
      naming: 'confidential',
      name: 'Shaheen Rafiq',
      worry:
        'I am Ibrahim’s grandmother. He has three telephones and a coat that cost more than my rent. He goes on trains and is not home for two nights. He told me he “works for Smiler now” and cannot stop, they know where I live. He is a good boy and he is fourteen. Do not send a police car to my house.',
      mentions: [
        {
          kind: 'child',
          name: 'Ibrahim Rafiq',
          age: 'fourteen',
          sex: 'male',
          address: '140 Shuttle Street',
          postcode: 'WK4 4ES',
          school: 'St Oswin’s',
        },
        { kind: 'adult', name: 'Smiler', relationship: 'he works for him' },
        { kind: 'phone', number: '07700900417', description: 'the one that always rings' },
      ],
      indicators: ['carrying-for-others', 'many-phones', 'travel-unexplained', 'afraid-of-somebody'],
      parents: 'unsafe-to-tell',
      decided: {
        outcome: 'information-and-advice',
        reason:
          'Grandmother asked that the police not come to the house. She was given the number of the youth service, whose worker will try to see Ibrahim at school.',
        setAside: 'Assessment: to be thought of again when the youth worker has met him.',
        wouldReopen: 'The youth worker’s report.',
        answer:
          'Thank you for telling us. We have read it. The youth service can help this week; reply here and say when would suit.',
      },
    },
    {
      when: { daysAgo: 118, hour: 5 },
      kind: 'police',
      channel: 'partner-api',
      by: null,
      naming: 'named',
      role: 'Response officer',
      worry:
        'Tia POLLITT (15, looked after) and Kayleigh SOWERBY (14), both reported missing 19:40, found together at the bus station 04:55. Each said that she had been “at a mate’s”. A grey estate, part mark YK12, pulled away as officers arrived. Both returned. No complaint made. Return interviews requested.',
      mentions: [
        { kind: 'child', name: 'Tia Pollitt', dateOfBirth: '2011-06-21', sex: 'female' },
        { kind: 'child', name: 'Kayleigh Sowerby', dateOfBirth: '2011-12-02', sex: 'female' },
        { kind: 'vehicle', colour: 'grey', registration: 'YK12', description: 'estate' },
      ],
      indicators: ['missing-overnight', 'older-adult-with-car'],
      decided: {
        outcome: 'no-further-action',
        reason:
          'Both girls were found and taken home by the officers and made no complaint. Return interviews have been asked for and would tell us more.',
        setAside: 'Strategy discussion: to be called if the return interviews show a need.',
        wouldReopen: 'What the return interviews say.',
        answer: 'Thank you. Read. Please send the return interviews when they are held.',
      },
    },
    {
      when: { daysAgo: 83, hour: 12 },
      kind: 'other',
      channel: 'public',
      by: null,
      naming: 'named',
      name: 'Keith Malham',
      role: 'Train guard',
      worry:
        'Lad of 14 or 15, Asian, very polite, on the 06:12 to the coast for the fourth time, always alone on a school day, always a carrier bag he holds on his knee. Somebody else has bought the ticket on a phone. This time he’d a cut lip. When I asked if he was all right he said “please don’t ring anyone, they’ll go to my nan’s”.',
      mentions: [
        {
          kind: 'child',
          age: '14 or 15',
          sex: 'male',
          description: 'on the 06:12 train, carrier bag, worried for his nan',
        },
      ],
      indicators: ['travel-unexplained', 'carrying-for-others', 'injuries', 'afraid-of-somebody'],
      decided: {
        outcome: 'no-further-action',
        reason:
          'No child could be found from what was told, and the place he travels to is in another council’s area. Transport police have the train and time.',
        setAside: 'Passing it to the other council: they would not know who he is either.',
        wouldReopen: 'Transport police finding out who he is.',
        answer:
          'Thank you. What you told us was read and passed on. If you see him again, please tell us here.',
      },
    },
    {
      when: { daysAgo: 52, hour: 20 },
      kind: 'helpline',
      channel: 'helpline',
      by: 'adviser-1',
      naming: 'anonymous',
      worry:
        'Caller is a girl of about 15 who would not give a name. She says that her little cousin Simona “and that lot” go to a flat above a chip shop in town, that there is an older man there who is nice at first and then you owe him, and that Simona is not allowed to stop going. Caller hung up when somebody came in. Caller’s words, near enough.',
      mentions: [
        { kind: 'child', name: 'Simona', age: '13', sex: 'female' },
        { kind: 'place', name: 'flat above a chip shop in town' },
        { kind: 'adult', sex: 'male', description: 'older, nice at first and then you owe him' },
      ],
      indicators: ['older-adult', 'afraid-of-somebody'],
      decided: {
        outcome: 'information-and-advice',
        reason:
          'There are several children called Simona in Wrenfold’s schools and the caller could not say more. Helpline to ask the caller to ring back with a family name.',
        setAside: 'Asking every school: not thought proportionate on a first name.',
        wouldReopen: 'The caller ringing again.',
        answer: 'Thank you. If she rings again, please ask which school and let us know.',
      },
    },
    {
      when: { daysAgo: 19, hour: 16 },
      kind: 'teacher',
      channel: 'partner-page',
      by: 'dsl-st-oswin',
      naming: 'named',
      role: 'Teaching assistant',
      worry:
        'A grey estate, YK12 QBD, was outside the gates at home time on three days this week with a man in it asking pupils for “Ibby”. Ibrahim went back inside and asked to stay until six. He has lost weight. He has a second telephone that he says isn’t his. He told me that it is only until he has paid them back.',
      mentions: [
        {
          kind: 'child',
          name: 'Ibrahim Rafiq',
          dateOfBirth: '2012-02-17',
          sex: 'male',
          school: 'St Oswin’s High School',
        },
        { kind: 'vehicle', colour: 'grey', registration: 'YK12 QBD', description: 'estate' },
        { kind: 'adult', sex: 'male', description: 'asked for “Ibby”; gold tooth' },
      ],
      indicators: ['afraid-of-somebody', 'many-phones', 'older-adult'],
      decided: {
        outcome: 'no-further-action',
        reason:
          'School has told the neighbourhood officer about the car and will let Ibrahim leave by the other gate. He is safe in school and his grandmother is supportive.',
        setAside: 'Assessment: the youth worker has not yet been able to see him.',
        wouldReopen: 'The car coming back.',
        answer:
          'Thank you. Please ring the police if the car is there again, and carry on with what you have put in place.',
      },
    },
    {
      when: { minutesAgo: 95 },
      kind: 'child',
      channel: 'public',
      by: null,
      naming: 'named',
      name: 'Jay',
      worry:
        'theres me and 3 others. two girls and a lad. theres a man everyone calls smiler and he has a grey car and a flat over sunny side on tanner row. at first it was just somewhere to go and he got us food and phones. now we owe him. if i dont answer 07700 900417 he comes to my house. i told someone last year and nothing happened. im not in trouble am i',
      mentions: [
        { kind: 'child', name: 'Jay', age: '14', sex: 'female', description: 'the person writing' },
        { kind: 'adult', name: 'smiler' },
        { kind: 'vehicle', colour: 'grey' },
        { kind: 'phone', number: '07700 900417' },
        { kind: 'place', name: 'flat over sunny side', address: 'tanner row' },
      ],
      indicators: [],
      parents: 'not-sure',
    },
  ],
};
