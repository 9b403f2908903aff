/** A real OpenID provider on this machine, where whoever arrives is already somebody. Nothing leaves the machine. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Who the provider says has come. */
export interface ProviderPerson {
  subject: string;
  email: string;
  emailVerified: boolean;
  amr: string[];
}

/** Starts a provider that knows Heed as `heed`. Close it in `after`. */
export async function startProvider(redirectUri: string) {
  let person: ProviderPerson = { subject: 'nobody', email: '', emailVerified: false, amr: [] };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'heed',
        client_secret: 'a-secret-between-the-provider-and-heed',
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['only-for-tests'] },
    pkce: { required: () => true },
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, email: person.email, email_verified: person.emailVerified }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client?.clientId ?? '',
        accountId: context.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const arrived = request.url?.startsWith('/interaction/')
      ? provider.interactionFinished(request, response, {
          login: { accountId: person.subject, amr: person.amr },
        })
      : answer(request, response);
    Promise.resolve(arrived).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });

  return {
    issuer,
    clientId: 'heed',
    clientSecret: 'a-secret-between-the-provider-and-heed',
    /** Says who comes next. */
    expect: (next: ProviderPerson) => {
      person = next;
    },
    /** Walks through the provider's pages from where Heed sent the browser to where the provider sends it back. */
    walk: async (from: string): Promise<string> => {
      const cookies = new Map<string, string>();
      let url = from;
      for (let step = 0; step < 10; step += 1) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const page = await fetch(url, { redirect: 'manual', headers: { cookie } });
        for (const set of page.headers.getSetCookie()) {
          const [pair = ''] = set.split(';');
          const at = pair.indexOf('=');
          cookies.set(pair.slice(0, at), pair.slice(at + 1));
        }
        const next = page.headers.get('location');
        if (next === null) throw new Error(`the provider stopped with ${page.status}: ${await page.text()}`);
        url = new URL(next, url).href;
        if (!url.startsWith(issuer)) return url;
      }
      throw new Error('the provider went round in circles');
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
