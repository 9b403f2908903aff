/** Every way a concern's commands can say no: code, plain sentence, status. */
import type { RefusalCatalogue } from '../../../kernel/refusal.ts';

export const CONCERN_REFUSALS = {
  'concerns.not-found': { sentence: 'There is no such concern, or you may not see it.', status: 404 },
  'concerns.moved-on': {
    sentence:
      'Somebody else acted on this concern while you were writing. Your words are kept below: read what changed, then decide again.',
    status: 409,
  },
  'concerns.not-opened': { sentence: 'Open and read the concern before deciding it.', status: 409 },
  'concerns.already-decided': { sentence: 'This child already has an outcome in this concern.', status: 409 },
  'concerns.no-such-child': { sentence: 'Choose a child named in this concern.', status: 422 },
  'concerns.child-named-twice': { sentence: 'Give each child one outcome.', status: 422 },
  'concerns.outcome-needed': { sentence: 'Choose an outcome for at least one child.', status: 422 },
  'concerns.reason-needed': {
    sentence: 'Say why, in your own words, answering what was said. At least a sentence.',
    status: 422,
  },
  'concerns.reason-blames': {
    sentence:
      'Say what was told and what you found, not what kind of child or family this is. Take out the words that judge them.',
    status: 422,
  },
  'concerns.would-reopen-needed': { sentence: 'Say what would make you look at this again.', status: 422 },
  'concerns.receiver-needed': { sentence: 'Choose the post that takes this on.', status: 422 },
  'concerns.section-needed': { sentence: 'Say whether this is under section 17 or section 47.', status: 422 },
  'concerns.same-as-needed': {
    sentence: 'Give the reference of the earlier concern about the same incident.',
    status: 422,
  },
  'concerns.only-above': {
    sentence: 'The second person did not agree with your decision, so somebody else has to decide now.',
    status: 403,
  },
  'concerns.nothing-to-confirm': {
    sentence: 'There is nothing waiting for a second person here.',
    status: 409,
  },
  'concerns.own-decision': { sentence: 'You cannot confirm your own decision.', status: 403 },
  'concerns.subordinate-cannot-confirm': {
    sentence: 'Somebody who works for the person who decided cannot confirm it.',
    status: 403,
  },
  'concerns.answer-needed': { sentence: 'Write the answer to the person who told us.', status: 422 },
  'concerns.answer-too-early': {
    sentence: 'Decide what happens for every child before you answer the person who told us.',
    status: 409,
  },
  'concerns.answer-held': {
    sentence: 'The answer is written and waits for the second person; it cannot be sent before.',
    status: 409,
  },
  'concerns.already-answered': {
    sentence: 'The answer has been sent. You can still send them a message.',
    status: 409,
  },
  'concerns.answer-not-for-child': {
    sentence: 'A child should not read these words. Use plain, kind words and do not ask what happened.',
    status: 422,
  },
  'concerns.parents-not-safe': {
    sentence: 'It may not be safe for the parents to know. Do not say that they have been or will be told.',
    status: 422,
  },
  'concerns.words-needed': { sentence: 'Write something first.', status: 422 },
  'concerns.words-too-long': { sentence: 'That is too long. Send it in two messages.', status: 413 },
  'concerns.nothing-to-challenge': {
    sentence: 'You can say that an answer is not good enough once there is one. You can send a message now.',
    status: 409,
  },
  'concerns.challenge-open': { sentence: 'Somebody is already looking again at our answer.', status: 409 },
  'concerns.no-challenge': { sentence: 'There is no challenge waiting for an answer.', status: 409 },
  'concerns.took-part': {
    sentence: 'You took part in this decision, so somebody else has to answer the challenge.',
    status: 403,
  },
  'concerns.own-agency-challenge': {
    sentence: 'A second challenge is answered outside the agency that decided.',
    status: 403,
  },
  'concerns.no-such-request': { sentence: 'That request is not open.', status: 404 },
  'concerns.nothing-to-accept': { sentence: 'There is no work waiting to be accepted here.', status: 409 },
  'concerns.nothing-unread': { sentence: 'There are no new messages.', status: 409 },
  'concerns.nobody-unsafe': { sentence: 'That has already been taken up.', status: 409 },
  'concerns.already-referred': { sentence: 'The LADO has already considered this.', status: 409 },
  'concerns.not-about-a-worker': {
    sentence: 'This concern is not about somebody who works or volunteers with children.',
    status: 409,
  },
  'concerns.same-colour': { sentence: 'It already has that colour.', status: 409 },
  'concerns.key-reused': {
    sentence: 'This was already sent with different words. Check what was received before you send again.',
    status: 409,
  },
  'concerns.answered-meanwhile': {
    sentence: 'The same was being sent twice at once. Send it again with the same key to get its answer.',
    status: 409,
  },
  'concerns.unknown-attachment': {
    sentence: 'One of the files was not received. Add it again.',
    status: 422,
  },
  'concerns.attachment-locked': {
    sentence: 'This file is locked. Only the police posts can open it.',
    status: 423,
  },
  'concerns.no-such-passage': { sentence: 'Choose words that are in that answer.', status: 422 },
  'concerns.no-such-pattern': { sentence: 'There is no such pattern, or you may not see it.', status: 404 },
  'concerns.pattern-joined': {
    sentence:
      'This pattern has become part of another one. Review that one: everything in this one is in it.',
    status: 409,
  },
  'concerns.pattern-already-reviewed': { sentence: 'This pattern has already been reviewed.', status: 409 },
  'concerns.already-declared': {
    sentence: 'You have already said that you know somebody in this.',
    status: 409,
  },
  'concerns.restriction-waiting': {
    sentence: 'What was asked about who may open this still waits for a second person.',
    status: 409,
  },
  'concerns.not-restricted': { sentence: 'This record is not restricted.', status: 409 },
  'concerns.nothing-to-open': {
    sentence:
      'Nothing was opened. Check what you typed; if you are worried about a child, ask the front door.',
    status: 404,
  },
  'concerns.too-many-to-open': {
    sentence:
      'That finds too many records to open at once. Give more of the name, a number or the reference.',
    status: 422,
  },
  'concerns.no-such-opening': {
    sentence: 'There is no such emergency opening, or you may not see it.',
    status: 404,
  },
  'concerns.opening-reviewed': { sentence: 'This has already been reviewed.', status: 409 },
  'concerns.own-opening': { sentence: 'Somebody else has to review what you opened.', status: 403 },
  'concerns.finding-needed': { sentence: 'Say whether it was fitting.', status: 422 },
  'concerns.erased': {
    sentence:
      'What was said here was erased by law. That it happened is still recorded, and nothing more can be done to it.',
    status: 410,
  },
  'concerns.held': {
    sentence: 'A legal hold stands on this record, so nothing of it can be erased, whatever else is decided.',
    status: 409,
  },
  'concerns.no-such-hold': { sentence: 'That hold does not stand any more.', status: 409 },
  'concerns.own-hold': { sentence: 'Somebody else has to lift a hold that you placed.', status: 403 },
  'concerns.ground-needed': { sentence: 'Choose the ground for erasing it.', status: 422 },
  'concerns.kept-longer': {
    sentence: 'The time that this record is kept for is not over. Choose another ground, or leave it.',
    status: 409,
  },
  'concerns.check-needed': {
    sentence:
      'Ask somebody who may read it whether exploitation or sexual abuse is in question. If it is, or nobody can say, it is kept for the longer time.',
    status: 422,
  },
  'concerns.still-owed': {
    sentence:
      'Something is still owed about this record, so it cannot be erased. What it is stands on the record’s page under “Still owed”.',
    status: 409,
  },
  'concerns.erasure-waiting': {
    sentence: 'An erasure of this record already waits for a second person.',
    status: 409,
  },
  'concerns.no-such-erasure': {
    sentence: 'No erasure waits for an answer here, or you may not see it.',
    status: 404,
  },
  'concerns.own-erasure': { sentence: 'Somebody else has to answer what you proposed.', status: 403 },
  'concerns.same-agency': {
    sentence: 'Somebody in another agency than the one that proposed it has to answer.',
    status: 403,
  },
  'concerns.nobody-outside': {
    sentence:
      'Nobody in another agency can answer this: the area needs a scrutineer’s or an information-governance post that somebody holds there.',
    status: 409,
  },
  'concerns.loss-not-read': {
    sentence: 'Say that you have read what will be lost. It cannot be brought back.',
    status: 422,
  },
  'concerns.proof-not-ready': {
    sentence: 'Your proof is not ready yet. It will be in a minute or so.',
    status: 409,
  },
  'concerns.receipt-unknown': {
    sentence: 'We could not find anything with those words. Check each word and try again.',
    status: 404,
  },
} as const satisfies RefusalCatalogue;
export type ConcernRefusal = keyof typeof CONCERN_REFUSALS;
