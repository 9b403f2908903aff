import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildConcern } from './build-concern.form.ts';
import { type Answers, answerPage, type Draft, emptyDraft, putItem } from './keep-draft.form.ts';
import { firstUnanswered, listPages, pageAfter } from './order-pages.form.ts';
import { planPage } from './plan-pages.form.ts';
import { QUESTION_PAGES } from './plan-questions.form.ts';
import { en } from './texts/en.ts';

function draftOf(pages: Readonly<Record<string, Answers>>): Draft {
  return Object.entries(pages).reduce(
    (draft, [page, answers]) => answerPage(draft, page, answers),
    emptyDraft('key'),
  );
}

const CHILD = draftOf({
  who: { who: 'me-under-18' },
  worry: { worry: 'He waits outside.\n  He has a car. ' },
  danger: { danger: 'not-sure' },
  worker: { worker: 'no' },
  family: { parents: 'unsafe-to-tell' },
  you: { name: 'Jay', age: '13', school: '', address: '' },
  talk: { talk: 'known', 'talk-known': 'Miss Example' },
  reach: { phone: '', email: '', safe: '' },
});

describe('a child’s way through the form', () => {
  it('is short, and never a list to tick', () => {
    const pages = listPages(CHILD);
    assert.ok(pages.length <= 11, `${pages.length} pages`);
    const kinds = QUESTION_PAGES.filter((page) => pages.includes(page)).flatMap((page) =>
      planPage(en, CHILD, page).questions.map((question) => question.kind),
    );
    assert.ok(!kinds.includes('many'));
    assert.equal(kinds.filter((kind) => kind === 'one').length >= 1, true);
  });

  it('asks nobody under 18 whether their parents know by the adults’ page, and tells them of 999 at “yes”', () => {
    assert.ok(!listPages(CHILD).includes('parents'));
    const inDanger = answerPage(CHILD, 'danger', { danger: 'now' });
    assert.equal(pageAfter(inDanger, 'danger'), 'call');
    assert.equal(pageAfter(CHILD, 'danger'), 'worker');
  });

  it('is stored word for word, with the words of each question', () => {
    const concern = buildConcern(en, CHILD, false);
    assert.equal(concern.worry, 'He waits outside.\n  He has a car. ');
    const asked = planPage(en, CHILD, 'worry').questions[0]?.asked;
    const told = concern.told.answers.find(({ question }) => question === 'worry.worry');
    assert.deepEqual(told, { question: 'worry.worry', asked, answer: 'He waits outside.\n  He has a car. ' });
    assert.equal(
      concern.told.answers.find(({ question }) => question === 'talk.talk-known')?.answer,
      'Miss Example',
    );
    assert.ok(concern.told.answers.every(({ answer }) => answer.trim() !== ''));
  });

  it('names the child as the child, keeps the name apart, and does not let the parents be told', () => {
    const concern = buildConcern(en, CHILD, false);
    assert.equal(concern.channel, 'child-page');
    assert.equal(concern.reporter.kind, 'child');
    assert.equal(concern.reporter.naming, 'confidential');
    assert.deepEqual(concern.mentions, [{ kind: 'child', name: 'Jay', age: '13' }]);
    assert.equal(concern.parents, 'unsafe-to-tell');
    assert.deepEqual(concern.reporter.contact, {
      wouldLikeToTalkTo: 'Somebody I already know: Miss Example',
    });
  });

  it('counts as anonymous when they give no name', () => {
    const nameless = answerPage(CHILD, 'you', { name: ' ' });
    assert.equal(buildConcern(en, nameless, false).reporter.naming, 'anonymous');
  });
});

const ADULT = draftOf({
  who: { who: 'work' },
  work: { work: 'teacher', organisation: 'A school' },
  worry: { worry: 'She is collected by an older man.' },
  signs: { signs: ['older-adult-with-car', 'not-a-sign'] },
  when: { when: '' },
  danger: { danger: 'no' },
  worker: { worker: 'not-sure', 'worker-who': '' },
  parents: { parents: 'know' },
  naming: { naming: 'anonymous' },
  reach: { name: 'Left Over', phone: '07700 900123' },
});

describe('an adult’s way through the form', () => {
  it('keeps nobody’s name who wants none, whatever they typed before they decided so', () => {
    const { reporter, told } = buildConcern(en, ADULT, false);
    assert.equal(reporter.kind, 'teacher');
    assert.equal(reporter.name, undefined);
    assert.equal(reporter.contact, undefined);
    assert.ok(!JSON.stringify(told).includes('Left Over'));
  });

  it('takes “not sure” about a worker as a yes: the named person must not read it first', () => {
    assert.equal(buildConcern(en, ADULT, false).aboutWorker.yes, true);
  });

  it('keeps only indicators that exist, and says “not said” where nothing was said of when', () => {
    const concern = buildConcern(en, ADULT, false);
    assert.deepEqual(concern.indicators, ['older-adult-with-car']);
    assert.equal(concern.when, 'not-said');
  });

  it('takes a girl of about 14 from the red-brick school, and half a number plate', () => {
    const more = [
      {
        kind: 'child' as const,
        answers: { name: 'Jay', age: 'about 14', sex: 'unknown', school: 'the red-brick one' },
      },
      { kind: 'vehicle' as const, answers: { registration: 'ends 7KX', colour: '', make: '' } },
    ].reduce((draft, item) => putItem(draft, item), ADULT);
    assert.deepEqual(buildConcern(en, more, false).mentions, [
      { kind: 'child', name: 'Jay', age: 'about 14', school: 'the red-brick one' },
      { kind: 'vehicle', registration: 'ends 7KX' },
    ]);
  });

  it('can’t be sent before what is needed is answered, and leads there', () => {
    assert.equal(firstUnanswered(ADULT), null);
    assert.equal(firstUnanswered(emptyDraft('key')), 'who');
    // Somebody who goes back and says they are a child is asked what a child is asked.
    assert.equal(firstUnanswered(answerPage(ADULT, 'who', { who: 'me-under-18' })), 'family');
  });
});
