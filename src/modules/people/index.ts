/**
 * Children, adults and things: what concerns name, as given; who that is, as people decided; and which concerns belong
 * together because of it. The only importable face of this module.
 */
import type { CommandContext } from '../../kernel/command.ts';
import type { EntryDraft } from '../../kernel/entry.ts';
import type { ConcernId, ThingId } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { Vault } from '../../kernel/vault.ts';
import { addFact } from './commands/add-fact.command.ts';
import { addRecord } from './commands/add-record.command.ts';
import { carryOverPeople, weighEarlierPeople } from './commands/carry-over-people.command.ts';
import { deriveKeys } from './commands/derive-keys.command.ts';
import { endFact } from './commands/end-fact.command.ts';
import { linkMention } from './commands/link-mention.command.ts';
import { markInstitution } from './commands/mark-institution.command.ts';
import type { ListOutside } from './commands/protect-record.command.ts';
import { refuseLink } from './commands/refuse-link.command.ts';
import { relateConcern } from './commands/relate-concern.command.ts';
import { endRelationship, relateRecords } from './commands/relate-records.command.ts';
import { unlinkMention } from './commands/unlink-mention.command.ts';
import { type KnownRecord, type MentionId, refOf } from './domain/record.ts';
import type { EarlierStore } from './ports/earlier.ports.ts';
import type { TieStore } from './ports/ties.ports.ts';
import type { MentionsToSave, PeopleStore, RecordStore, RecordsOutside } from './ports.ts';
import { describeFound, explainIfFits } from './queries/describe-found.query.ts';
import { listRelated } from './queries/list-related.query.ts';
import { seeAlike } from './queries/see-alike.query.ts';
import {
  deriveMentions,
  deriveRecords,
  lockDerived,
  readDerived,
  saveDerived,
} from './store/derive-keys.store.ts';
import { listDetails, saveDetail, saveDetailEnded } from './store/details.store.ts';
import * as earlierPeople from './store/earlier-people.store.ts';
import { findByTerm, findNamed } from './store/find-by-term.store.ts';
import { listDecidedBefore, listSurelySame } from './store/find-same.store.ts';
import { createKeyHasher, readPhone } from './store/hash-keys.store.ts';
import { type Identity, listIdentities, listSaidOtherwise } from './store/identities.store.ts';
import { listKnownOf, listRoots } from './store/known-of-many.store.ts';
import * as linked from './store/linked-concerns.store.ts';
import { saveManyKeys } from './store/many-record-keys.store.ts';
import * as merging from './store/merges.store.ts';
import { listNamedTogether } from './store/named-together.store.ts';
import { recordOf } from './store/people-tables.store.ts';
import * as perhaps from './store/perhaps-named.store.ts';
import { listProposals } from './store/proposals.store.ts';
import * as protections from './store/protections.store.ts';
import { findMention, listMentions, openMentions } from './store/read-mentions.store.ts';
import { listNewestLinks, refreshKeys, refreshLostKeys } from './store/record-keys.store.ts';
import { findRecord, listFacts, saveInstitution, saveRecord } from './store/records.store.ts';
import { listTies } from './store/related-concerns.store.ts';
import {
  listEndedRelationships,
  listRelationships,
  saveRelationshipEnded,
  saveRelationships,
} from './store/relationships.store.ts';
import { saveLink, saveRefusal, saveUnlike, saveUnlink } from './store/save-links.store.ts';
import { saveManyDetails, saveManyPersons } from './store/save-many-people.store.ts';
import { saveMentions } from './store/save-mentions.store.ts';
import * as scores from './store/scores.store.ts';
import * as asks from './store/second-asks.store.ts';
import { listKnownAdults, listLookedAfter } from './store/standing.store.ts';
import { listWhoAndWhat } from './store/who-and-what.store.ts';

export interface PeopleOptions {
  readonly vault: Vault;
  /** 32 bytes kept outside the database, under which match keys are hashed. Changing it makes earlier mentions unfindable. */
  readonly matchKey: Uint8Array;
}

