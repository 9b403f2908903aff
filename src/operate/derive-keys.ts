import type { People } from '../modules/people/index.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { runCommand } from '../platform/run-command.ts';
import { runQuery } from '../platform/run-query.ts';
import type { Spine } from '../platform/transaction.ts';
import { OPERATOR } from './area/write-area.ts';
import type { Call, OperatorCommand } from './command.ts';
import { createProgressBar, screenOf } from './people/progress-bar.ts';
import { withModules } from './with-modules.ts';

/** What deriving keys anew came to. */
export interface DerivedAll {
  readonly looked: number;
  readonly changed: number;
  /** Everything was derived; not so when it was stopped before. */
  readonly done: boolean;
}

/** Derives keys anew, batch by batch, until all is or `signal` says stop; `onProgress` is told the share done, from 0 to 1. */
export async function deriveAllKeys(
  { spine }: { readonly spine: Spine },
  people: Pick<People, 'deriveKeys' | 'readDerived'>,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
): Promise<DerivedAll> {
  const read = await runQuery(spine, OPERATOR, async (tx) => ({
    ok: true,
    value: (await people.readDerived(tx)).left,
    entries: [],
  }));
  const left = read.ok ? Math.max(read.value, 1) : 1;
  const total = { looked: 0, changed: 0 };
  for (let done = false; !done; ) {
    if (signal.aborted) return { ...total, done: false };
    const batch = await runCommand(spine, OPERATOR, (tx, ctx) => people.deriveKeys(tx, ctx, null));
    if (!batch.ok)
      throw new OperatorError(`A batch was refused (${batch.refusal.code}); nothing of it was kept.`);
    total.looked += batch.value.looked;
    total.changed += batch.value.changed;
    done = batch.value.done;
    onProgress(Math.min(1, total.looked / left));
  }
  return { ...total, done: true };
}

async function run(call: Call): Promise<number> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  const bar = createProgressBar(screenOf(call), () => performance.now());
  try {
    const came = await withModules(
      { config: call.config(), purpose: 'heed people derive-keys', log: call.log },
      async (on, { people }) => {
        bar.begin('Deriving keys anew');
        const given = { signal: stop.signal, onProgress: (share: number) => bar.show(share) };
        return deriveAllKeys(on, people, given);
      },
    );
    bar.end();
    const number = (n: number) => n.toLocaleString('en-GB');
    call.say(
      `${number(came.looked)} mentions and records were looked at; the keys of ${number(came.changed)} were other than they are by the rules of this Heed.`,
    );
    if (came.done && came.changed > 0)
      call.say('Now run `heed networks rebuild`: networks are found by the same keys.');
    if (!came.done) call.say('Stopped before the end. Run the same command again to go on.');
    return 0;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
  }
}

export const peopleDeriveKeys: OperatorCommand = {
  name: 'people derive-keys',
  takes: '',
  summary: 'Derives what people and things are found by anew, after the rules of spelling changed.',
  help: `Needed when \`heed doctor\` says so, once every process is of the new version: what was kept by older rules meets what comes
by new ones less often. Heed may go on serving meanwhile. A batch at a time; stopped or killed, it goes on where it was when
run again. Writes only what is different.`,
  words: [0, 0],
  options: {},
  run,
};
