import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { clearAlarm, raiseAlarm } from '../modules/duties/index.ts';
import {
  createSubmitter,
  readWitnessList,
  type Submitter,
  type WitnessAlarms,
  type WitnessContact,
  type WitnessPolicy,
} from '../modules/ledger/index.ts';
import { describeError, type Log } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { runCommand } from '../platform/run-command.ts';
import type { Spine } from '../platform/transaction.ts';

const ENGINE = { actor: { kind: 'engine' }, basis: null } as const;

/** Who cosigns the ledger, and how many of them must. */
export interface Witnesses {
  readonly contacts: readonly WitnessContact[];
  readonly quorum: number;
}

/** The witnesses that the settings name; none without a file. Throws `OperatorError` for a file that can't be used. */
export function readWitnesses(settings: {
  readonly witnessesFile: string | null;
  readonly witnessQuorum: number | null;
}): Witnesses {
  const { witnessesFile: file, witnessQuorum } = settings;
  if (file === null) return { contacts: [], quorum: 0 };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new OperatorError(`HEED_WITNESSES names ${file}, which can't be read (${code}).`, { cause });
  }
  const contacts = readWitnessList(text);
  const quorum = witnessQuorum ?? contacts.length;
  if (quorum > contacts.length)
    throw new OperatorError(
      `HEED_WITNESS_QUORUM asks for ${quorum} witnesses, and ${file} lists ${contacts.length}.`,
    );
  if (contacts.length === 0) throw new OperatorError(`${file}, named by HEED_WITNESSES, lists no witness.`);
  return { contacts, quorum };
}

/** The demo's two other organisations: folder and name of each one's witness, which `heed start` runs. */
export const DEMO_WITNESSES = [
  { folder: 'police', name: 'witness.police.wrenfold.invalid' },
  { folder: 'hospital', name: 'witness.hospital.wrenfold.invalid' },
] as const;

/** Whose cosignatures a checkpoint must have before it is shown to others as witnessed. Throws as `readWitnesses` does. */
export function readWitnessPolicy(
  config: Pick<Config, 'mode' | 'demoSize' | 'witnessesFile' | 'witnessQuorum'>,
): WitnessPolicy {
  const { contacts, quorum } = readWitnesses(config);
  if (contacts.length > 0) return { names: contacts.map(({ key }) => key.name), quorum };
  const demo = config.mode === 'demo' && config.demoSize > 0 ? DEMO_WITNESSES : [];
  return { names: demo.map(({ name }) => name), quorum: demo.length };
}

/** What an operator is told at the start of a worker whose ledger nobody else vouches for; null otherwise. */
export function describeUnwitnessed(config: {
  readonly mode: 'demo' | 'production';
  readonly witnessesFile: string | null;
}): string | null {
  if (config.mode !== 'production' || config.witnessesFile !== null) return null;
  return 'The ledger is not yet witnessed by another organisation: see docs/operating/witnesses.md.';
}

/** Tells alarms about the ledger to the administrators and the scrutineers (duties, raise-alarm). */
export function composeAlarms(spine: Spine): WitnessAlarms {
  const raise = async (alarm: Parameters<typeof raiseAlarm>[2]) => {
    await runCommand(spine, ENGINE, (tx, ctx) => raiseAlarm(tx, ctx, alarm));
  };
  const clear = async (alarm: Parameters<typeof clearAlarm>[2]) => {
    await runCommand(spine, ENGINE, (tx, ctx) => clearAlarm(tx, ctx, alarm));
  };
  return {
    notWitnessed: (detail) => raise({ kind: 'ledger-not-witnessed', about: 'ledger', detail: { ...detail } }),
    witnessedAgain: () => clear({ kind: 'ledger-not-witnessed', about: 'ledger' }),
    refused: (hold) => raise({ kind: 'ledger-refused', about: hold.witness, detail: { ...hold } }),
    refusedNoMore: (witness) => clear({ kind: 'ledger-refused', about: witness }),
  };
}

/** What has the ledger's checkpoints cosigned, ready to start. */
export function composeSubmitter(spine: Spine, { contacts, quorum }: Witnesses, log: Log): Submitter {
  return createSubmitter({
    spine,
    witnesses: contacts,
    quorum,
    alarms: composeAlarms(spine),
    onError: (error) => log.error('round-failed', describeError(error)),
    onFailed: (witness, why) => log.warn('witness-failed', { witness, why }),
  });
}
