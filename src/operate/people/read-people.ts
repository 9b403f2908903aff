import { matching, readPhone } from '../../modules/people/index.ts';
import type { Call } from '../command.ts';
import { readColumnMap } from './column-map.ts';
import { pathOption, requirePath } from './paths.ts';
import type { ProgressBar } from './progress-bar.ts';
import { readPeopleFile } from './read-people-file.ts';

export interface PeopleRead {
  readonly people: matching.EncodedPeople;
  /** The id of each record, in the order they stand in the files. */
  readonly ids: readonly string[];
}

/** Reads the files that `--left`, `--right` and `--columns` name. */
export async function readPeople(call: Call, bar: ProgressBar): Promise<PeopleRead> {
  const [left, right] = [requirePath(call, 'left'), pathOption(call, 'right')];
  const map = readColumnMap(requirePath(call, 'columns'));
  const encoder = matching.createEncoder([...map.columns.keys()], {
    thisYear: Temporal.Now.plainDateISO().year,
    readPhone,
  });
  const ids: string[] = [];
  const read = async (path: string) => {
    bar.begin('Reading');
    await readPeopleFile({
      path,
      map,
      add: (id, values) => {
        ids.push(id);
        encoder.add(values);
      },
      progress: bar.show,
    });
  };
  await read(left);
  if (right !== null) {
    encoder.startSecond();
    await read(right);
  }
  return { people: encoder.finish(), ids };
}
