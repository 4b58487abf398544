// A login as it is deployed, warm, on SQLite with its limits at their defaults: beside the hash that it cannot do without.
import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeAccounts, PASSWORD, sqliteWith } from '../accounts.ts';
import { loadHandler, type Handler } from '../apps.ts';
import { engines, inC } from '../argon2-engines.ts';
import { logIn, post, type ApiAnswer, type Credentials } from '../call.ts';
import { oneByOne, type Candidate } from '../core/candidate.ts';
import { roundsOf, type Effort } from '../core/effort.ts';
import { inRounds, interleave, wallTime } from '../core/interleave.ts';
import { NOTHING, type Findings } from '../core/results.ts';
import { rowOf } from '../core/row-of.ts';
import { AUDIENCE, ISSUER, makeIssuer, variablesOf, type Issuer } from '../issuer.ts';
import { OUTPUT } from '../paths.ts';
import { loadPeerFile, versionsOf } from '../peers.ts';

const ROUNDS = 30;
const WARM_UP_ROUNDS = 2;
const BATCH = 3;

/** People who come back: each has signed in before, from the same address. */
const ACCOUNTS = 24;

export const measureLogin = async (effort: Effort): Promise<Findings> => {
  const issuer = await makeIssuer('ES256');
  const accounts = await makeAccounts(ACCOUNTS);
  const variables = { ...variablesOf([issuer]), DATABASE_URL: await sqliteWith(accounts) };
  const handler = await loadHandler<ApiAnswer>('auth', 'login', variables);
  const ours: Candidate<Credentials> = {
    name: 'Gatehouse',
    role: 'ours',
    run: oneByOne((input) => logIn(handler, input)),
  };
  const [floor, again] = [inC('argon2id in C'), inC('argon2id in C again')];
  const all = await engines();
  const base = floor ?? all[0];
  const candidates = [floor, ours, ...all, await bcryptLogin(issuer), again].filter((one) => one !== null);
  const people = accounts.map(({ email }) => ({ email, password: PASSWORD }));
  for (const person of people) await logIn(handler, person);
  const count = (roundsOf(effort, ROUNDS) + WARM_UP_ROUNDS) * BATCH;
  const items = Array.from({ length: count }, (_, index) => people[index % ACCOUNTS]!);
  const samples = await interleave(candidates, {
    rounds: inRounds(items, BATCH),
    warmUp: WARM_UP_ROUNDS,
    now: wallTime,
  });
  const title = 'a login, warm, on SQLite with its limits';
  const bases = { ...(base && { base }), ...(again && { again }) };
  return { ...NOTHING, rows: [rowOf(samples, { id: 'login-warm', title, unit: 'ms', ...bases })] };
};

interface BcryptLogin {
  readonly createLogin: (options: object) => Promise<Handler<ApiAnswer>>;
}

/** What a tutorial's login costs; its hash resists less. */
const bcryptLogin = async (issuer: Issuer): Promise<Candidate<Credentials>> => {
  const folder = mkdtempSync(join(OUTPUT, 'bcrypt-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { createLogin } = await loadPeerFile<BcryptLogin>('stacks/bcrypt-login.mjs');
  const account = { email: 'ada@example.com', password: PASSWORD };
  const parties = { pem: privatePem(issuer), issuer: ISSUER, audience: AUDIENCE };
  const handler = await createLogin({ file: join(folder, 'plain.db'), ...account, ...parties });
  return {
    name: 'plain handler, bcryptjs at 10',
    role: 'peer',
    versions: versionsOf(['bcryptjs', 'jsonwebtoken']),
    run: oneByOne(() => post(handler, '/login', account)),
  };
};

export const privatePem = ({ set }: Issuer): string => {
  const key = createPrivateKey({ key: set.keys[0] as unknown as JsonWebKey, format: 'jwk' });
  return String(key.export({ type: 'pkcs8', format: 'pem' }));
};
