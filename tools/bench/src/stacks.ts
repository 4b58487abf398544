// What people build a guarded route with, each as a handler for the events of a REST API; Gatehouse's is its guard alone.
import { withAuthentication, type HttpEvent } from '@gatehouse/http/guard';
import type { Candidate } from './core/candidate.ts';
import type { Handler } from './apps.ts';
import { AUDIENCE, ISSUER, variablesOf, type Issuer } from './issuer.ts';
import { loadPeerFile, versionsOf } from './peers.ts';

export interface Answered {
  readonly statusCode: number;
  readonly body: string;
}

export interface Stack extends Pick<Candidate<never>, 'name' | 'role' | 'versions'> {
  readonly handler: Handler<Answered>;
}

/** By name: the module in `peers/stacks`, and its packages. */
const PEER_STACKS = [
  { name: 'plain handler', module: 'plain', packages: ['jsonwebtoken'] },
  { name: 'fastify + @fastify/jwt', module: 'fastify', packages: ['fastify', '@fastify/jwt'] },
  {
    name: 'express + serverless-http',
    module: 'express',
    packages: ['express', 'serverless-http', 'jsonwebtoken'],
  },
  { name: 'hono and its jwt', module: 'hono', packages: ['hono'] },
  {
    name: "Powertools' router",
    module: 'powertools',
    packages: ['@aws-lambda-powertools/event-handler', 'jsonwebtoken'],
  },
] as const;

/** All of them, ours first. The peers' modules read the setup as they are loaded. */
export const loadStacks = async (issuer: Issuer): Promise<readonly Stack[]> => {
  process.env['BENCH_SETUP'] = JSON.stringify(issuer.setup);
  const peers = PEER_STACKS.map(async ({ name, module, packages }): Promise<Stack> => {
    const { handler } = await loadPeerFile<{ readonly handler: Handler<Answered> }>(`stacks/${module}.mjs`);
    return { name, role: 'peer', versions: versionsOf(packages), handler };
  });
  return [ours(issuer), ...(await Promise.all(peers))];
};

const ours = (issuer: Issuer): Stack => {
  const jwks = JSON.parse(variablesOf([issuer])['JWT_JWKS'] ?? '') as { readonly keys: readonly object[] };
  const options = { issuer: ISSUER, audience: AUDIENCE, clientId: AUDIENCE, jwks };
  const handler = withAuthentication<HttpEvent, unknown, Answered>(options, async ({ principal }) => ({
    statusCode: 200,
    body: JSON.stringify({ id: principal.subject, roles: principal.roles }),
  }));
  return { name: 'Gatehouse, its guard', role: 'ours', handler: handler as Handler<Answered> };
};
