/** The words about keeping a proof, in English. It must be plain who might find it, and that nobody needs it to be helped. */

export const ENGLISH_PROOF = {
  link: 'Keep a proof that you told us',
  title: 'Before you go on',
  heading: 'Keep a proof that you told us',
  what: 'You can save a small file. It shows that something was told to us, and when. Years from now anybody can check it, even if we are gone or say that it is not true.',
  need: 'You do not need it. We will help you just the same without it.',
  riskHeading: 'Is it safe for you to keep?',
  risks: [
    'Whoever looks at your phone or computer may find it. So may whoever finds it on paper.',
    'It tells them that somebody told this service something, and when.',
    'It does not say what you told us, or about whom. It has no names in it.',
    'It stays where you save it. “Leave this page” can’t take it away again.',
  ],
  safe: 'Keep it only if nobody who might hurt you can find it.',
  button: 'It is safe. Save the file',
  back: 'No, go back',
  waitTitle: 'Nearly ready',
  waitHeading: 'Nearly ready',
  wait: 'Your proof will be ready soon, in a minute or so. Then try again.',
  again: 'Try again',
};
