// The local gateway beside serverless-offline: the same packed handlers behind both, and the same authorized GET asked of both.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeAccounts, PASSWORD, sqliteWith } from '../accounts.ts';
import { loadHandler } from '../apps.ts';
import { logIn, type ApiAnswer } from '../call.ts';
import type { Candidate } from '../core/candidate.ts';
import type { Effort } from '../core/effort.ts';
import { NOTHING, type Findings } from '../core/results.ts';
import { rowOf } from '../core/row-of.ts';
import { makeIssuer, variablesOf } from '../issuer.ts';
import { freePort, rateOf, readyAfter, startServer, stopServer, type LocalServer } from '../local-server.ts';
import { OUTPUT, PEERS, ROOT } from '../paths.ts';
import { versionsOf } from '../peers.ts';
import { canPin } from '../processor.ts';

const ROUNDS = 3;
const LOAD_MS = 2500;
const WARM_UP_MS = 1000;

export const measureGateway = async (effort: Effort): Promise<Findings> => {
  const { variables, token } = await world();
  const pinned = canPin();
  const ready = new Map(CANDIDATES.map((candidate) => [candidate, [] as number[]]));
  const rate = new Map(CANDIDATES.map((candidate) => [candidate, [] as number[]]));
  for (let round = 0; round < (effort.share < 1 ? 1 : ROUNDS); round += 1)
    for (const candidate of CANDIDATES) {
      const port = await freePort();
      const began = performance.now();
      const server = startServer(candidate.server(port, variables), pinned);
      try {
        ready.get(candidate)?.push((await readyAfter(began, { port, token })) * 1000);
        await rateOf({ port, token }, WARM_UP_MS);
        rate.get(candidate)?.push(await rateOf({ port, token }, LOAD_MS));
      } finally {
        await stopServer(server);
      }
    }
  const base = CANDIDATES[0]!;
  const readyTitle = 'the local gateway: time to ready, npm included';
  const rateTitle = 'the local gateway: authorized GET';
  return {
    ...NOTHING,
    rows: [
      rowOf(rate, { id: 'gateway-rate', title: rateTitle, unit: 'requests/s', base }),
      rowOf(ready, { id: 'gateway-ready', title: readyTitle, unit: 'ms', base }),
    ],
  };
};

type Variables = Readonly<Record<string, string>>;

interface GatewayCandidate extends Candidate<never> {
  readonly server: (port: number, variables: Variables) => LocalServer;
}

const CANDIDATES: readonly GatewayCandidate[] = [
  {
    name: 'serverless-offline',
    role: 'peer',
    versions: versionsOf(['serverless-offline', 'serverless']),
    run: () => undefined,
    server: (port, variables) => ({
      command: ['npx', 'serverless', 'offline', '--httpPort', String(port), ...OFFLINE_ARGUMENTS],
      folder: offlineFolder(),
      // It asks nobody and tells nobody.
      variables: { ...variables, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
    }),
  },
  {
    name: 'Gatehouse',
    role: 'ours',
    run: () => undefined,
    server: (port, variables) => ({
      command: ['npm', 'start'],
      folder: ROOT,
      variables: { ...variables, PORT: String(port), GATEHOUSE_HOME: temporaryFolder('home-') },
    }),
  },
];

const OFFLINE_ARGUMENTS = ['--host', '127.0.0.1', '--lambdaPort', '0', '--noPrependStageInUrl'];

/** The variables of both, and the token of an account that has signed in. */
const world = async (): Promise<{ readonly variables: Variables; readonly token: string }> => {
  const { AWS_SAM_LOCAL, AWS_LAMBDA_FUNCTION_NAME, ...issuer } = variablesOf([await makeIssuer('ES256')]);
  const [account] = await makeAccounts(1);
  const variables = {
    ...issuer,
    DATABASE_URL: await sqliteWith([account!]),
    ACCESS_TOKEN_TTL_SECONDS: '3600',
  };
  const lambda = { AWS_SAM_LOCAL: AWS_SAM_LOCAL!, AWS_LAMBDA_FUNCTION_NAME: AWS_LAMBDA_FUNCTION_NAME! };
  const login = await loadHandler<ApiAnswer>('auth', 'login', { ...variables, ...lambda });
  for (const name of Object.keys(lambda)) delete process.env[name];
  const { access_token: token } = await logIn(login, { email: account!.email, password: PASSWORD });
  return { variables, token };
};

const offlineFolder = (): string => {
  const folder = temporaryFolder('serverless-offline-');
  cpSync(join(PEERS, 'serverless-offline'), folder, { recursive: true });
  symlinkSync(join(PEERS, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'apps'));
  for (const app of ['authorizer', 'users'])
    cpSync(join(OUTPUT, 'apps', app), join(folder, 'apps', app), { recursive: true });
  return folder;
};

const temporaryFolder = (prefix: string): string => {
  const folder = mkdtempSync(join(OUTPUT, prefix));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
