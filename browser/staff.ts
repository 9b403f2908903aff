/** What staff pages gain from a script. Each works without it. */
import {
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  SkipLink,
  Tabs,
} from 'govuk-frontend';
import { answerByKey } from './answer-by-key.ts';
import { autosave } from './autosave.ts';
import { enhance } from './enhance.ts';
import { idleWarning } from './idle.ts';
import { networkPictures } from './network.ts';
import { passkeys } from './passkeys.ts';
import { printButtons } from './print.ts';
import { revealChoices } from './reveal.ts';
import { searchByKey } from './search-keys.ts';

enhance({
  button: Button,
  'character-count': CharacterCount,
  'error-summary': ErrorSummary,
  'notification-banner': NotificationBanner,
  'password-input': PasswordInput,
  'skip-link': SkipLink,
  tabs: Tabs,
});
revealChoices();
autosave();
passkeys();
idleWarning();
printButtons();
networkPictures();
answerByKey();
searchByKey();
