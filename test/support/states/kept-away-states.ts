/** Who is let in to a record and who is kept away: restrictions, and records opened in an emergency. */
import type { Acting, Raised, State } from './acting.ts';

const REASON = 'Her aunt works at this front door and has asked about her twice this week.';

/** Restrictions asked for and in force, and an emergency opening to review. */
export function keptAwayStates(acting: Acting): readonly State[] {
  const { as, act, raise, reach, ask } = acting;

  async function restrictionAsked(): Promise<Raised> {
    const raised = await raise();
    await act(as('screener-1'), `${raised.url}/restrict`, { reason: REASON });
    return raised;
  }
  async function restricted(): Promise<Raised> {
    const raised = await restrictionAsked();
    await act(as('front-door-manager'), `${raised.url}/agree-restriction`);
    return raised;
  }
  const onConcern = (name: string, post: string, path: string, made: () => Promise<Raised>): State => ({
    name,
    forms: new RegExp(`/${path}$`),
    make: async () => reach(as(post), `${(await made()).url}/${path}`),
  });

  return [
    onConcern('a restriction to agree with', 'front-door-manager', 'agree-restriction', restrictionAsked),
    onConcern('a restriction to refuse', 'front-door-manager', 'refuse-restriction', restrictionAsked),
    onConcern('a restricted record', 'screener-1', 'lift', restricted),
    {
      name: 'an emergency opening to review',
      forms: /^\/emergency-openings\//,
      make: async () => {
        const raised = await raise();
        await act(as('worker-south-1'), '/emergency', { q: raised.reference, reason: REASON });
        const [opening = ''] = await ask(
          'select opening_id::text as found from concerns.emergency_concerns where concern_id = $1',
          [raised.id],
        );
        return reach(as('information-governance'), `/emergency-openings/${opening}`);
      },
    },
  ];
}
