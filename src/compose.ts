/**
 * How Heed is put together: the only place that makes adapters and hands them to what needs them. Read from top to
 * bottom it is the list of what is in the running program.
 */
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { composeAccess, requireRules, seesEverybody } from './compose/access.ts';
import { composeConcernsPorts, RECEIPT_DEPLOYMENT } from './compose/concerns-ports.ts';
import { drawDemoProgress } from './compose/demo.ts';
import { describeAll, isOwedByRecord } from './compose/duties-ports.ts';
import { exportErasures } from './compose/erasures.ts';
import { alarmOfDead, alarmOfUnjudged, composeEvents } from './compose/events.ts';
import type { Foundations } from './compose/foundations.ts';
import { composeLedgerCheck } from './compose/ledger-check.ts';
import { composePartnerApi } from './compose/partner-api.ts';
import { composePublicPages } from './compose/public-pages.ts';
import { composeRecipients } from './compose/recipients.ts';
import { composeTellKeepers } from './compose/records.ts';
import { createErrorPage } from './compose/render-error.ts';
import { composeSealedDoor, registerSealed, type Sealed, type SealedSpine } from './compose/sealed.ts';
import { composeStaffPages } from './compose/staff-pages.ts';
import { composeAlarms, composeSubmitter, readWitnesses, readWitnessPolicy } from './compose/witnesses.ts';
import type { Config } from './config.ts';
import { sessionCookieName } from './kernel/access-check.ts';
import { ACCESS_REFUSALS, type AccessModule, type DemoKeyHolder } from './modules/access/index.ts';
import {
  attachmentRoutes,
  CONCERN_REFUSALS,
  type ConcernsPorts,
  createConcernWatch,
  deleteIdleDrafts,
  findReferenced,
  forgetOldAnswers,
  publicRoutes,
  registerFileIntake,
  registerPartnerApi,
} from './modules/concerns/index.ts';
import { DISCLOSURE_REFUSALS, RECIPIENT_REFUSALS, registerReading } from './modules/disclosures/index.ts';
import { createDutyEngine, DUTIES_REFUSALS, dutiesRoutes } from './modules/duties/index.ts';
import {
  closedDayRoutes,
  createPublishedGuard,
  createSequencer,
  healthPage,
  logRoutes,
  openLogKey,
  SEE_HEALTH,
} from './modules/ledger/index.ts';
import { OVERSIGHT_REFUSALS, SEE_FIGURES } from './modules/oversight/index.ts';
import { createPeople, PEOPLE_REFUSALS, type People } from './modules/people/index.ts';
import { deriveKey } from './platform/crypto.ts';
import { judgeRoom, measureRoom } from './platform/disk-room.ts';
import { type AttachmentIntake, createIntake } from './platform/files/intake.ts';
import { createKeptFiles, type KeptFiles } from './platform/files/kept-files.ts';
import { buildAssets, registerAssets } from './platform/http/assets.ts';
import { buildServer, type Server } from './platform/http/server.ts';
import { startOutboxWorker } from './platform/jobs/outbox.ts';
import { repeat } from './platform/jobs/repeat.ts';
import { describeError, type Log } from './platform/log.ts';
import { createSender } from './platform/mail/choose-sender.ts';
import type { NoticeAdapter } from './platform/mail/outgoing-notice.ts';
import { runCommand } from './platform/run-command.ts';
import type { Secrets } from './platform/secrets.ts';
import { type AssetNames, createFrame, type Viewer } from './ui/index.ts';

export interface ComposeOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly log: Log;
  /** The duty engine waits for this: while the demo's past is played, its clocks are kept by whoever plays it. */
  readonly engineAfter?: Promise<void> | undefined;
  /** Sealed disclosures, where the area has that channel. */
  readonly sealed?: Sealed | null | undefined;
  /** Those whom a demonstration shows who sign in by keys of their own. */
  readonly keyHolders?: readonly DemoKeyHolder[] | undefined;
  /** Where they are kept: those who receive them make their keys and sign in there, also before there is a roster. */
  readonly sealedSpine?: SealedSpine | null | undefined;
  /** The list of records erased by law, kept outside the database; without it none is kept. */
  readonly erasuresFile?: string | null | undefined;
  /** A folder on the database's disk, where that is this machine's. */
  readonly diskFolder?: string | null | undefined;
  /** Where the ledger's check remembers, outside the database, what was published. */
  readonly dataFolder?: string | null | undefined;
}

/** The modules, made once for a process whatever its role. */
export interface Modules {
  readonly access: AccessModule;
  readonly concerns: ConcernsPorts;
  readonly people: People;
  readonly intake: AttachmentIntake;
  readonly files: KeptFiles;
}

