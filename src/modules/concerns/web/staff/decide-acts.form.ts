import { confirmDecision, refuseConfirmation } from '../../commands/confirm-decision.command.ts';
import { triageConcern } from '../../commands/triage-concern.command.ts';
import { hasHeld, isDecided } from '../../domain/concern.ts';
import type { Colour } from '../../domain/vocabulary.ts';

import { type ActForm, frontDoor, has, reason } from './act-form.form.ts';
/** Around the decision: its colour, and the second person. */
export const DECIDING_FORMS: readonly ActForm[] = [
  {
    path: 'colour',
    action: 'concerns.triage-concern',
    records: 'concerns.concern-triaged',
    title: 'Change the colour',
    intro: 'Lowering the colour never stops a clock that is running.',
    fields: [
      {
        name: 'colour',
        kind: 'radios',
        label: 'Colour',
        options: () => [
          { value: 'red', text: 'Red: decide within 4 hours, day or night' },
          { value: 'amber', text: 'Amber: decide within 1 working day' },
          { value: 'green', text: 'Green' },
        ],
        start: (view) => view.state.colour,
      },
      reason,
    ],
    submit: 'Change the colour',
    offered: (view) => frontDoor(view) && !isDecided(view.state),
    run: (ports, _view, values) => (tx, ctx, on) =>
      triageConcern(ports)(tx, ctx, {
        ...on,
        colour: (values.colour || 'amber') as Colour,
        reason: values.reason ?? '',
      }),
  },
  {
    path: 'confirm',
    action: 'concerns.confirm-decision',
    records: 'concerns.decision-confirmed',
    title: 'Agree with this decision',
    intro: 'You are the second person. What was held comes into force, and the answer kept with it is sent.',
    fields: [],
    submit: 'I agree: put it in force',
    offered: (view) => hasHeld(view.state) && has('manager-in-line', 'duty-owner', 'ladder-reached')(view),
    run: (ports) => confirmDecision(ports),
  },
  {
    path: 'disagree',
    action: 'concerns.confirm-decision',
    records: 'concerns.confirmation-refused',
    title: 'Do not agree with this decision',
    intro: 'The outcome is undone and deciding goes one step up, to somebody else.',
    fields: [reason],
    submit: 'I do not agree',
    offered: (view) => hasHeld(view.state) && has('manager-in-line', 'duty-owner', 'ladder-reached')(view),
    run: (ports, _view, values) => (tx, ctx, on) =>
      refuseConfirmation(ports)(tx, ctx, { ...on, reason: values.reason ?? '' }),
  },
];
