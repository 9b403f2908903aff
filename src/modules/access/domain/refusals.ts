import type { RefusalCatalogue } from '../../../kernel/refusal.ts';

/** Every "no" that this module says: what the person refused is told, and the status that goes with it. */
export const ACCESS_REFUSALS = {
  'access.name-missing': { sentence: 'Enter a name.', status: 422 },
  'access.name-too-long': { sentence: 'The name must be 200 characters or fewer.', status: 422 },
  'access.name-taken': { sentence: 'There is already one with this name. Choose another name.', status: 409 },
  'access.agency-kind-shape': {
    sentence: 'Enter the kind of agency in lower-case letters, like “police” or “health”.',
    status: 422,
  },
  'access.rule-unknown': { sentence: 'Choose the rule from the list.', status: 422 },
  'access.threshold-out-of-bounds': {
    sentence: 'Choose a threshold within the rule’s bounds.',
    status: 422,
  },
  'access.function-unknown': { sentence: 'Choose the post’s functions from the list.', status: 422 },
  'access.phone-not-e164': {
    sentence: 'Enter the phone number with its country code, like +44 7700 900982.',
    status: 422,
  },
  'access.email-shape': {
    sentence: 'Enter an email address in the correct format, like name@example.org.',
    status: 422,
  },
  'access.email-taken': { sentence: 'There is already an account with this email address.', status: 409 },
  'access.reports-to-itself': {
    sentence: 'A post cannot report to itself. Choose another post.',
    status: 422,
  },
  'access.line-in-a-circle': {
    sentence: 'That post already reports to this one. Choose a post outside its line.',
    status: 409,
  },
  'access.already-holds-post': { sentence: 'This person already holds this post.', status: 409 },
  'access.does-not-hold-post': { sentence: 'This person does not hold this post.', status: 409 },
  'access.no-such-record': {
    sentence: 'We could not find that. Check the link, or go back and try again.',
    status: 404,
  },
  'access.reason-missing': { sentence: 'Enter the reason for the change.', status: 422 },
  'access.reason-too-long': { sentence: 'The reason must be 2,000 characters or fewer.', status: 422 },
  'access.proposal-already-settled': { sentence: 'This change has already been settled.', status: 409 },
  'access.proposer-cannot-confirm': {
    sentence: 'You proposed this change, so somebody else has to settle it.',
    status: 403,
  },
  'access.only-the-scrutineer-confirms': {
    sentence: 'Only the independent scrutineer can settle this change.',
    status: 403,
  },
  'access.no-scrutineer': {
    sentence:
      'This area has no independent scrutineer’s post, so nobody could confirm this. Tell whoever set Heed up.',
    status: 409,
  },
  'access.only-the-operator': {
    sentence: 'This can be done only from the server’s command line, while the area is being set up.',
    status: 403,
  },
  'access.not-signed-in': { sentence: 'Sign in to see this page.', status: 401 },
  'access.not-allowed': {
    sentence: 'You do not have permission to do this. It has been recorded.',
    status: 403,
  },
  'access.form-expired': {
    sentence: 'This form was open too long. What you typed has been kept: check it and send it again.',
    status: 403,
  },
  'access.password-too-short': {
    sentence: 'Your password must be 12 characters or more. Three words are easy to remember.',
    status: 422,
  },
  'access.password-too-long': { sentence: 'Your password must be 200 characters or fewer.', status: 422 },
  'access.password-obvious': { sentence: 'That password is easy to guess. Choose another.', status: 422 },
  'access.password-wrong': { sentence: 'That is not your password now. Try again.', status: 422 },
  'access.sign-in-wrong': {
    sentence: 'That email address and password do not go together. Try again.',
    status: 422,
  },
  'access.sign-in-wait': {
    sentence:
      'There have been too many tries. Wait 15 minutes, then try again. If you are needed now, telephone.',
    status: 429,
  },
  'access.sign-in-expired': { sentence: 'Signing in took too long. Start again.', status: 410 },
  'access.code-wrong': {
    sentence: 'That code is not right, or was used before. Enter the newest code.',
    status: 422,
  },
  'access.passkey-wrong': {
    sentence: 'That passkey did not work. Try again, or sign in another way.',
    status: 422,
  },
  'access.openid-wrong': {
    sentence: 'We could not sign you in with your organisation’s account. Try again.',
    status: 422,
  },
  'access.openid-away': {
    sentence: 'Your organisation’s sign-in service does not answer. Try again in a few minutes.',
    status: 503,
  },
  'access.no-account-for-you': {
    sentence: 'Your organisation knows you, but you have no account in Heed. Ask your administrator.',
    status: 403,
  },
  'access.has-password': {
    sentence: 'This person has a password already. Only they can change it.',
    status: 409,
  },
  'access.last-second-factor': {
    sentence: 'Add another way to prove who you are before you take this one away.',
    status: 409,
  },
  'access.only-in-a-demonstration': { sentence: 'This is only for demonstrations.', status: 404 },
  'access.agency-missing': { sentence: 'Choose an agency.', status: 422 },
  'access.account-missing': { sentence: 'Choose who.', status: 422 },
  'access.scope-unknown': { sentence: 'Choose what the system may do from the list.', status: 422 },
  'access.thumbprint-shape': {
    sentence: 'Enter the certificate’s SHA-256 as 64 letters and digits, or leave it empty.',
    status: 422,
  },
  'access.hat-not-held': { sentence: 'You do not hold that post. Choose one of yours.', status: 403 },
  'access.hat-missing': { sentence: 'Choose which post you are working as.', status: 422 },
} as const satisfies RefusalCatalogue;
