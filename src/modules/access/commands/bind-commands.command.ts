import type { ApiClientStore, ProofStore, SessionStore, SignInPorts } from '../ports.ts';
import {
  addCode,
  addPasskey,
  changePassword,
  inviteAccount,
  removePasskey,
  setProofs,
  takeUpInvitation,
} from './change-proofs.command.ts';
import { chooseHat } from './choose-hat.command.ts';
import { endSession } from './end-session.command.ts';
import { giveOpenId } from './give-openid.command.ts';
import { givePassword } from './give-password.command.ts';
import { giveCode, givePasskey, setUpCode } from './give-second-factor.command.ts';
import { addApiClient, issueToken, revokeApiClient } from './manage-api-clients.command.ts';
import { signInAs } from './sign-in-as.command.ts';

/** The commands of proving who somebody, or some system, is: each with what it is built from. */
export function bindCommands(ports: SignInPorts & { readonly store: ApiClientStore }) {
  const store: ProofStore & SessionStore = ports.store;
  return {
    givePassword: givePassword(ports),
    giveCode: giveCode(ports),
    setUpCode: setUpCode(ports),
    givePasskey: givePasskey(ports),
    giveOpenId: giveOpenId(ports),
    signInAs: signInAs(ports),
    endSession: endSession(store),
    chooseHat: chooseHat(store),
    inviteAccount: inviteAccount(ports),
    takeUpInvitation: takeUpInvitation(ports),
    setProofs: setProofs(ports),
    changePassword: changePassword(store),
    addCode: addCode(ports),
    addPasskey: addPasskey(ports),
    removePasskey: removePasskey(store),
    addApiClient: addApiClient(ports),
    revokeApiClient: revokeApiClient(ports),
    issueToken: issueToken(ports),
  };
}
