import type { Story } from './piece.ts';

/** Somebody who drives children to school, told about by three people who don't know of each other. */
export const SCHOOL_RUN: Story = {
  key: 'school-run',
  whatItIs:
    'A school-transport driver, Terry Oxtoby, told about by a parent, a passenger assistant and a pupil.',
  pieces: [
    {
      when: { daysAgo: 206, hour: 18 },
      kind: 'family',
      channel: 'public',
      by: null,
      naming: 'confidential',
      name: 'Gemma Rushby',
      worry:
        'The man who drives the school minibus has been messaging my son in the evenings. It’s nothing you could put your finger on, jokes and that, but he’s 11 and the driver is older than my dad. He gives him the front seat.',
      mentions: [
        { kind: 'child', name: 'Toby Rushby', age: '11', sex: 'male', school: 'the Millrace unit' },
        { kind: 'adult', name: 'Terry', relationship: 'minibus driver' },
      ],
      indicators: ['online-contact'],
      aboutWorker: 'Terry, who drives the minibus for the Millrace unit',
      parents: 'know',
      decided: {
        outcome: 'information-and-advice',
        reason:
          'Passed to the LADO, who spoke to the transport firm. The driver was reminded of the code of conduct. Mother was told how to block a number.',
        setAside: 'Assessment: Toby is safe at home and the worry is about the driver.',
        wouldReopen: 'Any other worry about this driver.',
        answer: 'Thank you for telling us. We have read it and looked into it carefully.',
      },
    },
    {
      when: { daysAgo: 94, hour: 15 },
      kind: 'other',
      channel: 'public',
      by: null,
      naming: 'named',
      name: 'Pauline Ackroyd',
      role: 'Passenger assistant',
      worry:
        'I’m the escort on a school run. The driver, Mr Oxtoby, sends me home early on Thursdays and takes the last child on alone. That’s against the rules and I’ve said so. The child has gone very quiet in the bus.',
      mentions: [
        { kind: 'child', name: 'Toby', age: 'about 11', sex: 'male' },
        { kind: 'adult', name: 'Mr Oxtoby', relationship: 'driver' },
      ],
      indicators: ['change-in-mood'],
      aboutWorker: 'Mr Oxtoby, a driver for the transport firm',
      decided: {
        outcome: 'another-to-answer',
        handedTo: 'schools-lead',
        reason:
          'How the run is staffed is for the schools partnership’s transport contract; handed to its lead with the LADO’s agreement, and ours until it is accepted.',
        setAside: 'Assessment of the child: the escort could not give a family name.',
        wouldReopen: 'The schools lead’s reply.',
        answer:
          'Thank you. What you told us was read and acted upon. If you are still worried, tell us again.',
      },
    },
    {
      when: { daysAgo: 4, hour: 16 },
      kind: 'teacher',
      channel: 'partner-page',
      by: 'dsl-beckfoot',
      naming: 'named',
      role: 'Head of year',
      worry:
        'A Year 8 girl says that when she was at the Millrace unit last year the driver, “Terry O”, kept her phone until she had sat next to him and talked. She has heard that he still drives. She asked if somebody would check on the little ones.',
      mentions: [
        {
          kind: 'child',
          name: 'Lacey Dransfield',
          dateOfBirth: '2013-09-30',
          sex: 'female',
          school: 'Beckfoot Valley School',
        },
        { kind: 'adult', name: 'Terry O', relationship: 'school transport driver' },
      ],
      indicators: ['afraid-of-somebody'],
      aboutWorker: 'Terry O., school transport driver',
      parents: 'do-not-know-safe-to-tell',
    },
  ],
};

