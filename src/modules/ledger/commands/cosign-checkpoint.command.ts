import type { Checkpoint } from '../domain/checkpoint.ts';
import { type Judgement, judgeRequest, UNSEEN_LOG } from '../domain/judge-request.ts';
import { Malformed } from '../domain/malformed.ts';
import { formatSignature } from '../domain/signed-note.ts';
import type { TreeHasher } from '../domain/tree-hasher.ts';
import type { VerifierKey } from '../domain/verifier-key.ts';
import type { VerifySignature } from '../domain/verify-note.ts';
import { cosign, type WitnessKey } from '../domain/witness-key.ts';
import { parseWitnessRequest, type WitnessRequest } from '../domain/witness-request.ts';
import { checkpointOf, type KeptLog, type WitnessState } from '../domain/witness-state.ts';
import { StateTaken, type WitnessStore } from '../ports.ts';

/** An HTTP answer, whole. */
export interface WitnessReply {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 503;
  readonly contentType: string;
  readonly body: string;
}

export interface WitnessParts {
  readonly key: WitnessKey;
  /** The logs this witness was set up for: the keys that sign for each origin. */
  readonly logs: ReadonlyMap<string, readonly VerifierKey[]>;
  /** As it is on the disk. */
  readonly state: WitnessState;
  readonly store: WitnessStore;
  readonly hasher: TreeHasher;
  readonly verify: VerifySignature;
  /** Whole seconds since 1970. Set back, it only makes a cosignature say an earlier time. */
  readonly seconds: () => number;
  /** One line for the operator's log. */
  readonly tell: (line: string) => void;
  /** What is on the disk can no longer be known: the process must end. */
  readonly onLost: (error: Error) => void;
}

/** How the witness is: `wrong` has a sentence for each log with an alarm, none when all is well. */
export interface WitnessHealth {
  readonly wrong: readonly string[];
  readonly logs: readonly { readonly origin: string; readonly size: number }[];
}

export interface Witness {
  /** Answers one add-checkpoint request. Never throws: what cannot be kept is not cosigned, and answered 503. */
  addCheckpoint(body: Uint8Array): Promise<WitnessReply>;
  health(): WitnessHealth;
}

const PLAIN = 'text/plain; charset=utf-8';
const FAULTS = {
  forked: 'its key has signed two different histories of one size',
  'not-consistent':
    'its key has signed a larger tree that nobody has shown to begin with the one cosigned here',
} as const;

function say(origin: string, log: KeptLog | undefined): readonly string[] {
  return log?.alarm ? [`ALARM ${origin}: ${FAULTS[log.alarm.kind]}`] : [];
}

/**
 * Builds the witness. Requests are judged one at a time, each on what the one before it kept: of two trees offered at once
 * only one can be the next.
 */
export function createWitness(parts: WitnessParts): Witness {
  const { key, logs, store, hasher, verify, seconds, tell, onLost } = parts;
  let { state } = parts;
  let lost = false;
  let turn: Promise<unknown> = Promise.resolve();

  const refuse = (status: WitnessReply['status'], sentence: string): WitnessReply => ({
    status,
    contentType: PLAIN,
    body: `${sentence}\n`,
  });

  async function keep(origin: string, log: KeptLog): Promise<boolean> {
    const next = { generation: state.generation + 1, logs: new Map(state.logs).set(origin, log) };
    try {
      await store.save(next);
      state = next;
      return true;
    } catch (error) {
      tell(`The state could not be kept, so nothing was cosigned: ${(error as Error).message}`);
      if (error instanceof StateTaken) {
        lost = true;
        onLost(error);
      }
      return false;
    }
  }

  /** What is refused is told, with sizes: who runs the witness must see a log that is turned away. */
  function tellOf({ decision, alarm, log }: Judgement, { origin, size }: Checkpoint): void {
    const known = log.cosigned ? checkpointOf(log.cosigned).size : 0;
    if (!decision.cosign && decision.reason !== 'unknown-log')
      tell(`refused ${origin} size ${size}, cosigned ${known}: ${decision.reason}`);
    if (alarm) for (const line of say(origin, log)) tell(line);
  }

  async function judge(request: WitnessRequest & { readonly checkpoint: Checkpoint }): Promise<WitnessReply> {
    const { checkpoint, note } = request;
    const { origin } = checkpoint;
    const keys = logs.get(origin);
    if (!keys) return refuse(404, 'This witness was not set up for that log.');
    if (lost) return refuse(503, 'This witness is stopping.');
    const log = state.logs.get(origin) ?? UNSEEN_LOG;
    const judgement = judgeRequest(request, log, keys, hasher, verify);
    const { decision } = judgement;
    if (judgement.log !== log && !(await keep(origin, judgement.log)) && decision.cosign)
      return refuse(503, 'This witness could not keep what it saw, so it did not cosign.');
    tellOf(judgement, checkpoint);
    if (!decision.cosign)
      return { status: decision.status, contentType: decision.contentType, body: decision.body };
    return { status: 200, contentType: PLAIN, body: formatSignature(cosign(key, seconds(), note.text)) };
  }

  function read(body: Uint8Array): ReturnType<typeof parseWitnessRequest> | string {
    try {
      return parseWitnessRequest(body);
    } catch (error) {
      if (error instanceof Malformed) return error.message;
      throw error;
    }
  }

  return {
    addCheckpoint: async (body) => {
      const request = read(body);
      if (typeof request === 'string') return refuse(400, request);
      const answer = turn.then(() => judge(request));
      turn = answer.catch(() => undefined);
      return answer;
    },
    health: () => ({
      wrong: [
        ...(lost ? ['what is on the disk is no longer known'] : []),
        ...[...logs.keys()].flatMap((origin) => say(origin, state.logs.get(origin))),
      ],
      logs: [...logs.keys()].map((origin) => {
        const cosigned = state.logs.get(origin)?.cosigned;
        return { origin, size: cosigned ? checkpointOf(cosigned).size : 0 };
      }),
    }),
  };
}
