import type { RefusalCatalogue } from '../../kernel/refusal.ts';

/** Why a file is not taken in. */
export const FILE_REFUSALS = {
  'files.too-big': { sentence: 'This file is larger than 25 MB. Choose a smaller one.', status: 413 },
  'files.too-many': { sentence: 'You can send up to 10 files. Take one out first.', status: 413 },
  'files.empty': { sentence: 'This file is empty. Choose it again.', status: 422 },
  'files.unknown-kind': {
    sentence: 'Heed can take pictures, videos, sound, PDFs and documents. It can’t take this kind of file.',
    status: 415,
  },
  'files.infected': {
    sentence: 'This file could harm computers, so it was not kept. Say in words what it shows.',
    status: 422,
  },
  'files.not-there': { sentence: 'There is no such file, or you may not open it.', status: 404 },
  'files.broke-off': { sentence: 'The file did not arrive whole. Add it again.', status: 400 },
} as const satisfies RefusalCatalogue;
