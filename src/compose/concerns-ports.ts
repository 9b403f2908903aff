import { randomBytes } from 'node:crypto';
import type { Actor } from '../kernel/actor.ts';
import type { CommandContext } from '../kernel/command.ts';
import { asId, type PostId } from '../kernel/ids.ts';
import type { MentionAsGiven } from '../kernel/mention.ts';
import { deriveReceiptKeys, deriveReceiptLookup, receiptSalt } from '../kernel/receipt/derive-receipt.ts';
import { parseReceipt } from '../kernel/receipt/parse-receipt.ts';
import { formatReceiptDigits, formatReceiptWords, RECEIPT_BYTES } from '../kernel/receipt/receipt.ts';
import { isReceiptToken, readReceiptToken } from '../kernel/receipt/receipt-token.ts';
import { formatReference, parseReference } from '../kernel/reference.ts';
import type { Tx } from '../kernel/tx.ts';
import type { Vault } from '../kernel/vault.ts';
import {
  listAccounts,
  listNamesSeenBy,
  listRuleSettings,
  readHeldPosts,
  readNamed,
  setAsOf,
} from '../modules/access/index.ts';
import { type ConcernsPorts, concernStore, type PeoplePort } from '../modules/concerns/index.ts';
import {
  countOpenDuties,
  endDutiesOfErased,
  isServiceOpen,
  listClimbs,
  listDutiesAbout,
  meetDuties,
  moveDuties,
  raiseDuties,
  SERVICES,
  tellPosts,
  updateEarlierWarnings,
} from '../modules/duties/index.ts';
import { listLooks, listRecordsOpened, type ProveBy, proveFirst } from '../modules/ledger/index.ts';
import { createNetworks, type Networks, nightOf } from '../modules/networks/index.ts';
import type { People } from '../modules/people/index.ts';
import type { KeptFiles } from '../platform/files/kept-files.ts';

/** The name that salts every receipt of this deployment; public, and never changed once the first receipt is out. */
export const RECEIPT_DEPLOYMENT = 'heed';

function createReceipts(pepper: Uint8Array): ConcernsPorts['receipts'] {
  const salt = receiptSalt(RECEIPT_DEPLOYMENT);
  const lookupOf = (secret: Uint8Array, under: Uint8Array) =>
    deriveReceiptLookup(deriveReceiptKeys(secret, under).token, pepper);
  // Looked for where there is nothing to read: derived like a receipt, for as long, and under a name that gave nobody theirs.
  const nothing = new Uint8Array(RECEIPT_BYTES);
  const nowhere = receiptSalt('');
  const noToken = deriveReceiptKeys(nothing, nowhere).token;
  return {
    make: (secret) => ({
      words: formatReceiptWords(secret),
      digits: formatReceiptDigits(secret),
      lookup: lookupOf(secret, salt),
    }),
    lookup: (receipt) => {
      if (isReceiptToken(receipt)) return deriveReceiptLookup(readReceiptToken(receipt) ?? noToken, pepper);
      const parsed = parseReceipt(receipt);
      return parsed.ok ? lookupOf(parsed.secret, salt) : lookupOf(nothing, nowhere);
    },
  };
}

/** The watch for networks over what people and things are known. */
export function composeNetworks(
  people: Pick<People, 'identities' | 'listMentions' | 'care'>,
): ConcernsPorts['networks'] & Pick<Networks, 'rebuild' | 'find'> {
  const { list, listSaidOtherwise } = people.identities;
  const networks = createNetworks(
    {
      list,
      listSaidOtherwise: (tx, mentions, keys, records) =>
        listSaidOtherwise(
          tx,
          mentions.map((mention) => asId<'mention'>(mention)),
          keys,
          records,
        ),
    },
    people.care,
  );
  return {
    ...networks,
    recordMissing: (tx, { at, ...told }) => networks.recordAbsences(tx, { ...told, night: nightOf(at) }),
    listNamed: async (tx, concerns) => {
      const named = new Map<string, MentionAsGiven | null>();
      // Somebody protected from whoever reads is not said to be part of anything.
      for (const concern of concerns)
        for (const { id, given, kept } of await people.listMentions(tx, concern))
          named.set(id, kept ? null : given);
      return named;
    },
  };
}

/** Whether somebody may see the names of all who use Heed: a rule, asked in the transaction. */
type SeesEverybody = (tx: Tx, actor: Actor, at: Temporal.Instant) => Promise<boolean>;

