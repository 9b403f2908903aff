/** What processes use, as Linux counts it in /proc. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';

/** Clock ticks a second, in which /proc counts. */
const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Memory that a process has in use, and the most it has had since it began, in MB. */
export interface Memory {
  readonly now: number;
  readonly most: number;
}

/** Reads how much memory process `pid` has resident. */
export function readMemory(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1_024;
  return { now: read('VmRSS'), most: read('VmHWM') };
}

/** The numbers of /proc/PID/stat after the name, which may hold spaces; null for a process that has just ended. */
function readStat(pid: number): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}

/** Fields of `readStat`: parent; user and system time, own and of children that ended. */
const PARENT = 1;
const OWN = [11, 12] as const;
const ENDED = [13, 14] as const;

/** Processor time that `pid` and its children have used so far, ended ones included, in seconds. */
export function readProcessorSeconds(pid: number): number {
  let ticks = 0;
  const add = (stat: readonly string[], fields: readonly number[]) => {
    for (const field of fields) ticks += Number(stat[field]);
  };
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readStat(Number(name));
    if (!stat) continue;
    if (Number(name) === pid) add(stat, [...OWN, ...ENDED]);
    else if (Number(stat[PARENT]) === pid) add(stat, OWN);
  }
  return ticks / TICKS;
}

/** Process id of the PostgreSQL that `superuser` is connected to: the first process, whose children the others are. */
export async function findServerPid(superuser: pg.Client): Promise<number> {
  const { rows } = await superuser.query<{ pid: string }>(
    `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1) as pid`,
  );
  return Number(rows[0]?.pid);
}