/** Puts the module together over its vault and key. */
export function createPeople({ vault, matchKey }: PeopleOptions) {
  const hashKeys = createKeyHasher(matchKey);
  const records: RecordStore = {
    ...merging,
    ...linked,
    ...protections,
    findRecord,
    saveRecord,
    refreshKeys: (tx, _by, record) => refreshKeys(tx, vault, hashKeys, record),
    saveDetail: (tx, by, detail) => saveDetail(tx, vault, by, detail),
    saveDetailEnded: (tx, by, ending) => saveDetailEnded(tx, vault, by, ending),
    listDetails: (tx, of) => listDetails(tx, vault, of),
    saveRelationship: (tx, by, one) => saveRelationships(tx, vault, by, [one]),
    saveRelationshipEnded: (tx, by, of, ending) => saveRelationshipEnded(tx, vault, by, of, ending),
    listRelationships: (tx, of) => listRelationships(tx, vault, of),
    listEndedRelationships: (tx, of) => listEndedRelationships(tx, vault, of),
    listFacts: (tx, of) => listFacts(tx, vault, of),
    saveMergeAsked: (tx, by, merge) => merging.saveMergeAsked(tx, vault, by, merge),
    saveMergeSettled: (tx, by, merge, answer) => merging.saveMergeSettled(tx, vault, by, merge, answer),
    saveMergeUndone: (tx, by, merge, why) => merging.saveMergeUndone(tx, vault, by, merge, why),
    findMerge: (tx, id) => merging.findMerge(tx, vault, id),
    listMerges: (tx, of) => merging.listMerges(tx, vault, of),
    saveProtection: (tx, by, record, one) => protections.saveProtection(tx, vault, by, record, one),
    saveProtectionEnded: (tx, by, record, ending) =>
      protections.saveProtectionEnded(tx, vault, by, record, ending),
    listNewestLinks,
    listNamedTogether,
    saveAsked: (tx, by, ask) => asks.saveAsked(tx, vault, by, ask),
    saveAskSettled: (tx, by, ask, answer) => asks.saveAskSettled(tx, vault, by, ask, answer),
    findAsk: (tx, id) => asks.findAsk(tx, vault, id),
    listAsks: (tx, of) => asks.listAsks(tx, vault, of),
    listProtectedAlike: perhaps.listProtectedAlike,
    savePerhapsNamed: perhaps.savePerhapsNamed,
    savePerhapsAnswered: (tx, by, answered) => perhaps.savePerhapsAnswered(tx, vault, by, answered),
    listPerhapsNamed: (tx, of) => perhaps.listPerhapsNamed(tx, vault, of),
    countPerhapsWaiting: perhaps.countPerhapsWaiting,
    openMentions: (tx, ids) => openMentions(tx, vault, ids),
  };
  const store: PeopleStore = {
    listKeptFrom: protections.listKeptFrom,
    refreshKeys: records.refreshKeys,
    findMention,
    findRecord,
    saveRecord,
    saveLink: (tx, ctx, mention, found) => saveLink(tx, vault, ctx, mention, found),
    saveUnlink,
    saveRefusal,
    saveUnlike,
    saveInstitution,
    listFacts: (tx, records) => listFacts(tx, vault, records),
    listProtectedIdentities: protections.listProtectedIdentities,
  };
  const ties: TieStore = {
    listTies,
    saveScores: scores.saveScores,
    listRefused: scores.listRefused,
    listConfirmedBy: scores.listConfirmedBy,
    weighPairs: (tx, pairs) => scores.weighPairs(tx, vault, pairs),
    openMentions: (tx, ids) => openMentions(tx, vault, ids),
    listKnown: (tx, of) => scores.listKnown(tx, vault, of),
  };
  const earlier: EarlierStore = {
    ...earlierPeople,
    hashEarlier: hashKeys.ofEarlier,
    listErased: (tx, of) => vault.listErased(tx, of.map(refOf)),
    saveManyPersons: (tx, by, people) => saveManyPersons(tx, vault, by, people),
    saveManyDetails: (tx, by, details) => saveManyDetails(tx, vault, by, details),
    saveManyRelationships: (tx, by, all) => saveRelationships(tx, vault, by, all),
    listRoots,
    listKnownOf: (tx, ids) => listKnownOf(tx, vault, ids),
    saveManyKeys: (tx, known) => saveManyKeys(tx, hashKeys, known),
    listSurelySame: (tx, known, now) => listSurelySame(tx, vault, hashKeys, known, now),
    listDecidedBefore,
    saveOwnMerge: (tx, by, merge) => merging.saveOwnMerge(tx, vault, by, merge),
    saveLink: store.saveLink,
  };
  return {
    /** People of an earlier system, a batch at once; and what would come of them. */
    carryOverPeople: (listOutside: ListOutside) => carryOverPeople({ ...records, ...earlier }, listOutside),
    weighEarlierPeople: weighEarlierPeople({ ...records, ...earlier }),
    /**
     * Keeps what a concern names. One statement beside the reading of the concern's key. It enters nothing of its own: the
     * act of the concern that names them lists their ids.
     */
    async saveMentions(
      tx: Tx,
      _ctx: CommandContext,
      input: MentionsToSave,
    ): Promise<{ readonly entries: readonly EntryDraft[]; readonly named: readonly Identity[] }> {
      return { entries: [], named: await saveMentions(tx, vault, hashKeys, [input]) };
    },
    /** The same for many concerns at once, their keys read before: one statement. */
    saveManyMentions: (tx: Tx, inputs: readonly MentionsToSave[]) =>
      saveMentions(tx, vault, hashKeys, inputs),
    /** Every other concern about the same child, adult or thing, newest first, and how sure each is. */
    listRelated: (tx: Tx, concern: ConcernId) => listRelated(ties, tx, concern),
    /** The same for a concern just told, or laid again: what is weighed is kept, and what is beyond doubt is linked. */
    relate: relateConcern({ ...store, ...ties }),
    /**
     * Concerns that name somebody or something by this name, number, mark, postcode or place, newest first, at most `most`.
     * Common names find the newest of many.
     */
    findByTerm: (tx: Tx, term: string, most: number) => findByTerm(tx, hashKeys, term, most),
    /** The same with the records that it can be, whether a concern names them or not. */
    findNamed: (tx: Tx, term: string, most: number, at: Temporal.Instant) =>
      findNamed(tx, hashKeys, term, most, at),
    listConcernsOf: linked.listConcernsOf,
    describeFound: describeFound(records, readPhone),
    explainFound: explainIfFits(readPhone),
    /** What concerns name, by all under which the same may be named elsewhere, and what people said against it. No words. */
    identities: { list: listIdentities, listSaidOtherwise },
    /** Which children are looked after, and which adults are known as family, carer or professional, by mention. No words. */
    care: {
      listLookedAfter: (tx: Tx, mentions: readonly string[]) => listLookedAfter(tx, vault, mentions),
      listKnownAdults: (tx: Tx, mentions: readonly string[]) => listKnownAdults(tx, vault, mentions),
    },
    /** What a concern names, opened, in the order given. */
    listMentions: (tx: Tx, concern: ConcernId) => listMentions(tx, vault, concern),
    /** What these mentions may be, likeliest first. */
    listProposals: (tx: Tx, mentions: readonly MentionId[]) => listProposals(tx, vault, mentions),
    /** Everything that the concern page shows of who and what it names: each mention, its record's facts, proposals. */
    listWhoAndWhat: (tx: Tx, concern: ConcernId) => listWhoAndWhat(tx, vault, concern),
    /** What is known of one record, oldest first, each with the concern it came from. */
    async listFactsOf(tx: Tx, record: { readonly kind: 'person' | 'thing'; readonly id: string }) {
      const known = recordOf(record.kind, record.id);
      return (await listFacts(tx, vault, [known])).get(known.id) ?? [];
    },
    /** What was put on records, who is what to whom, joins and protections: for the pages and commands below. */
    records,
    addRecord: addRecord(records),
    /** Who or what a new record may be already, for whoever `outside` says reads. */
    seeAlike: (outside: RecordsOutside) =>
      seeAlike(
        {
          ...records,
          listKnown: ties.listKnown,
          findNamed: (tx, term, most, at) => findNamed(tx, hashKeys, term, most, at),
        },
        outside,
        readPhone,
      ),
    addFact: addFact(records),
    endFact: endFact(records),
    relateRecords: relateRecords(records),
    endRelationship: endRelationship(records),
    /** The record that this one was joined to, or itself. */
    findRoot: (tx: Tx, kind: KnownRecord['kind'], id: string) => merging.findRoot(tx, recordOf(kind, id)),
    /** Records that this one was ever joined to, taken apart since or not, also by way of another; itself left out. */
    listEverJoined: (tx: Tx, { kind, id }: { readonly kind: KnownRecord['kind']; readonly id: string }) =>
      merging.listEverJoined(tx, recordOf(kind, id)),
    /** Derives keys and search words anew by the rules of this Heed, a batch at a time; and how far that has come. */
    deriveKeys: deriveKeys({
      lockDerived,
      saveDerived,
      deriveMentions: (tx, after, most) => deriveMentions(tx, vault, hashKeys, after, most),
      deriveRecords: (tx, after, most) => deriveRecords(tx, vault, hashKeys, after, most),
    }),
    readDerived,
    /** Derives again what an erasure took from records; gives how many there were. */
    refreshLostKeys: (tx: Tx) => refreshLostKeys(tx, vault, hashKeys),
    linkMention: linkMention(store),
    refuseLink: refuseLink(store),
    unlinkMention: unlinkMention(store),
    markInstitution: markInstitution(store),
    /** The thing on record that this concern's mention is; `null` for a person, or where nobody has said. */
    async findThing(tx: Tx, concern: ConcernId, mention: MentionId): Promise<ThingId | null> {
      const found = await findMention(tx, mention);
      return found?.concern === concern && found.record?.kind === 'thing' ? found.record.id : null;
    },
  };
}

