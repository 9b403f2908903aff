import type { Indicator, ReporterKind } from '../../../src/modules/concerns/domain/vocabulary.ts';

/**
 * One kind of worry: how common it is, what a teller may tick, and ways of saying it. A line that only some tellers
 * would say begins `@kind,kind `: a meter reader reads meters, a grandmother does not.
 */
export interface Theme {
  readonly key: string;
  /** Weight beside the other themes. */
  readonly share: number;
  readonly indicators: readonly Indicator[];
  /** Others that are sometimes ticked with it. */
  readonly also: readonly Indicator[];
  /** As neighbours, family, carers and others say it. */
  readonly adult: readonly string[];
  /** As teachers, health and youth workers write it. */
  readonly work: readonly string[];
  readonly police: readonly string[];
  readonly child: readonly string[];
}

/** The lines of `theme` that a teller of this kind would say, their mark taken off. */
export function linesFor(theme: Theme, kind: ReporterKind): readonly string[] {
  if (kind === 'police') return theme.police;
  if (kind === 'child') return theme.child;
  const works = kind === 'teacher' || kind === 'health' || kind === 'youth-worker' || kind === 'carer';
  const all = works ? theme.work : theme.adult;
  const fitting = all.flatMap((line) => {
    const [mark = '', ...rest] = line.split(' ');
    if (!mark.startsWith('@')) return [line];
    return mark.slice(1).split(',').includes(kind) ? [rest.join(' ')] : [];
  });
  return fitting;
}
