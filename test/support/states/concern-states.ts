/** Concerns in every state that has a form of its own: answered, challenged, held, handed over, asked about, hidden. */
import type { Acting, Raised, State } from './acting.ts';

const REASON = 'The school saw her today, knows the car and has spoken to the carer about it.';

/** Everything that can be done to a concern, and the patterns it makes. */
export function concernStates(acting: Acting): readonly State[] {
  const { as, act, raise, reach } = acting;
  const front = () => as('screener-1');

  async function decided(values: Readonly<Record<string, string>>, more: object = {}): Promise<Raised> {
    const raised = await raise(more);
    await act(front(), `${raised.url}/decide`, {
      'outcome-whole': 'information-and-advice',
      reason: REASON,
      'options-set-aside': 'Early help was considered.',
      'would-reopen': 'Another sighting of the car.',
      ...values,
    });
    return raised;
  }

  /** The page that whoever holds the receipt sees. */
  async function returned({ receipt }: Raised) {
    const visitor = acting.anybody();
    const page = await visitor.submitOn(await visitor.open('/return'), '/return', { receipt });
    return { visitor, page };
  }

  const onConcern = (name: string, post: string, path: string, made: () => Promise<Raised>): State => ({
    name,
    forms: new RegExp(`/${path}$`),
    make: async () => reach(as(post), `${(await made()).url}/${path}`),
  });

  async function challenged(): Promise<Raised> {
    const raised = await decided({});
    const { visitor, page } = await returned(raised);
    await visitor.submitOn(page, '/return/challenge', { challenge: 'That does not deal with the car.' });
    return raised;
  }
  async function written(kind: 'message' | 'not-safe'): Promise<Raised> {
    const raised = await raise();
    const { visitor, page } = await returned(raised);
    const values = kind === 'message' ? { message: 'The car came back today.' } : {};
    await visitor.submitOn(page, `/return/${kind}`, values);
    return raised;
  }
  async function asked(): Promise<Raised> {
    const raised = await raise();
    await act(front(), `${raised.url}/ask`, {
      post: acting.server.area.posts.get('police-inspector')?.post ?? '',
      ask: 'Is the car known to you?',
    });
    return raised;
  }
  const held = () => decided({ 'outcome-whole': 'no-further-action', 'looked-after': 'yes' });
  const handed = () =>
    decided({
      'outcome-whole': 'early-help',
      'handed-to-whole': acting.server.area.posts.get('manager-north')?.post ?? '',
    });
  const secret = () =>
    raise({ worry: 'A grey car waits.', reporter: { kind: 'neighbour', naming: 'anonymous' } });
  async function hidden(): Promise<Raised> {
    const raised = await secret();
    await act(front(), `${raised.url}/hide`, { passage: 'grey car' });
    return raised;
  }
  const worker = () => raise({ aboutWorker: { yes: true, who: 'A coach' } });

  return [
    onConcern('a colour to change', 'screener-1', 'colour', () => raise()),
    onConcern('a decision to make', 'screener-1', 'decide', () => raise()),
    onConcern('a decision waiting for a second person', 'front-door-manager', 'confirm', held),
    onConcern('a decision a second person may refuse', 'front-door-manager', 'disagree', held),
    onConcern('decided and not answered', 'screener-1', 'answer', () => decided({ 'answer-now': 'no' })),
    onConcern('somebody to write to', 'screener-1', 'message', () => raise()),
    onConcern('unread messages', 'screener-1', 'read', () => written('message')),
    onConcern('somebody not safe now', 'screener-1', 'safety', () => written('not-safe')),
    onConcern('a challenge waiting for an answer', 'front-door-manager', 'challenge', challenged),
    onConcern('another agency to ask', 'screener-1', 'ask', () => raise()),
    onConcern('a request from another agency', 'police-inspector', 'reply', asked),
    onConcern('work to take on', 'manager-north', 'accept', handed),
    onConcern('work to send back', 'manager-north', 'send-back', handed),
    onConcern('an allegation to consider', 'lado', 'allegation', worker),
    onConcern('another child to add', 'screener-1', 'child', () => raise()),
    onConcern('words to hide', 'screener-1', 'hide', secret),
    onConcern('hidden words to show again', 'screener-1', 'show', hidden),
    onConcern('somebody who uses Heed to name', 'screener-1', 'named', () => raise()),
    {
      name: 'who told us, to look at',
      forms: /\/reporter$/,
      make: async () => reach(front(), (await raise()).url),
    },
    {
      name: 'what a receipt opens, before an answer',
      forms: /^\/return(\/message|\/not-safe)?$/,
      make: async () => returned(await raise()),
    },
    {
      name: 'an answer to challenge',
      forms: /^\/return\/challenge$/,
      make: async () => returned(await decided({})),
    },
  ];
}