/** What stands for somebody whose name the viewer may not see; the post's name stands beside it. */
const UNNAMED = 'the person in post';

async function readNames(
  seesEverybody: SeesEverybody,
  tx: Tx,
  { actor, now }: CommandContext,
): ReturnType<ConcernsPorts['names']> {
  const named = await readNamed(tx);
  const { posts, people: everybody } = named;
  const all = await seesEverybody(tx, actor, now);
  const seen = all || actor.kind !== 'account' ? null : await listNamesSeenBy(tx, actor.account);
  const accounts = everybody.filter(({ id }) => all || seen?.has(id));
  const agencies = new Map(named.agencies.map((agency): [string, string] => [agency.id, agency.name]));
  const known = new Set<string>(everybody.map(({ id }) => id));
  const postNames = new Map(posts.map((post): [string, string] => [post.id, post.name]));
  const accountNames = new Map(accounts.map((account): [string, string] => [account.id, account.name]));
  const nameIn = (names: Map<string, string>, none: string) => (id: string | null) =>
    id === null ? none : (names.get(id) ?? 'not known');
  return {
    post: nameIn(postNames, 'no post'),
    account: (id) =>
      id !== null && !accountNames.has(id) && known.has(id) ? UNNAMED : nameIn(accountNames, 'nobody')(id),
    agency: nameIn(agencies, 'no agency'),
    posts: posts.map((post) => ({
      id: post.id,
      agency: post.agency,
      label: `${post.name}, ${agencies.get(post.agency) ?? ''}`,
    })),
    accounts: accounts.map(({ id, name }) => ({ id, name })),
  };
}

const duties: ConcernsPorts['duties'] = {
  raise: async (tx, ctx, wanted) => {
    const raised = await raiseDuties(tx, ctx, wanted);
    return { ...raised, due: raised.duties.map(({ rule, key, dueAt }) => ({ rule, key, dueAt })) };
  },
  meet: meetDuties,
  move: moveDuties,
  endErased: endDutiesOfErased,
  tell: tellPosts,
  listClimbs,
  countOpen: countOpenDuties,
  updateEarlierWarnings,
  listOpenAbout: async (tx, about) => {
    const all = await listDutiesAbout(tx, [about]);
    return all
      .filter((duty) => duty.state === 'open')
      .map(({ rule, key, dueAt, post }) => ({ rule, key, dueAt, post: post as PostId }));
  },
};

/** Everything a concern's commands reach outside themselves. */
export function composeConcernsPorts(parts: {
  readonly vault: Vault;
  readonly people: PeoplePort & Pick<People, 'identities' | 'listMentions' | 'care'>;
  readonly files: KeptFiles;
  readonly pepper: Uint8Array;
  readonly seesEverybody: SeesEverybody;
  /** By whose word a proof of filing is made, at this moment. */
  readonly proveBy: () => ProveBy;
  /** The area's threshold for a pattern; four incidents or three kinds of people unless told. */
  readonly pattern?: { readonly incidents: number; readonly kinds: number };
}): ConcernsPorts {
  return {
    store: concernStore,
    vault: parts.vault,
    duties,
    people: parts.people,
    networks: composeNetworks(parts.people),
    files: parts.files,
    organisation: readHeldPosts,
    listOpenedBy: (tx, account, concerns) =>
      listRecordsOpened(tx, { kind: 'account', id: account }, 'concern', concerns),
    setAsOf,
    listLooks,
    names: (tx, ctx) => readNames(parts.seesEverybody, tx, ctx),
    listWorkers: async (tx) => (await listAccounts(tx)).map(({ id, name }) => ({ id, name })),
    proveReceived: async (tx, concern) => {
      const found = await proveFirst(
        tx,
        { kind: 'concern', id: concern },
        'concerns.concern-received',
        parts.proveBy(),
      );
      if (!found) throw new Error('a concern has no entry that it was received');
      return found === 'not-yet' ? found : found.proof;
    },
    isOfficeHours: (at) => isServiceOpen(SERVICES['front-door'], at),
    receipts: createReceipts(parts.pepper),
    makeReference: formatReference,
    readReference: parseReference,
    keys: { pepper: parts.pepper },
    ruleSettings: async (tx) => new Map((await listRuleSettings(tx)).map((one) => [one.rule, one])),
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    patternThreshold: { ...(parts.pattern ?? { incidents: 4, kinds: 3 }), months: 12 },
  };
}
