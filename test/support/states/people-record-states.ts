/** People and things on record: facts, relationships, joins and protections, each made anew. */
import { composeTellKeepers } from '../../../src/compose/records.ts';
import { asId } from '../../../src/kernel/ids.ts';
import { runCommand } from '../../../src/platform/run-command.ts';
import { makeRaiseBody } from '../../builders/raise-bodies.ts';
import type { Acting, Reached, State } from './acting.ts';

const SOURCE = 'Her mother, at home';

/** Everything about records of people and things. */
export function peopleRecordStates(acting: Acting): readonly State[] {
  let count = 0;
  const front = () => acting.as('screener-1');

  /** Puts the child and the car of a new concern on record; gives the addresses of both records. */
  async function onRecord(): Promise<{ readonly child: string; readonly car: string }> {
    count += 1;
    const { mentions, reporter } = makeRaiseBody(8_000 + count);
    const { id, url } = await acting.raise({ mentions, reporter });
    const addresses: string[] = [];
    for (const kind of ['child', 'vehicle']) {
      const [mention = ''] = await acting.ask(
        'select id::text as found from people.mentions where concern_id = $1 and kind = $2',
        [id, kind],
      );
      await acting.act(front(), url, { decision: 'new' }, `${url}/mentions/${mention}`);
      const [record = ''] = await acting.ask(
        `select record_kind || '/' || record_id as found from people.links where mention_id = $1 and status = 'confirmed'`,
        [mention],
      );
      addresses.push(`/records/${record}`);
    }
    const [child = '', car = ''] = addresses;
    return { child, car };
  }

  const idIn = (url: string) => url.split('/').at(-1) ?? '';
  const newest = async (table: 'details' | 'relationships' | 'merges' | 'protections'): Promise<string> => {
    const [id = ''] = await acting.ask(
      `select id::text as found from people.${table} order by id desc limit 1`,
      [],
    );
    return id;
  };

  async function withFact(): Promise<string> {
    const { child } = await onRecord();
    const url = `${child}/facts/name`;
    await acting.act(
      front(),
      url,
      { value: 'Zephyr Other', sort: 'alias', source: SOURCE, from: '', until: '' },
      url,
    );
    return `${child}/fact/${await newest('details')}`;
  }

  async function withRelative(): Promise<{ readonly child: string; readonly relative: string }> {
    const { child } = await onRecord();
    const url = `${child}/relate`;
    const values = {
      other: '',
      name: 'Zephyr Mother',
      age: 'child',
      kind: 'sibling:is',
      source: SOURCE,
      from: '',
      until: '',
    };
    await acting.act(front(), url, values, url);
    const [relative = ''] = await acting.ask(
      'select record_id::text as found from people.relationships where other_id = $1',
      [idIn(child)],
    );
    return { child, relative: `/records/person/${relative}` };
  }

  async function withProposal(): Promise<string> {
    const { child, relative } = await withRelative();
    const url = `${child}/join`;
    await acting.act(
      front(),
      url,
      { other: `person:${idIn(relative)}`, reason: 'One girl, two records.' },
      url,
    );
    return url;
  }

  async function joinedAt(): Promise<string> {
    const url = await withProposal();
    const action = `${url}/${await newest('merges')}`;
    await acting.act(acting.as('front-door-manager'), url, { decision: 'confirm' }, action);
    return url;
  }

  async function askedApart(): Promise<Reached> {
    const url = await joinedAt();
    const action = `${url}/${await newest('merges')}/part`;
    await acting.act(front(), url, { reason: 'Two girls.' }, action);
    return acting.reach(acting.as('front-door-manager'), url);
  }

  /** A child whose identity the worker of the north keeps with the front door; gives the address of the protection's page. */
  async function hidden(covers: 'address' | 'identity'): Promise<string> {
    const { child } = await onRecord();
    const url = `${child}/protection`;
    const posts = acting.server.area.posts.get('worker-north-1')?.post ?? '';
    await acting.act(front(), url, { covers, kind: 'refuge', reason: 'They fled.', posts }, url);
    return url;
  }

  async function askedUnprotected(): Promise<Reached> {
    const url = await hidden('address');
    await acting.act(front(), url, { reason: 'They are safe now.' }, `${url}/${await newest('protections')}`);
    return acting.reach(acting.as('worker-north-1'), url);
  }

  /** A warning that may be about somebody protected, as the worker tells the keepers of it. */
  async function perhapsNamed(): Promise<Reached> {
    const record = (await hidden('identity')).replace('/protection', '');
    const { mentions, reporter } = makeRaiseBody(8_000 + count);
    const { id } = await acting.raise({ mentions, reporter });
    const { people } = acting.server.modules;
    const who = { actor: { kind: 'engine' }, basis: null } as const;
    const told = await runCommand(acting.server.foundations.spine, who, (tx, ctx) =>
      composeTellKeepers(people)(tx, ctx, { concern: asId(id) }),
    );
    if (!told.ok) throw new Error(told.refusal.code);
    return acting.reach(front(), `${record}/perhaps`);
  }

  const reach = async (path: string, of: 'child' | 'car' = 'child') =>
    acting.reach(front(), `${(await onRecord())[of]}/${path}`);

  return [
    { name: 'a name to put on record', forms: /\/facts\/name$/, make: () => reach('facts/name') },
    {
      name: 'a number to put on record',
      forms: /\/facts\/nhs-number$/,
      make: () => reach('facts/nhs-number'),
    },
    {
      name: 'a mark to put on record',
      forms: /\/facts\/registration$/,
      make: () => reach('facts/registration', 'car'),
    },
    {
      name: 'a fact to end',
      forms: /\/fact\/[^/]+$/,
      make: async () => acting.reach(front(), await withFact()),
    },
    { name: 'a relationship to put on record', forms: /\/relate$/, make: () => reach('relate') },
    {
      name: 'a relationship to end',
      forms: /\/relationship\/[^/]+$/,
      make: async () => {
        const { child } = await withRelative();
        return acting.reach(front(), `${child}/relationship/${await newest('relationships')}`);
      },
    },
    {
      name: 'two records to join',
      forms: /\/join$/,
      make: async () => acting.reach(front(), `${(await withRelative()).child}/join`),
    },
    {
      name: 'a join that waits for a second person',
      forms: /\/join\/[^/]+$/,
      make: async () => acting.reach(acting.as('front-door-manager'), await withProposal()),
    },
    {
      name: 'records that are joined',
      forms: /\/join\/[^/]+\/part$/,
      make: async () => acting.reach(front(), await joinedAt()),
    },
    {
      name: 'records that wait to be taken apart',
      forms: /\/join\/[^/]+\/part\/[^/]+$/,
      make: askedApart,
    },
    { name: 'a record to protect', forms: /\/protection$/, make: () => reach('protection') },
    {
      name: 'a protection to end',
      forms: /\/protection\/[^/]+$/,
      make: async () => acting.reach(front(), await hidden('address')),
    },
    {
      name: 'a protection that waits for a second person to end',
      forms: /\/protection\/[^/]+\/[^/]+$/,
      make: askedUnprotected,
    },
    {
      name: 'a warning that may be about somebody protected',
      forms: /\/perhaps\/[^/]+$/,
      make: perhapsNamed,
    },
    {
      name: 'a person to put on record whom nothing names',
      forms: /\/records\/new\/child$/,
      make: () => acting.reach(front(), '/records/new/child'),
    },
    {
      name: 'a car to put on record that nothing names',
      forms: /\/records\/new\/vehicle$/,
      make: () => acting.reach(front(), '/records/new/vehicle'),
    },
    { name: 'a chronology to choose from', forms: /\/chronology$/, make: () => reach('chronology') },
  ];
}
