import type { FastifyInstance } from 'fastify';
import type { AccessWeb } from './access-web.routes.ts';
import { accountsRoutes, systemsRoutes } from './accounts.routes.ts';
import { areaRoutes } from './area.routes.ts';
import { autosaveRoutes } from './autosave.routes.ts';
import { changesRoutes } from './changes.routes.ts';
import { demoSignInRoutes } from './demo-sign-in.routes.ts';
import { invitationRoutes } from './invitation.routes.ts';
import { openIdRoutes } from './openid.routes.ts';
import { ownProofsRoutes } from './own-proofs.routes.ts';
import { ownSessionRoutes } from './own-session.routes.ts';
import { passkeySignInRoutes } from './passkey-sign-in.routes.ts';
import { secondFactorRoutes } from './second-factor.routes.ts';
import { signInRoutes } from './sign-in.routes.ts';
import { signalsRoutes } from './signals.routes.ts';

/** Every page and form of this module. */
export function accessRoutes(app: FastifyInstance, web: AccessWeb): void {
  signInRoutes(app, web);
  secondFactorRoutes(app, web);
  if (web.localAccounts) {
    passkeySignInRoutes(app, web);
    invitationRoutes(app, web);
  }
  ownSessionRoutes(app, web);
  ownProofsRoutes(app, web);
  autosaveRoutes(app, web);
  areaRoutes(app, web);
  changesRoutes(app, web);
  signalsRoutes(app, web);
  accountsRoutes(app, web);
  systemsRoutes(app, web);
  if (web.openId) openIdRoutes(app, web, web.openId);
  if (web.demo) demoSignInRoutes(app, web);
}
