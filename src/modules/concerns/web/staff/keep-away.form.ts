import type { PostId } from '../../../../kernel/ids.ts';
import {
  askRestriction,
  confirmRestriction,
  declareInterest,
  refuseRestriction,
} from '../../commands/restrict-concern.command.ts';
import { type ActField, type ActForm, type ActValues, has, postOf, reason } from './act-form.form.ts';

/** Those whose work it is; not whoever opened it in an emergency. */
const SEEN_BY_WORK = [
  'front-door',
  'duty-owner',
  'ladder-reached',
  'manager-in-line',
  'handed-to',
  'asked-agency',
  'lado',
  'pattern-owner',
  'recorded-it',
] as const;
const MAY_ASK = has('front-door', 'manager-in-line', 'ladder-reached');
const MAY_CONFIRM = has('manager-in-line', 'duty-owner', 'ladder-reached');
const POSTS = ['post-1', 'post-2', 'post-3'] as const;

const posts: readonly ActField[] = POSTS.map((name, i) => ({
  name,
  kind: 'select',
  label: i === 0 ? 'Post to let in' : `Another post to let in (${i + 1} of ${POSTS.length}), if needed`,
  options: (view) => view.names.posts.map(({ id, label }) => ({ value: id, text: label })),
}));

function readPosts(values: ActValues): readonly PostId[] {
  return POSTS.flatMap((name) => postOf(values[name]) ?? []);
}

/** Who is kept away from the record: somebody with an interest, or everybody but some posts. */
export const KEEP_AWAY_FORMS: readonly ActForm[] = [
  {
    path: 'interest',
    action: 'concerns.declare-interest',
    records: 'concerns.interest-declared',
    title: 'I know somebody in this',
    intro:
      'Say so about yourself only. From now on you cannot open this concern, and anything you owe on it goes to the next person. Your manager and the scrutineer can see that you said it.',
    fields: [{ ...reason, label: 'How you know them', hint: 'In your own words. At least a sentence.' }],
    submit: 'Keep me away from this',
    leavesTo: '/inbox',
    offered: (view) => has(...SEEN_BY_WORK)(view),
    run: (ports, _view, values) => (tx, ctx, on) =>
      declareInterest(ports)(tx, ctx, { ...on, reason: values.reason ?? '' }),
  },
  {
    path: 'restrict',
    action: 'concerns.restrict-concern',
    records: 'concerns.restriction-asked',
    title: 'Restrict this record',
    intro:
      'Once a second person agrees, only these posts can open it: those you choose, the post that owns it, yours, the second person’s and the scrutineer’s. Restrict a record to keep a child safe, never to keep work from being seen.',
    fields: [...posts, reason],
    submit: 'Ask a second person',
    offered: (view) => MAY_ASK(view) && !view.state.only && !view.state.restrictionAsked,
    run: (ports, _view, values) => (tx, ctx, on) =>
      askRestriction(ports)(tx, ctx, {
        ...on,
        kind: 'restrict',
        posts: readPosts(values),
        reason: values.reason ?? '',
      }),
  },
  {
    path: 'lift',
    action: 'concerns.restrict-concern',
    records: 'concerns.restriction-asked',
    title: 'Open this record again',
    intro: 'Once a second person agrees, everybody whose work it is can open it again.',
    fields: [reason],
    submit: 'Ask a second person',
    offered: (view) => MAY_ASK(view) && view.state.only !== null && !view.state.restrictionAsked,
    run: (ports, _view, values) => (tx, ctx, on) =>
      askRestriction(ports)(tx, ctx, { ...on, kind: 'lift', posts: [], reason: values.reason ?? '' }),
  },
  {
    path: 'agree-restriction',
    action: 'concerns.confirm-restriction',
    records: 'concerns.restriction-confirmed',
    title: 'Agree with what was asked about who may open this',
    intro: 'You are the second person. It takes effect at once.',
    fields: [],
    submit: 'I agree',
    offered: (view) => view.state.restrictionAsked !== null && MAY_CONFIRM(view),
    run: (ports) => confirmRestriction(ports),
  },
  {
    path: 'refuse-restriction',
    action: 'concerns.confirm-restriction',
    records: 'concerns.restriction-refused',
    title: 'Do not agree with what was asked about who may open this',
    fields: [reason],
    submit: 'I do not agree',
    offered: (view) => view.state.restrictionAsked !== null && MAY_CONFIRM(view),
    run: (ports, _view, values) => (tx, ctx, on) =>
      refuseRestriction(ports)(tx, ctx, { ...on, reason: values.reason ?? '' }),
  },
];
