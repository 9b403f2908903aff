/**
 * The version of the rules by which match keys and search words are derived from what was given: spellings, sounds, nicknames,
 * what is dropped. Raise it with whatever changes a key that is derived from the same words, and in that release's migration set
 * people.key_rules where nothing has been derived yet (docs/decisions/0805). A test holds the two together.
 */
export const KEY_RULES = 2;