export function composeModules(on: Foundations, { config, secrets }: ComposeOptions): Modules {
  const { spine, vault } = on;
  const { db, clock, ids } = spine;
  const { fileKey, pepper } = secrets;
  const files = createKeptFiles({ db, vault, fileKey });
  const people = createPeople({ vault, matchKey: deriveKey(pepper, 'people.match-keys') });
  const access = composeAccess(on, { config, secrets });
  const witnesses = readWitnessPolicy(config);
  return {
    access,
    concerns: composeConcernsPorts({
      pattern: config.pattern,
      vault,
      pepper,
      files,
      people,
      seesEverybody: seesEverybody(access),
      proveBy: () => ({ ...witnesses, now: clock.wall() }),
    }),
    people,
    intake: createIntake({ db, clock, ids, fileKey, clamd: config.clamdSocket }),
    files,
  };
}

const helpline = (shown: string) => ({ shown, dialled: shown.replaceAll(' ', '') });

async function registerRoutes(
  app: FastifyInstance,
  on: Foundations,
  made: Modules,
  { config, secrets, sealed = null }: ComposeOptions,
  assets: AssetNames,
): Promise<void> {
  const { spine, vault } = on;
  const frontDoor = helpline(config.phones.frontDoor);
  const now = () => spine.clock.domain();
  await publicRoutes(
    app,
    {
      assets,
      receiptDeployment: RECEIPT_DEPLOYMENT,
      areaName: config.areaName,
      frontDoor,
      childline: helpline(config.phones.childline),
      nspcc: helpline(config.phones.nspcc),
      secure: isSecure(config),
      now,
    },
    composePublicPages(
      spine,
      made.concerns,
      made.intake,
      sealed ? composeSealedDoor(sealed, { assets, receiptDeployment: RECEIPT_DEPLOYMENT }) : undefined,
    ),
  );
  await registerSealed(app, sealed, { assets, receiptDeployment: RECEIPT_DEPLOYMENT });
  registerReading(app, { assets, frontDoor, now });
  attachmentRoutes(app, { spine, ports: made.concerns });
  await registerFileIntake(app, made.intake);
  registerPartnerApi(app, {
    spine,
    vault,
    ports: composePartnerApi(made.concerns),
    hashKey: deriveKey(secrets.fileKey, 'concerns.api-asked'),
    findConcern: (reference) => findReferenced(spine.db, reference),
  });
}

/**
 * The menu of everybody signed in; what somebody may not open says so when they try. `of`: only for those whose posts are
 * for one of these.
 */
const MENU = [
  { href: '/inbox', text: 'Inbox' },
  { href: '/notices', text: 'Notices' },
  { href: '/calls', text: 'Write down a call' },
  { href: '/search', text: 'Search' },
  { href: '/looks', text: 'Who looked' },
  { href: '/who-knew', text: 'Who knew what' },
  { href: '/area', text: 'The area' },
] as const;

/** For those alone whom the rules let in. */
const MENU_BY_RULE = [
  { href: '/keeping', text: 'Keeping', action: 'concerns.list-keeping' },
  { href: '/ledger/health', text: 'Ledger', action: SEE_HEALTH },
  { href: '/oversight/rules', text: 'Rules', action: SEE_FIGURES },
] as const;

function listMenu({ url, session }: Viewer, { access }: AccessModule) {
  const own = MENU_BY_RULE.filter(({ action }) => access.offers(session?.functions ?? [], action));
  return [...MENU, ...own].map(({ href, text }) => ({
    href,
    text,
    active: url === href || url.startsWith(`${href}/`),
  }));
}

const openLedgerKey = ({ config, secrets }: ComposeOptions) =>
  openLogKey(config.ledgerOrigin, secrets.ledgerSigningKey);

const isSecure = (config: Config) => config.baseUrl?.startsWith('https:') ?? false;

