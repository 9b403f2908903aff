/**
 * The ways in which people are made to pay for speaking up, as choices that somebody can recognise. The law has no list: it
 * speaks of every act, and every deliberate failure to act, that is a detriment (Employment Rights Act 1996, section 47B). So this
 * list is for recognising, not for shutting out, and its last choice is always open. The ids are kept for ever: sealed
 * messages hold them.
 */
import { READ_ON, type Source, type Sourced, section } from './source.ts';

/** In which life it happens: paid work, fostering, volunteering, study, or more than one. */
export type DetrimentPlace = 'work' | 'fostering' | 'volunteering' | 'study' | 'more-than-one';

/** One way of being made to pay. */
export interface Detriment extends Sourced {
  readonly id: string;
  readonly place: DetrimentPlace;
  /** What it is called, as a choice in a form. */
  readonly title: string;
  /** What it looks like, in one plain sentence. */
  readonly sentence: string;
}

const ACT = section('47B', 'subsection (1)');
const DISMISSAL = section('103A');
const FOSTER_CARERS: Source = {
  name: 'Equality and Human Rights Commission, news',
  paragraph:
    'Oni and others v Waltham Forest, Bromley and Haringey councils: what the three foster carers complained of',
  address:
    'https://www.equalityhumanrights.com/judge-rules-foster-carers-are-able-bring-discrimination-and-whistleblowing-claims',
  dated: '2025-02-13',
};

const from = (source: Source) => ({ source, asOf: READ_ON });

export const DETRIMENTS = [
  {
    id: 'dismissal',
    place: 'work',
    title: 'Dismissed',
    sentence: 'You were sacked, or made redundant when the job was still there.',
    ...from(DISMISSAL),
  },
  {
    id: 'forced-to-resign',
    place: 'work',
    title: 'Made to resign',
    sentence: 'It was made so hard for you that you left.',
    ...from(section('95', 'subsection (1)(c)')),
  },
  {
    id: 'contract-not-renewed',
    place: 'work',
    title: 'Contract or booking not renewed',
    sentence: 'Your contract ran out and was not renewed, or the agency stopped giving you shifts there.',
    ...from(section('95', 'subsection (1)(b)')),
  },
  {
    id: 'duties-changed',
    place: 'work',
    title: 'Duties taken away or changed',
    sentence: 'Work you did was taken from you, or you were moved or given work nobody wants.',
    ...from(ACT),
  },
  {
    id: 'hours-changed',
    place: 'work',
    title: 'Hours or rota changed',
    sentence: 'Your hours were cut, or your rota was made one that you can’t work.',
    ...from(ACT),
  },
  {
    id: 'pay-affected',
    place: 'work',
    title: 'Pay, promotion or training refused',
    sentence: 'You lost pay or a rise, or were passed over for a post or a course.',
    ...from(ACT),
  },
  {
    id: 'bad-appraisal',
    place: 'work',
    title: 'Bad appraisal or supervision notes',
    sentence: 'Your work was suddenly called poor, with nothing to show for it.',
    ...from(ACT),
  },
  {
    id: 'disciplined',
    place: 'work',
    title: 'Suspended or disciplined',
    sentence: 'You were suspended, investigated or warned.',
    ...from(ACT),
  },
  {
    id: 'unsafe-caseload',
    place: 'work',
    title: 'Given more than anybody can carry',
    sentence: 'You were given more children or shifts than is safe, or left without help.',
    ...from(ACT),
  },
  {
    id: 'isolated',
    place: 'more-than-one',
    title: 'Left out',
    sentence: 'You were left out of meetings, messages or talk, or people were told to keep away from you.',
    ...from(ACT),
  },
  {
    id: 'threatened',
    place: 'more-than-one',
    title: 'Threatened or bullied',
    sentence: 'Somebody threatened you, shouted at you or mocked you, or warned you to keep quiet.',
    ...from(ACT),
  },
  {
    id: 'silenced',
    place: 'more-than-one',
    title: 'Told to sign or to keep silent',
    sentence: 'You were pressed to sign a paper, or told that you may not speak of it.',
    ...from(section('43J')),
  },
  {
    id: 'identity-hunted',
    place: 'more-than-one',
    title: 'Hunted as the one who told',
    sentence: 'Somebody tried to find out who had told, or passed your name on.',
    ...from(ACT),
  },
  {
    id: 'blacklisted',
    place: 'more-than-one',
    title: 'Kept out of other work',
    sentence: 'Others were warned about you, and doors closed.',
    ...from(ACT),
  },
  {
    id: 'bad-reference',
    place: 'more-than-one',
    title: 'Bad reference, or none',
    sentence: 'You were given an unfair reference, or none at all.',
    ...from(ACT),
  },
  {
    id: 'reported-to-regulator',
    place: 'more-than-one',
    title: 'Reported to a regulator',
    sentence: 'You were reported to those who hold your registration, to hit back at you.',
    ...from(ACT),
  },
  {
    id: 'immigration-threat',
    place: 'more-than-one',
    title: 'Visa or right to work used against you',
    sentence: 'Your visa, sponsorship or right to work was put in doubt.',
    ...from(ACT),
  },
  {
    id: 'allegations-process',
    place: 'more-than-one',
    title: 'Allegations process used against you',
    sentence:
      'After you spoke up, you were yourself put through the process for claims against people who work with children.',
    ...from(ACT),
  },
  {
    id: 'approval-withdrawn',
    place: 'fostering',
    title: 'Approval ended, cut or not renewed',
    sentence: 'Your approval as a foster carer was ended or changed, or its review was turned against you.',
    ...from(FOSTER_CARERS),
  },
  {
    id: 'placements-withdrawn',
    place: 'fostering',
    title: 'Children moved, or none placed',
    sentence: 'Children were moved from you with no good reason, or no child is placed with you now.',
    ...from(FOSTER_CARERS),
  },
  {
    id: 'role-ended',
    place: 'volunteering',
    title: 'Volunteer role ended',
    sentence: 'You were told not to come back, or were given nothing more to do.',
    ...from(ACT),
  },
  {
    id: 'placement-failed',
    place: 'study',
    title: 'Practice placement failed or ended',
    sentence: 'Your placement was failed, ended or marked down.',
    ...from(ACT),
  },
  {
    id: 'job-refused',
    place: 'work',
    title: 'Job refused',
    sentence: 'You were not given a job because you spoke up somewhere else.',
    ...from(section('49B')),
  },
  {
    id: 'something-else',
    place: 'more-than-one',
    title: 'Something else',
    sentence: 'You were treated worse in some other way. The law does not keep a closed list.',
    ...from(ACT),
  },
] as const satisfies readonly Detriment[];

/** The id of one of `DETRIMENTS`. */
export type DetrimentId = (typeof DETRIMENTS)[number]['id'];
