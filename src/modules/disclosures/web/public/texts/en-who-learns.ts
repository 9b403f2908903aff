/** Who learns what, retold for somebody who works with children. What stands here must agree with docs/threat-model.md. */
import { html } from '../../../../../ui/index.ts';

export const ENGLISH_WHO_LEARNS = {
  title: 'Who learns what',
  heading: 'Who learns what',
  lead: [
    'No way of telling is safe from everything. Here is what each person could find out about a sealed message, and what not.',
  ],
  reviewHeading: 'Not yet reviewed by an outside cryptographer',
  review:
    'No expert from outside has checked yet how we lock messages. Until one has, think hard before you let much hang on it.',
  learns: 'Can find out',
  not: 'Can’t find out',
  parties: [
    {
      who: 'Your manager, and those above them',
      learns: ['Nothing from Heed.'],
      not: ['That a message came, or how many, who reads it, or what is in it.'],
    },
    {
      who: 'Your employer’s computer people',
      learns: [
        'That you opened this site, if it was with their phone, computer or network. The site has one name for all who use it, also for those who tell about a child.',
        html`<strong>If they control the phone or computer itself:</strong> all that you type and see.`,
      ],
      not: ['What you do on your own phone, on your own network.'],
    },
    {
      who: 'A reader, before they sign that they have no part in it',
      learns: [
        'Which workplace and team it is about, which people or posts, what kind of thing, and whether a child may be in danger.',
      ],
      not: ['The rest of what you wrote, your files, or who you are.'],
    },
    {
      who: 'A reader, after they have signed',
      learns: [
        'What you wrote. Your name only if you gave it to them.',
        'They must act when a child is at risk. They could copy what they read.',
      ],
      not: ['Your eight words, or other people’s messages.'],
    },
    {
      who: 'The body outside',
      learns: ['What a reader can, once a day was missed or you ask for it.'],
      not: ['Before that: nothing.'],
    },
    {
      who: 'Somebody who steals the whole database',
      learns: [
        'How many messages came on which day, about how long they are, which keys can open them, and whether the days were kept.',
      ],
      not: [
        'What you wrote, your files, who you are, whom it is about, or whether a guess at your words is right.',
      ],
    },
    {
      who: 'Somebody who steals the database and every secret of the server',
      learns: [
        'The same. They could also try out eight words at a time. There are more than a million million million million to try.',
      ],
      not: ['What you wrote.'],
    },
    {
      who: 'Whoever looks after the database',
      learns: [
        'As the thief, and at what time each message came.',
        'They could hold up or delete messages, or hand one to the body outside too soon.',
      ],
      not: ['What you wrote. They can’t write as you or as a reader. Deleting or swapping shows.'],
    },
    {
      who: 'Whoever runs the web server',
      learns: [
        'All of that. What you write, if you use the page without JavaScript.',
        'They could change the page that is sent to you, so that it gives your words away from then on.',
      ],
      not: ['What was locked in a browser before.'],
    },
    {
      who: 'Somebody who finds your eight words',
      learns: ['What was written since you told us, by you and to you. They could write as you.'],
      not: ['What you told us first, who you are, or where you told us from.'],
    },
  ],
  openHeading: 'What we have no answer to',
  open: [
    'A web server that sends one person a changed page. Each page can be compared with what we publish, but nobody does that every day yet.',
    'An employer who controls your phone, computer or network.',
    'Bad software on a reader’s computer.',
    'The way you write.',
    'A reader who copies what they read.',
  ],
};
