import { matching } from '../../modules/people/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call } from '../command.ts';
import { isReadable } from './cell-texts.ts';
import { readColumnMap } from './column-map.ts';
import { type Crew, crewForBytes } from './crew.ts';
import { createKeptIds, type KeptIds } from './kept-ids.ts';
import { pathOption, requirePath } from './paths.ts';
import { planReading } from './plan-reading.ts';
import type { ProgressBar } from './progress-bar.ts';
import { readPeopleFile } from './read-people-file.ts';

export interface PeopleRead {
  readonly people: matching.EncodedPeople;
  /** The id of each record, in the order they stand in the files. */
  readonly ids: KeptIds;
  /** Who read them, and can go on with them; whoever asked dismisses it. */
  readonly crew: Crew;
}

/** How the files are written, as `--encoding` says; refuses what can't be read byte by byte. */
function encodingOption(call: Call): string {
  const given = call.options.encoding;
  if (typeof given !== 'string' || given === '') return 'utf-8';
  let name: string;
  try {
    name = new TextDecoder(given).encoding;
  } catch {
    throw new OperatorError(
      `"${given}" is no encoding. Some are: utf-8, windows-1252, windows-1250, iso-8859-2.`,
    );
  }
  if (!isReadable(name))
    throw new OperatorError(
      `Files in ${name} are not read. Save them as UTF-8; or, with a byte for each letter, as windows-1252 or another.`,
    );
  return name;
}

/** Reads the files that `--left`, `--right` and `--columns` name. */
export async function readPeople(call: Call, bar: ProgressBar): Promise<PeopleRead> {
  const [left, right] = [requirePath(call, 'left'), pathOption(call, 'right')];
  const map = readColumnMap(requirePath(call, 'columns'));
  const encoding = encodingOption(call);
  const thisYear = Temporal.Now.plainDateISO().year;
  const files = [left, ...(right === null ? [] : [right])].map((path) =>
    planReading(path, map, encoding, thisYear),
  );
  const crew = crewForBytes(files.reduce((sum, { size }) => sum + size, 0));
  try {
    const people = matching.createJoiner([...map.columns.keys()]);
    const ids = createKeptIds();
    for (const [at, file] of files.entries()) {
      bar.begin('Reading');
      if (at === 1) people.startSecond();
      await readPeopleFile({ file, crew, people, ids, progress: bar.show });
    }
    ids.endFiles();
    return { people: people.finish(), ids, crew };
  } catch (error) {
    await crew.dismiss();
    throw error;
  }
}
