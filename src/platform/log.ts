/** One fact in a log line: an id, a code, a route's pattern, a count or a duration. Never a name, words or address. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Heed's own log: one JSON line for each thing that happened. It has no way to take a request, an object or free text,
 * so that nothing can slip into it (house rule 6; docs/decisions/0701).
 */
export interface Log {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}

/** A log that hands each finished line to `write`. Times are the machine's. */
export function createLog(write: (line: string) => void): Log {
  const say = (level: string, event: string, facts: LogFacts = {}) =>
    write(`${JSON.stringify({ at: Temporal.Now.instant().toString(), level, event, ...facts })}\n`);
  return {
    info: (event, facts) => say('info', event, facts),
    warn: (event, facts) => say('warn', event, facts),
    error: (event, facts) => say('error', event, facts),
  };
}

/** A log that keeps nothing. */
export const silentLog: Log = createLog(() => undefined);

function textOf(value: unknown, key: string): string | null {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === 'string' ? found : null;
}

/** Frames of a stack without its first lines: a message may quote what somebody typed. */
function framesOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return frames
    .slice(0, 6)
    .map((line) => line.trim())
    .join(' | ');
}

/** What may be logged of an error: its kind, code, broken constraint and where. Never its message. */
export function describeError(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { kind: typeof error };
  const cause = error.cause instanceof Error ? { cause: error.cause.name } : {};
  return {
    kind: error.name,
    code: textOf(error, 'code'),
    constraint: textOf(error, 'constraint'),
    where: framesOf(error),
    ...cause,
  };
}
