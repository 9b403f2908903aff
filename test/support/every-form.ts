/** Every form of Heed in the state it exists in: those that states are made for, then those that links lead to. */
import { crawl, routeOf } from './crawl.ts';
import type { FilledServer } from './filled-server.ts';
import { type PageForm, readForms } from './markup-reader.ts';
import { actOn, type Reached } from './states/acting.ts';
import { peopleStates } from './states/area-states.ts';
import { concernStates } from './states/concern-states.ts';
import { keepingStates } from './states/keeping-states.ts';
import { keptAwayStates } from './states/kept-away-states.ts';
import { peopleRecordStates } from './states/people-record-states.ts';
import { publicStates } from './states/public-states.ts';
import { recordStates } from './states/record-states.ts';
import type { Visitor } from './visitor.ts';

/** A form, where it goes, and whoever has it in front of them. */
export interface FormInFront {
  readonly visitor: Visitor;
  readonly form: PageForm;
}

/** One form of Heed. */
export interface KnownForm {
  readonly name: string;
  /** Such as `POST /concerns/:id/decide`. */
  readonly route: string;
  /** The form, fresh: in the state it belongs to, on a page just opened. Null where only links led to it, and it went. */
  readonly again: () => Promise<FormInFront | null>;
  readonly first: FormInFront;
}

/** What scripts keep while somebody types takes any form's fields alike. */
const SCRIPTED = /^(POST )?\/(autosave|tell\/keep|sign-in\/passkey\/begin|account\/passkeys\/begin)/;
const IDS = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** True for what only a script sends, in a form's name: nobody reads the answer. */
export function isScripted(route: string): boolean {
  return SCRIPTED.test(route);
}

/** Forms alike in where they go, what they ask and which buttons they have are one. */
function keyOf(server: FilledServer, form: PageForm): string {
  const { method, action } = form;
  const route = routeOf(server.declared, method.toUpperCase(), action.split('#')[0] ?? '')?.url ?? action;
  if (isScripted(route)) return `${method.toUpperCase()} ${route} `;
  const asked = form.fields.map(({ name, type, choices }) =>
    type === 'submit' ? `${name}=${choices}` : name,
  );
  return `${method.toUpperCase()} ${route} ${asked.join().replace(IDS, '*')}`;
}

/** Finds every form. Throws where a state can't be made. */
export async function findEveryForm(server: FilledServer): Promise<readonly KnownForm[]> {
  const acting = actOn(server);
  const known = new Map<string, KnownForm>();

  function add(name: string, first: FormInFront, make: () => Promise<Reached>, linked: boolean): void {
    const key = keyOf(server, first.form);
    if (known.has(key)) return;
    const [method, url] = key.split(' ');
    known.set(key, {
      name: `${name}: ${first.form.method} ${first.form.action}`,
      route: `${method} ${url}`,
      first,
      again: async () => {
        const { visitor, page } = await make();
        const form = readForms(page.body, page.url).find((one) => keyOf(server, one) === key);
        if (!form && !linked) throw new Error(`${name}: no form to ${url} any more (${page.status})`);
        return form ? { visitor, form } : null;
      },
    });
  }

  const states = [
    ...concernStates(acting),
    ...keptAwayStates(acting),
    ...keepingStates(acting),
    ...recordStates(acting),
    ...peopleRecordStates(acting),
    ...peopleStates(acting),
    ...(await publicStates(acting)),
  ];
  for (const state of states) {
    const { visitor, page } = await state.make();
    const forms = readForms(page.body, page.url).filter(({ action }) =>
      state.forms.test(action.split('#')[0] ?? ''),
    );
    if (forms.length === 0) throw new Error(`${state.name}: no such form on ${page.url} (${page.status})`);
    for (const form of forms) add(state.name, { visitor, form }, state.make, false);
  }
  for (const { name, visitor, starts, signInAgain } of server.personas) {
    for (const page of (await crawl(visitor, server.declared, starts, 1)).pages) {
      const make = async () => {
        signInAgain();
        return { visitor, page: await visitor.open(page.url) };
      };
      for (const form of readForms(page.body, page.url)) add(name, { visitor, form }, make, true);
    }
  }
  return [...known.values()];
}