export type People = ReturnType<typeof createPeople>;

export { askSecond, type SecondOutside, settleSecond } from './commands/ask-second.command.ts';
export type { CarriedPeople } from './commands/carry-over-people.command.ts';
export type { LinkedMention, LinkMention } from './commands/link-mention.command.ts';
export type { MarkInstitution } from './commands/mark-institution.command.ts';
export { type MergeOutside, proposeMerge, settleMerge } from './commands/merge-records.command.ts';
export { type ListOutside, protectRecord } from './commands/protect-record.command.ts';
export type { RefuseLink } from './commands/refuse-link.command.ts';
export { answerPerhapsNamed, type KeepersOutside, tellKeepers } from './commands/tell-keepers.command.ts';
export type { UnlinkMention } from './commands/unlink-mention.command.ts';
export type { ChronologyLine } from './domain/chronology.ts';
export type { FactAsTyped } from './domain/decide-fact.ts';
export {
  type EarlierPerson,
  type EarlierPersonAsTold,
  type EarlierTie,
  type ReadEarlierPerson,
  readEarlierPerson,
} from './domain/earlier-person.ts';
export { KEY_KINDS, type KeyKind } from './domain/key-kinds.ts';
export { KEY_RULES } from './domain/key-rules.ts';
export * as matching from './domain/matching/index.ts';
export * from './domain/record.ts';
export { PEOPLE_REFUSALS } from './domain/refusals.ts';
export type { Effects, MentionsToSave, MergeDuties, RecordNames, RecordsOutside } from './ports.ts';
export { createKeyHasher, type HashKeys, readPhone } from './store/hash-keys.store.ts';
export type { Identity, SaidOtherwise } from './store/identities.store.ts';
export { isWaiting, listWaiting, type WaitingPart } from './store/waiting.store.ts';
export { type LinkCommands, registerLinkRoutes } from './web/decide-link.routes.ts';
export { registerRecordPages } from './web/record.routes.ts';
export type { RecordCommands, RecordsWeb } from './web/record-web.routes.ts';
export { describeGiven, renderWhoAndWhat, type WhoAndWhat } from './web/who-and-what.page.ts';
