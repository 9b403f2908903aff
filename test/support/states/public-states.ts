/** The public form in each of its steps, as an adult and as a child tells; and the receipt at its end. */
import { fillIn } from '../filled-forms.ts';
import { readForms } from '../markup-reader.ts';
import type { Answer, Visitor } from '../visitor.ts';
import type { Acting, Reached, State } from './acting.ts';

/** Who is telling, by what the first page offers; who is asked other things differs most between these. */
const TELLERS = ['work', 'family', 'me-under-18'] as const;
type Teller = (typeof TELLERS)[number];

const SAID: Readonly<Record<string, string>> = {
  danger: 'now',
  worker: 'yes',
  naming: 'named',
  parents: 'not-sure',
  go: 'on',
};

/** Goes on from `page` until `stop` is in front, answering as somebody would; throws when a page does not let go. */
async function walk(visitor: Visitor, page: Answer, stop: string): Promise<Answer> {
  let at = page;
  for (let step = 0; step < 30 && at.url !== stop; step++) {
    const form = readForms(at.body, at.url).find(({ action }) => action === at.url);
    if (!form) throw new Error(`no form goes on from ${at.url}`);
    const named = Object.entries(SAID).filter(([name]) => form.fields.some((field) => field.name === name));
    at = await visitor.submit(form, { ...fillIn(form, step), ...Object.fromEntries(named) });
    if (at.status !== 200) throw new Error(`${form.action} answered ${at.status}`);
  }
  if (at.url !== stop) throw new Error(`${stop} was never reached: ${at.url}`);
  return at;
}

/** Somebody who has said who they are, and added a child, an adult and a file. */
async function begin(
  acting: Acting,
  teller: Teller,
): Promise<{ readonly visitor: Visitor; readonly page: Answer }> {
  const visitor = acting.anybody();
  const page = await visitor.submitOn(await visitor.open('/tell/who'), '/tell/who', { who: teller });
  return { visitor, page };
}

async function addItems(visitor: Visitor): Promise<void> {
  for (const kind of ['child', 'adult'])
    await visitor.submitOn(await visitor.open(`/tell/add/${kind}`), `/tell/add/${kind}`, {
      name: 'Jay Quillfeather',
    });
}

async function addFile(visitor: Visitor): Promise<void> {
  const page = await visitor.open('/tell/files');
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const part = (head: string, value: string) =>
    `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
  const body = `${part('name="_csrf"', token)}${part('name="file"; filename="note.txt"', 'A grey car waits.')}${part('name="go"', 'add')}--x--\r\n`;
  await visitor.send('POST', '/tell/files', { body, type: 'multipart/form-data; boundary=x' });
}

/** Every page that one teller is led through, each with the answers before it given. */
async function listSteps(acting: Acting, teller: Teller): Promise<readonly string[]> {
  const { visitor, page } = await begin(acting, teller);
  const steps = ['/tell/who'];
  let at = page;
  while (at.url !== '/tell/check' && steps.length < 30) {
    steps.push(at.url);
    const from = at;
    const form = readForms(from.body, from.url).find(({ action }) => action === from.url);
    if (!form) throw new Error(`no form goes on from ${from.url}`);
    const named = Object.entries(SAID).filter(([name]) => form.fields.some((field) => field.name === name));
    at = await visitor.submit(form, { ...fillIn(form, 1), ...Object.fromEntries(named) });
    if (at.url === from.url) throw new Error(`stuck on ${at.url}`);
  }
  return steps;
}

async function told(acting: Acting): Promise<Reached> {
  const { visitor, page } = await begin(acting, 'family');
  await walk(visitor, page, '/tell/check');
  const sent = await visitor.submitOn(await visitor.open('/tell/check'), '/tell/check');
  return { visitor, page: sent };
}

/** The warning before a proof of filing, as whoever has just told reaches it. */
async function warned(acting: Acting): Promise<Reached> {
  const { visitor, page } = await told(acting);
  return { visitor, page: await visitor.submitOn(page, '/return/proof') };
}

/** Every page of the public form, whoever tells. */
export async function publicStates(acting: Acting): Promise<readonly State[]> {
  const states: State[] = [];
  for (const teller of TELLERS) {
    for (const step of await listSteps(acting, teller))
      states.push({
        name: `${step} as ${teller} is asked it`,
        forms: new RegExp(`^${step}$|^/tell/keep/`),
        make: async () => {
          const { visitor } = await begin(acting, teller);
          return acting.reach(visitor, step);
        },
      });
    states.push({
      name: `everything to check as ${teller}`,
      forms: /^\/tell\/check$/,
      make: async () => {
        const { visitor, page } = await begin(acting, teller);
        return { visitor, page: await walk(visitor, page, '/tell/check') };
      },
    });
  }
  const adding = (kind: string): State => ({
    name: `a ${kind} to add`,
    forms: /^\/tell\/add\//,
    make: async () => acting.reach((await begin(acting, 'work')).visitor, `/tell/add/${kind}`),
  });
  const withItems = (url: string, forms: RegExp): State => ({
    name: `${url} with somebody and something on it`,
    forms,
    make: async () => {
      const { visitor } = await begin(acting, 'work');
      await addItems(visitor);
      await addFile(visitor);
      return acting.reach(visitor, url);
    },
  });
  return [
    ...states,
    ...['child', 'adult', 'phone', 'vehicle', 'place', 'account'].map(adding),
    withItems('/tell/children', /^\/tell\/item\//),
    withItems('/tell/item/0', /^\/tell\/item\/0$/),
    withItems('/tell/item/1', /^\/tell\/item\/1$/),
    withItems('/tell/files', /\/remove$/),
    { name: 'a receipt to say back', forms: /^\/tell\/receipt|^\/return\/proof$/, make: () => told(acting) },
    { name: 'a proof to save', forms: /^\/return\/proof\/file$/, make: () => warned(acting) },
    {
      name: 'a receipt to come back with',
      forms: /^\/return$/,
      make: () => acting.reach(acting.anybody(), '/return'),
    },
  ];
}
