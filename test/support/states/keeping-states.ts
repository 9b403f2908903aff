/** How records are kept: holds to place and to lift, erasures to propose and to answer, and coming back to one that is gone. */
import type { Acting, Raised, Reached, State } from './acting.ts';

const REASON = 'The request was upheld, and the letter that says so is in the file of requests.';

/** Everything about keeping that has a form. */
export function keepingStates(acting: Acting): readonly State[] {
  const { as, act, raise, reach, ask } = acting;
  const governance = () => as('information-governance');
  const second = () => as('scrutineer');

  /** Decided and answered: nothing is owed about it. */
  async function atRest(): Promise<Raised> {
    const raised = await raise();
    await act(as('screener-1'), `${raised.url}/decide`, {
      'outcome-whole': 'information-and-advice',
      reason: REASON,
      'options-set-aside': 'Early help was considered.',
      'would-reopen': 'Another sighting of the car.',
    });
    return raised;
  }
  async function newest(table: 'holds' | 'erasures', { id }: Raised): Promise<string> {
    const [found = ''] = await ask(
      `select id::text as found from concerns.${table} where concern_id = $1 order by id desc limit 1`,
      [id],
    );
    return found;
  }
  async function held(): Promise<string> {
    const raised = await atRest();
    await act(governance(), `${raised.url}/hold`, { reason: REASON });
    return `${raised.url}/holds/${await newest('holds', raised)}/lift`;
  }
  async function proposed(): Promise<string> {
    const raised = await atRest();
    await act(governance(), `${raised.url}/erasure`, { ground: 'rights-request', reason: REASON });
    return `/erasures/${await newest('erasures', raised)}`;
  }
  const state = (name: string, forms: RegExp, make: () => Promise<Reached>): State => ({ name, forms, make });

  return [
    state('a record to hold', /\/hold$/, async () => reach(governance(), `${(await raise()).url}/hold`)),
    state('a hold to lift', /\/lift$/, async () => reach(second(), await held())),
    state('a record to propose erasing', /\/erasure$/, async () =>
      reach(governance(), `${(await atRest()).url}/erasure`),
    ),
    state('an erasure to agree to', /\/confirm$/, async () => reach(second(), `${await proposed()}/confirm`)),
    state('an erasure to refuse', /\/refuse$/, async () => reach(second(), `${await proposed()}/refuse`)),
  ];
}
