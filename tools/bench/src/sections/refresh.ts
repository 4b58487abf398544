// A refresh as it is deployed, warm, on SQLite: beside the two things that it cannot do without, a signature and a durable write.
import { createPrivateKey, randomUUID, sign, type JsonWebKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeAccounts, PASSWORD, sqliteWith } from '../accounts.ts';
import { loadHandler } from '../apps.ts';
import { logIn, post, type ApiAnswer, type TokenAnswer } from '../call.ts';
import { allAtOnce, oneByOne, type Candidate } from '../core/candidate.ts';
import { roundsOf, type Effort } from '../core/effort.ts';
import { interleave, wallTime } from '../core/interleave.ts';
import { NOTHING, type Findings } from '../core/results.ts';
import { rowOf } from '../core/row-of.ts';
import { makeIssuer, variablesOf, type Issuer } from '../issuer.ts';
import { OUTPUT } from '../paths.ts';

const ROUNDS = 60;
const WARM_UP_ROUNDS = 5;
const SESSIONS = 20;

export const measureRefresh = async (effort: Effort): Promise<Findings> => {
  const issuer = await makeIssuer('ES256');
  const [floor, again] = [
    signAndWrite('sign and write', issuer),
    signAndWrite('sign and write again', issuer),
  ];
  const candidates = [floor, await sessionsOf(issuer), again];
  const sessions = Array.from({ length: SESSIONS }, (_, session) => session);
  const rounds = Array.from({ length: roundsOf(effort, ROUNDS) + WARM_UP_ROUNDS }, () => sessions);
  const samples = await interleave(candidates, { rounds, warmUp: WARM_UP_ROUNDS, now: wallTime });
  const title = 'a refresh, warm, on SQLite';
  return { ...NOTHING, rows: [rowOf(samples, { id: 'refresh-warm', title, again })] };
};

/** Each item is a session, whose token every refresh replaces. */
const sessionsOf = async (issuer: Issuer): Promise<Candidate<number>> => {
  const accounts = await makeAccounts(SESSIONS);
  const variables = { ...variablesOf([issuer]), DATABASE_URL: await sqliteWith(accounts) };
  const login = await loadHandler<ApiAnswer>('auth', 'login', variables);
  const refresh = await loadHandler<ApiAnswer>('auth', 'refresh', variables);
  const tokens: string[] = [];
  for (const { email } of accounts)
    tokens.push((await logIn(login, { email, password: PASSWORD })).refresh_token);
  const exchange = async (session: number): Promise<void> => {
    const answer = await post(refresh, '/auth/refresh', { refresh_token: tokens[session] });
    tokens[session] = (JSON.parse(answer) as TokenAnswer).refresh_token;
  };
  return { name: 'Gatehouse', role: 'ours', run: oneByOne(exchange) };
};

/** The least: one signature by node's own call, one row written and synced in a file that has nothing else. */
const signAndWrite = (name: string, { set }: Issuer): Candidate<number> => {
  const key = createPrivateKey({ key: set.keys[0] as unknown as JsonWebKey, format: 'jwk' });
  const folder = mkdtempSync(join(OUTPUT, 'floor-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const database = new DatabaseSync(join(folder, 'floor.db'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE sessions (id INTEGER PRIMARY KEY, token TEXT NOT NULL) STRICT');
  const write = database.prepare('INSERT OR REPLACE INTO sessions VALUES (?, ?)');
  const signed = Buffer.alloc(400, 'a');
  const work = (session: number): void => {
    sign('sha256', signed, { key, dsaEncoding: 'ieee-p1363' });
    write.run(session, randomUUID());
  };
  return { name, role: 'floor', run: allAtOnce(work) };
};
