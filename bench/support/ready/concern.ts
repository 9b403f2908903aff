import type { MentionAsGiven } from '../../../src/kernel/mention.ts';
import { deriveStanding } from '../../../src/modules/concerns/domain/concern.ts';
import { beginConcern, foldAct } from '../../../src/modules/concerns/domain/fold.ts';
import type { ConcernView, TimelineAct } from '../../../src/modules/concerns/queries/get-concern.query.ts';
import type { WhoAndWhat } from '../../../src/modules/people/index.ts';
import { ACCOUNT, AGENCY, at, before, CONCERN, CSRF, idOf, MANAGER, NOW, POST, WORDS } from './words.ts';

const BY = { account: ACCOUNT, post: POST };
const MENTIONS: readonly MentionAsGiven[] = [
  { kind: 'child', name: 'Sam Example', age: '14', school: 'Wrenmoor Academy' },
  { kind: 'adult', name: '“Uncle” Dee', relationship: 'says he is an uncle', description: 'grey car' },
  { kind: 'phone', number: '07700 900123' },
  { kind: 'vehicle', registration: 'ZZ12 HQD', colour: 'grey' },
];

function makeTimeline(acts: number): readonly TimelineAct[] {
  return Array.from({ length: acts }, (_, index) => ({
    number: index,
    at: before(4 * (acts - index)),
    act: at(
      ['message-sent', 'concern-triaged', 'agency-asked', 'request-answered', 'duty-climbed'] as const,
      index,
    ),
    by: index % 5 === 4 ? 'the clock' : 'Priya Example',
    post: 'Front-door screener 1',
    data:
      index % 5 === 1
        ? { context: { openDuties: 31, overdueDuties: 2, evidenceOpened: [], evidenceThere: [] } }
        : {},
    words: index % 5 === 4 ? { what: 'Decide what happens next for this child' } : { reason: WORDS },
  }));
}

/** A concern that has been read and decided for one child of two, with answers, a bundle, messages and requests. */
export function makeConcern(acts: number): ConcernView {
  const subjects = ['first', 'second'];
  const received = beginConcern(
    CONCERN,
    {
      act: 'concern-received',
      channel: 'helpline',
      reporterKind: 'neighbour',
      naming: 'named',
      danger: 'no',
      indicators: ['older-adult-with-car', 'unexplained-gifts'],
      aboutWorker: false,
      parents: 'not-sure',
      reachable: true,
      colour: 'amber',
      subjects,
    },
    before(200),
  );
  const state = foldAct(
    foldAct(received, { act: 'concern-opened', by: BY }, before(199)),
    {
      act: 'concern-decided',
      by: BY,
      answer: 'none',
      outcomes: [
        {
          subject: 'first',
          outcome: 'assessment',
          section: 'section-17',
          level: 3,
          status: 'in-force',
          handedTo: MANAGER,
          sameAs: null,
        },
      ],
    },
    before(190),
  );
  const passages = [{ text: WORDS, masked: false }];
  const bytes = Buffer.alloc(0);
  return {
    row: {
      id: CONCERN,
      reference: 'HD-7K2M-94',
      sent_hash: bytes,
      content_hash: bytes,
      received_at: before(200),
      channel: 'helpline',
      reporter_kind: 'neighbour',
      naming: 'named',
      danger: 'no',
      indicators: ['older-adult-with-car', 'unexplained-gifts'],
      exploitation: true,
      about_worker: false,
      parents: 'not-sure',
      reachable: true,
      agency_id: AGENCY,
      recorded_by: ACCOUNT,
      told: bytes,
      reporter: bytes,
      receipt_lookup: null,
      owner_post: POST,
      acts,
      standing: deriveStanding(state),
      colour: 'amber',
      opened_at: before(199),
      answered_at: null,
      earlier: 3,
      incident_id: CONCERN,
    },
    state,
    standing: deriveStanding(state),
    relations: ['front-door', 'duty-owner'],
    verbatim: true,
    told: {
      worry: passages,
      answers: Array.from({ length: 12 }, (_, index) => ({
        question: `q${index}`,
        asked: `Question ${index}, as it was asked?`,
        passages,
      })),
      when: 'recent',
      language: 'en-GB',
    },
    masks: [],
    mentions: MENTIONS,
    subjects: subjects.map((key, index) => ({ key, name: index === 0 ? 'Sam Example' : 'Jay Example' })),
    bundle: Array.from({ length: 6 }, (_, index) => ({
      id: idOf<'concern'>(`beside ${index}`),
      reference: `HD-3P4Q-${index + 20}`,
      receivedAt: before(900 + index),
      reporterKind: at(['teacher', 'police', 'carer'] as const, index),
      exploitation: true,
      incident: idOf<'concern'>(`beside ${index}`),
      standing: 'answered',
      outcomes: ['no-further-action'],
      via: ['the same phone', 'perhaps the same child'],
      decision: { at: before(800), reason: WORDS, optionsSetAside: WORDS, wouldReopen: WORDS },
      visible: index !== 5,
      sure: index < 4,
    })),
    due: [{ rule: 'front-door.decide', dueAt: NOW.add({ hours: 3 }), post: 'Front-door screener 1' }],
    timeline: makeTimeline(acts),
    files: [],
    messages: Array.from({ length: 4 }, (_, index) => ({
      id: idOf(`message ${index}`),
      at: before(100 - index),
      direction: at(['from-reporter', 'to-reporter'] as const, index),
      kind: 'message' as const,
      words: WORDS,
      byAccount: index % 2 === 0 ? null : ACCOUNT,
      byPost: index % 2 === 0 ? null : POST,
      held: false,
      withdrawn: false,
    })),
    requests: [
      {
        id: idOf('request'),
        concern: CONCERN,
        agency: AGENCY,
        post: MANAGER,
        kind: 'information',
        at: before(90),
        words: { ask: WORDS, purpose: 'To decide', lawfulBasis: 'Public task' },
        reply: WORDS,
        state: 'answered',
        repliedAt: before(80),
      },
    ],
    patterns: [],
    secondPerson: ['repeat-warnings', 'exploitation'],
    names: {
      post: () => 'Front-door screener 1',
      account: () => 'Priya Example',
      agency: () => 'Wrenfold Council',
      posts: [],
      accounts: [],
    },
    now: NOW,
  };
}

/** Who and what the concern names, each with two that it may be. */
export function makeNamed(): WhoAndWhat {
  const visible = new Map([[idOf<'concern'>('other'), 'HD-3P4Q-20']]);
  const named = MENTIONS.map((given, index) => {
    const other = {
      id: idOf<'mention'>(`other ${index}`),
      concern: idOf<'concern'>('other'),
      at: before(900),
      kind: given.kind,
      record: null,
      kept: false,
      given,
    };
    const proposal = {
      is: { what: 'mention', mention: other },
      why: ['phone', 'sounds-of-name'],
      strong: index === 2,
    } as const;
    return {
      mention: { ...other, id: idOf<'mention'>(`mention ${index}`), concern: CONCERN },
      facts: [],
      proposals: [proposal, proposal],
    };
  });
  return {
    concern: CONCERN,
    named,
    visible,
    mayLink: true,
    mayOpen: false,
    mayAskWhoKnew: false,
    post: () => 'the front door',
    readPhone: (text) => text,
    csrf: CSRF,
  };
}
