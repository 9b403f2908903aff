/** What public pages gain from a script. Each works without it. */
import { Button, CharacterCount, Checkboxes, ErrorSummary, Radios, SkipLink } from 'govuk-frontend';
import { autosave } from './autosave.ts';
import { enhance } from './enhance.ts';
import { stayWhenOffline } from './offline.ts';
import { printButtons } from './print.ts';
import { quickExit } from './quick-exit.ts';

quickExit();
enhance({
  button: Button,
  'character-count': CharacterCount,
  checkboxes: Checkboxes,
  'error-summary': ErrorSummary,
  radios: Radios,
  'skip-link': SkipLink,
});
autosave();
stayWhenOffline();
printButtons();
