import { type AccountId, isId } from '../../../../kernel/ids.ts';
import { refuse } from '../../../../kernel/refusal.ts';
import { maskPassage, unmaskPassage } from '../../commands/mask-passage.command.ts';
import { addChild, namePerson } from '../../commands/work-concern.command.ts';

import { type ActForm, findPassage, frontDoor } from './act-form.form.ts';
/** What the record says and who may see it. */
export const RECORD_FORMS: readonly ActForm[] = [
  {
    path: 'child',
    action: 'concerns.add-child',
    records: 'concerns.child-added',
    title: 'Add a brother, sister or another child',
    intro: 'Each child named gets an outcome of their own.',
    fields: [
      { name: 'name', kind: 'line', label: 'Name, as far as it is known' },
      { name: 'age', kind: 'line', label: 'Age, or about how old' },
      { name: 'school', kind: 'line', label: 'School' },
      { name: 'description', kind: 'words', label: 'Anything else that helps to know who this is' },
    ],
    submit: 'Add this child',
    offered: frontDoor,
    run: (ports, _view, values) => (tx, ctx, on) => {
      const given = ['name', 'age', 'school', 'description'].flatMap((key) => {
        const value = values[key]?.trim();
        return value ? [[key, value] as const] : [];
      });
      return addChild(ports)(tx, ctx, { ...on, child: { kind: 'child', ...Object.fromEntries(given) } });
    },
  },
  {
    path: 'hide',
    action: 'concerns.mask-passage',
    records: 'concerns.passage-masked',
    title: 'Hide words that would tell who told us',
    intro: 'Beyond the front door these words are covered. You can show them again at any time.',
    fields: [
      {
        name: 'passage',
        kind: 'words',
        rows: 2,
        label: 'The words to hide',
        hint: 'Copy them exactly as they were said.',
      },
    ],
    submit: 'Hide these words',
    offered: (view) => frontDoor(view) && view.state.naming !== 'named',
    run: (ports, view, values) => (tx, ctx, on) =>
      maskPassage(ports)(tx, ctx, { ...on, ...findPassage(view, values.passage ?? '') }),
  },
  {
    path: 'show',
    action: 'concerns.mask-passage',
    records: 'concerns.passage-unmasked',
    title: 'Show hidden words again',
    fields: [
      {
        name: 'mask',
        kind: 'radios',
        label: 'Which',
        options: (view) =>
          view.masks.map((mask, i) => ({ value: mask.id, text: `Passage ${i + 1} (${mask.question})` })),
      },
    ],
    submit: 'Show them again',
    offered: (view) => frontDoor(view) && view.masks.length > 0,
    run: (ports, _view, values) => (tx, ctx, on) =>
      unmaskPassage(ports)(tx, ctx, { ...on, mask: isId(values.mask) ? (values.mask ?? '') : on.concern }),
  },
  {
    path: 'named',
    action: 'concerns.name-person',
    records: 'concerns.person-named',
    title: 'Somebody who uses Heed is named in this',
    intro:
      'From now on they, and everybody above them in their line, see nothing of it and are told nothing.',
    fields: [
      {
        name: 'account',
        kind: 'select',
        label: 'Who',
        options: (view) => view.names.accounts.map(({ id, name }) => ({ value: id, text: name })),
      },
    ],
    submit: 'Hide it from them and their line',
    offered: frontDoor,
    run: (ports, _view, values) => async (tx, ctx, on) =>
      isId(values.account)
        ? namePerson(ports)(tx, ctx, { ...on, account: values.account as AccountId })
        : refuse('concerns.receiver-needed', 'account'),
  },
];
