/** What public pages gain from a script. Each works without it. */
import { Button, CharacterCount, ErrorSummary, SkipLink } from 'govuk-frontend';
import { autosave } from './autosave.ts';
import { enhance } from './enhance.ts';
import { stayWhenOffline } from './offline.ts';
import { padForms } from './pad-forms.ts';
import { printButtons } from './print.ts';
import { quickExit } from './quick-exit.ts';
import { revealChoices } from './reveal.ts';

quickExit();
enhance({
  button: Button,
  'character-count': CharacterCount,
  'error-summary': ErrorSummary,
  'skip-link': SkipLink,
});
revealChoices();
autosave();
padForms();
stayWhenOffline();
printButtons();