/** Two children at home, told about by five people under three spellings of one name. */
export const GOIT_SIDE: Story = {
  key: 'goit-side',
  whatItIs: 'Areeba and Zeeshan, 14 Goit Side, told about as Chaudhry, Choudhury and Chaudri.',
  pieces: [
    {
      when: { daysAgo: 263, hour: 13 },
      kind: 'other',
      channel: 'public',
      by: null,
      naming: 'anonymous',
      role: 'Meter reader',
      worry:
        'I read the meters. There was no gas on at 14 Goit Side and two little ones in their coats watching the telly with the door open. The boy let me in himself. He’d be six.',
      mentions: [
        { kind: 'child', age: 'about 6', sex: 'male' },
        { kind: 'place', address: '14 Goit Side' },
      ],
      indicators: ['hungry-or-unkempt', 'left-alone'],
      decided: {
        outcome: 'no-further-action',
        reason:
          'The fuel bank was told of the address and will visit. No name was given, and the children were warm enough in coats.',
        setAside: 'Early help: the fuel bank will offer it.',
        wouldReopen: 'The fuel bank not getting an answer.',
        answer: 'Thank you for telling us. It was read and kept with care.',
      },
    },
    {
      when: { daysAgo: 171, hour: 11 },
      kind: 'health',
      channel: 'partner-page',
      by: 'health-visitor',
      naming: 'named',
      role: 'Health visitor',
      worry:
        'Areeba (3) not brought to her two-year review or to three later appointments. At the door, mother said that she was asleep. I have not seen her since the spring.',
      mentions: [
        {
          kind: 'child',
          name: 'Areeba Chaudhry',
          dateOfBirth: '2023-01-14',
          sex: 'female',
          address: '14 Goit Side',
          postcode: 'WK6 2CB',
          identifiers: { nhsNumber: '9990000018' },
        },
      ],
      indicators: ['hungry-or-unkempt'],
      parents: 'know',
      decided: {
        outcome: 'information-and-advice',
        reason:
          'Missed appointments are being followed up by the health visiting team, who will write again and call without notice.',
        setAside: 'Assessment: no harm told.',
        wouldReopen: 'The visit without notice not finding Areeba.',
        answer: 'Thank you. Please visit without notice, and tell us again if she is not seen.',
      },
    },
    {
      when: { daysAgo: 88, hour: 9 },
      kind: 'teacher',
      channel: 'partner-page',
      by: 'dsl-primaries',
      naming: 'named',
      role: 'Class teacher',
      worry:
        'Zeeshan comes in his sister’s cardigan and eats other children’s crusts. He says his mum “is in bed since Eid”. He is proud that he can cook rice.',
      mentions: [
        {
          kind: 'child',
          name: 'Zeeshan Choudhury',
          age: '6',
          sex: 'male',
          school: 'Goit Side Community Primary',
        },
      ],
      indicators: ['hungry-or-unkempt', 'change-in-mood'],
      parents: 'not-sure',
      decided: {
        outcome: 'early-help',
        handedTo: 'early-help',
        reason:
          'School sees Zeeshan daily and mother is unwell. A family worker to call and ask what would help; school to feed him.',
        setAside: 'Assessment: early help first.',
        wouldReopen: 'Mother not answering the family worker.',
        answer: 'Thank you. A family worker will call. Please go on with breakfast and tell us how he is.',
      },
    },
    {
      when: { daysAgo: 33, hour: 22 },
      kind: 'neighbour',
      channel: 'public',
      by: null,
      naming: 'confidential',
      name: 'Derek Hoyle',
      worry:
        'The little lass from the end house on Goit Side was on the pavement in her nightie at ten o’clock. Her brother came out and carried her in. He can’t be seven. I’ve not seen the mother in weeks.',
      mentions: [
        { kind: 'child', age: 'about 3', sex: 'female' },
        { kind: 'child', age: 'not seven', sex: 'male' },
        { kind: 'place', address: 'the end house, Goit Side' },
      ],
      indicators: ['left-alone'],
      decided: {
        outcome: 'no-further-action',
        reason:
          'Officers called the next day and an adult at the door said that all was well. Early help is already offered to a family on Goit Side.',
        setAside: 'Assessment: the children were seen at the door.',
        wouldReopen: 'Another report of the children outside at night.',
        answer: 'Thank you. It was read and looked into. You were right to tell us.',
      },
    },
    {
      when: { daysAgo: 5, hour: 17 },
      kind: 'other',
      channel: 'public',
      by: null,
      naming: 'named',
      name: 'Joan Ibbotson',
      role: 'Librarian',
      worry:
        'A boy called Zeeshan Chaudri brings his small sister to the library every day until we close and asks what you do if somebody won’t wake up properly. He said it is for a story. He has asked three times.',
      mentions: [
        { kind: 'child', name: 'Zeeshan Chaudri', age: 'about 7', sex: 'male' },
        { kind: 'child', name: 'Areeba', age: 'about 3', sex: 'female' },
      ],
      indicators: ['left-alone', 'hungry-or-unkempt'],
    },
  ],
};
