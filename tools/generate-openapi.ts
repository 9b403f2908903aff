/**
 * Writes openapi.json from the routes' own schemas: `node tools/generate-openapi.ts`. The file is committed, so that a
 * change to the API shows in review; a test fails when it is stale.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import swagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { registerFileIntake, registerPartnerApi } from '../src/modules/concerns/index.ts';
import { renderPlainError } from '../src/platform/http/plain-error-page.ts';
import { buildServer } from '../src/platform/http/server.ts';
import { silentLog } from '../src/platform/log.ts';

export const OPENAPI_FILE = new URL('../openapi.json', import.meta.url);

/** Stands where a route's means would be: nothing is called while a document is drawn up. */
function absent<T extends object>(): T {
  return new Proxy({}, { get: () => undefined }) as T;
}

/** The OpenAPI 3.1 document of the partner API, as text. */
export async function drawUpOpenApi(): Promise<string> {
  const { app } = await buildServer({
    log: silentLog,
    secure: true,
    trustedProxies: 0,
    origin: null,
    sessionCookie: 'heed',
    identify: { identify: async () => null },
    access: { decide: async () => ({ allowed: false, basis: null }) },
    recordRefusal: async () => undefined,
    catalogue: {},
    renderError: renderPlainError,
    isReady: async () => true,
    routes: async (on) => {
      await on.register(swagger, {
        openapi: {
          openapi: '3.1.0',
          info: {
            title: 'Heed partner API',
            version: '1.0.0',
            description:
              'For agencies’ systems: raise a concern about a child, see how it stands, add to it. In danger now? Call 999 first.',
            license: { name: 'MIT' },
          },
          servers: [{ url: '/' }],
          tags: [{ name: 'concerns', description: 'Concerns that your agency raises.' }],
          components: {
            securitySchemes: {
              client: {
                type: 'oauth2',
                flows: {
                  clientCredentials: {
                    tokenUrl: '/oauth/token',
                    scopes: {
                      'concerns:raise': 'Raise a concern',
                      'concerns:read': 'Read how its own concerns stand',
                      'concerns:message': 'Add to its own concerns',
                    },
                  },
                },
              },
            },
          },
        },
        transform: (route) => {
          const api = route.url.startsWith('/api/') || route.url.startsWith('/oauth/');
          return api ? jsonSchemaTransform(route) : { schema: { hide: true }, url: route.url };
        },
        transformObject: jsonSchemaTransformObject,
      });
      registerPartnerApi(on, absent());
      await registerFileIntake(on, absent());
    },
  });
  const text = `${JSON.stringify(app.swagger(), null, 2)}\n`;
  await app.close();
  return text;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(OPENAPI_FILE, await drawUpOpenApi());
