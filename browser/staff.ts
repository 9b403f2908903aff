/** What staff pages gain from a script. Each works without it. */
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
  Tabs,
} from 'govuk-frontend';
import { autosave } from './autosave.ts';
import { enhance } from './enhance.ts';
import { printButtons } from './print.ts';

enhance({
  button: Button,
  'character-count': CharacterCount,
  checkboxes: Checkboxes,
  'error-summary': ErrorSummary,
  'notification-banner': NotificationBanner,
  'password-input': PasswordInput,
  radios: Radios,
  'skip-link': SkipLink,
  tabs: Tabs,
});
autosave();
printButtons();
