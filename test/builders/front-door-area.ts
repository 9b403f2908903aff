/** An area in which a concern can be raised and must be answered: a council's line, police, and somebody outside. */
import assert from 'node:assert/strict';
import {
  deriveDefaultLadders,
  ENGLAND_PACK,
  FRONT_DOOR_PACK,
  installPack,
} from '../../src/modules/duties/index.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import type { Spine } from '../../src/platform/transaction.ts';
import { type buildArea, OPERATOR } from './small-area.ts';

type Area = Awaited<ReturnType<typeof buildArea>>;

/** Adds posts, people who hold them, the rules and the ladders. Gives the accounts by what they do. */
export async function addFrontDoor(area: Area, spine: Spine) {
  const council = await area.agency('Wrenfold Council');
  const police = await area.agency('Wrenfold Police', 'police');
  const school = await area.agency('Wrenfold Schools Partnership', 'school');
  const panel = await area.agency('Wrenfold Safeguarding Partnership', 'oversight', true);
  const chief = await area.post(council, 'Chief executive', ['chief-executive']);
  const director = await area.post(council, 'Director', ['director'], chief);
  const head = await area.post(council, 'Head of service', ['head-of-service'], director);
  const manager = await area.post(council, 'Team manager', ['team-manager'], head);
  const screener = await area.post(council, 'Screener on duty', ['front-door-screener'], manager);
  await area.post(council, 'Emergency duty', ['emergency-duty'], manager);
  const partner = await area.post(police, 'Superintendent', ['safeguarding-partner']);
  const officer = await area.post(police, 'Protecting vulnerable people', ['police']);
  const teacher = await area.post(school, 'Safeguarding lead', ['school']);
  const scrutineer = await area.post(panel, 'Scrutineer', ['scrutineer']);
  const national = await area.post(panel, 'National contact', ['national-contact']);
  const ada = await area.account(council, 'Ada Fernsby');
  const pete = await area.account(police, 'Pete Lindqvale');
  const tess = await area.account(school, 'Tess Marrowby');
  await area.appoint(ada, screener);
  await area.appoint(pete, officer);
  await area.appoint(tess, teacher);
  const ladders = deriveDefaultLadders({
    headOfService: head,
    director,
    chiefExecutive: chief,
    partner,
    scrutineer,
    national,
  }).map((ladder) => ({ ladder, post: null }));
  const rules = [...ENGLAND_PACK, ...FRONT_DOOR_PACK];
  const done = await runCommand(spine, OPERATOR, (tx, ctx) => installPack(tx, ctx, { rules, ladders }));
  assert.ok(done.ok, done.ok ? '' : done.refusal.code);
  return { council, school, screener: ada, police: pete, teacher: tess };
}
