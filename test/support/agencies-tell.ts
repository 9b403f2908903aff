/** Three agencies tell of worries in turn, at a journey's own Heed, and what follows from them is judged. */
import assert from 'node:assert/strict';
import { layFoundations } from '../../src/compose/foundations.ts';
import { composeModules } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import { createConcernWatch, raiseConcern } from '../../src/modules/concerns/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { worry } from './concern-world.ts';
import type { Journey } from './journey.ts';

/** The `n`th telling, by the agency whose turn it is. */
export type Tell = (n: number, mentions: readonly MentionAsGiven[]) => Promise<void>;

/**
 * Does `work` with the three agencies at hand. What the worker has not judged by the end is judged then; what it has in hand is
 * waited for.
 */
export async function letAgenciesTell(
  { heed, area }: Journey,
  work: (tell: Tell, judge: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const given = { config: readConfig({ HEED_MODE: 'demo' }), secrets: heed.secrets, log: silentLog };
  const on = await layFoundations({ ...given, url: heed.database.urls.app, works: false });
  const spine = { ...on.spine, clock: heed.clock };
  try {
    const { concerns } = composeModules(on, given);
    const byAgency = new Map(
      [...area.posts.values()].flatMap((one) => (one.account ? [[one.agency, one] as const] : [])),
    );
    const tellers = [...byAgency.values()].slice(0, 3);
    const onError = (error: unknown) => assert.ifError(error);
    const watch = createConcernWatch({ spine, ports: concerns, onError, onStuck: async () => undefined });
    const tell: Tell = async (n, mentions) => {
      const teller = tellers[n % tellers.length];
      assert.ok(teller?.account);
      const { account, post, agency } = teller;
      const actor = { kind: 'account', account, post, agency } as const;
      const raised = await runCommand(spine, { actor, basis: 'test' }, (tx, ctx) =>
        raiseConcern(concerns)(
          tx,
          ctx,
          worry({ channel: 'partner-page', reporter: { kind: 'teacher', naming: 'named' }, mentions }),
        ),
      );
      assert.ok(raised.ok, raised.ok ? '' : raised.refusal.code);
    };
    await work(tell, () => watch.runOnce());
    await watch.runOnce();
  } finally {
    await on.close();
  }
}