/** The web server with every module's routes, ready to listen. */
export async function composeWeb(on: Foundations, made: Modules, options: ComposeOptions): Promise<Server> {
  const { config, log, diskFolder } = options;
  const secure = isSecure(config);
  const assets = await buildAssets({ rosterPin: options.sealed?.pinText });
  const frame = createFrame({
    assets: assets.names,
    navigation: (viewer) => listMenu(viewer, made.access),
    search: () => ({ action: '/search' }),
    banner: () => drawDemoProgress(),
  });
  const recipients = options.sealedSpine
    ? composeRecipients(options.sealedSpine, { ...options, secure })
    : undefined;
  const server = await buildServer({
    log,
    secure,
    trustedProxies: config.trustedProxies,
    origin: config.baseUrl,
    sessionCookie: sessionCookieName(secure),
    identify: made.access.callers,
    access: made.access.access,
    unsent: made.access.unsent,
    recipients: recipients?.find,
    recordRefusal: async (who, entry) => {
      await runCommand(on.spine, who, async () => ({ ok: true, value: null, entries: [entry], events: [] }));
    },
    catalogue: {
      ...ACCESS_REFUSALS,
      ...DUTIES_REFUSALS,
      ...CONCERN_REFUSALS,
      ...PEOPLE_REFUSALS,
      ...OVERSIGHT_REFUSALS,
      ...DISCLOSURE_REFUSALS,
      ...RECIPIENT_REFUSALS,
    },
    renderError: createErrorPage(assets.names),
    isReady: () =>
      sql`select 1`.execute(on.spine.db).then(
        () => true,
        () => false,
      ),
    room: diskFolder ? async () => judgeRoom(await measureRoom(diskFolder)) : undefined,
    routes: async (app) => {
      registerAssets(app, assets);
      const { origin, verifier } = openLedgerKey(options);
      logRoutes(app, { db: on.spine.db, key: verifier });
      const by = () => ({ ...readWitnessPolicy(config), now: on.spine.clock.wall() });
      const show = (day: string) =>
        on.spine.db.transaction().execute((tx) => on.showClosedDay(tx, day, by()));
      closedDayRoutes(app, { show });
      healthPage(app, { spine: on.spine, origin, frame, witnesses: readWitnessPolicy(options.config) });
      made.access.routes(app, frame, options.keyHolders ?? []);
      composeStaffPages(app, { spine: on.spine, entries: on.entries, ...made, frame, assets: assets.names });
      const { spine, vault } = on;
      const describe = describeAll(made.concerns);
      dutiesRoutes(app, {
        spine,
        vault,
        frame,
        describe,
        isStillOwed: isOwedByRecord,
        seesEverybody: seesEverybody(made.access),
      });
      await registerRoutes(app, on, made, options, assets.names);
      recipients?.routes(app, assets.names);
    },
  });
  requireRules(server.declared, made.access);
  return server;
}

const MINUTE = 60_000;

/** Everything that goes on without anybody asking: events, the duty engine, tidying. Gives how to stop it, and how it writes to people. */
export async function composeWorker(
  on: Foundations,
  made: Modules,
  { config, secrets, log, engineAfter, dataFolder, erasuresFile }: ComposeOptions,
): Promise<{ readonly sender: NoticeAdapter; stop(): Promise<void> }> {
  const { spine, boss } = on;
  const address = config.baseUrl ?? `http://localhost:${config.port}`;
  const demo = config.mode === 'demo';
  const means = { smtp: config.smtp, notify: config.notify, demo, log };
  const sender = createSender({ ...means, address });
  const exportErased = () => exportErasures(spine, erasuresFile ?? null);
  await startOutboxWorker({
    boss,
    log,
    handlers: composeEvents(spine, made.concerns, sender, exportErased, composeTellKeepers(made.people)),
    onDead: alarmOfDead(spine),
  });
  const onError = (error: unknown) => log.error('round-failed', describeError(error));
  const key = openLedgerKey({ config, secrets, log });
  const { check, onSequencerError } = composeLedgerCheck({
    spine,
    key,
    wrappingKey: secrets.ledgerKey,
    folder: dataFolder ?? null,
    onError,
  });
  const witnesses = readWitnesses(config);
  const submitter = witnesses.contacts.length > 0 ? composeSubmitter(spine, witnesses, log) : null;
  const sequencer = createSequencer({
    spine,
    key,
    maySign: submitter?.hasAsked,
    isAsPublished: createPublishedGuard({
      ...{ spine, key, alarms: composeAlarms(spine) },
      folder: dataFolder ?? null,
    }),
    onError: onSequencerError,
  });
  submitter?.start();
  sequencer.start();
  check.start();
  const engine = createDutyEngine({ spine, onError });
  const watch = createConcernWatch({ spine, ports: made.concerns, onError, onStuck: alarmOfUnjudged(spine) });
  let stopped = false;
  void Promise.resolve(engineAfter).then(() => {
    if (stopped) return;
    engine.start();
    watch.start();
  });
  // What a process that died had not written down; an event does it at once.
  await exportErased().catch(onError);
  const tidying = repeat(5 * MINUTE, onError, async () => {
    await exportErased();
    await made.intake.sweep();
    await spine.db.transaction().execute(async (tx) => {
      await deleteIdleDrafts(tx, spine.clock.wall());
      await forgetOldAnswers(tx, spine.clock.wall());
      await made.people.refreshLostKeys(tx);
    });
  });
  // To those who receive sealed disclosures, whose door is another.
  const door = { ...means, address: `${address}/recipients` };
  return {
    sender: createSender(door),
    stop: async () => {
      stopped = true;
      await tidying.stop();
      await engine.stop();
      await watch.stop();
      await check.stop();
      await sequencer.stop();
      await submitter?.stop();
    },
  };
}
