// What a login and a refresh cost as accounts grow, on SQLite.
import { fillUpTo, makeAccounts, PASSWORD, sqliteWith } from '../accounts.ts';
import { loadHandler, type Handler } from '../apps.ts';
import { logIn, post, type ApiAnswer, type TokenAnswer } from '../call.ts';
import { oneByOne, type Candidate } from '../core/candidate.ts';
import { roundsOf, type Effort } from '../core/effort.ts';
import { curveOf } from '../core/growth.ts';
import { interleave, wallTime } from '../core/interleave.ts';
import { NOTHING, type Curve, type Findings } from '../core/results.ts';
import { makeIssuer, variablesOf } from '../issuer.ts';

const ACCOUNTS = [1000, 10_000, 100_000];
const ROUNDS = 15;
const WARM_UP_ROUNDS = 1;
/** Accounts that sign in, one after the other. */
const CALLERS = 4;

export const measureCrowds = async (effort: Effort): Promise<Findings> => {
  const crowds = await openCrowds();
  const login = { id: 'login-accounts', title: 'Login by accounts' };
  const refresh = { id: 'refresh-accounts', title: 'Refresh by accounts' };
  return {
    ...NOTHING,
    curves: [await curve(effort, login, crowds, signIn), await curve(effort, refresh, crowds, exchange)],
  };
};

/** A store with so many accounts, of which some sign in. */
interface Crowd {
  readonly x: number;
  readonly emails: readonly string[];
  readonly login: Handler<ApiAnswer>;
  readonly refresh: Handler<ApiAnswer>;
  /** By caller, the refresh token that is good now. */
  readonly tokens: string[];
}

type Act = (crowd: Crowd, caller: number) => Promise<void>;

const signIn: Act = async ({ emails, login, tokens }, caller) => {
  tokens[caller] = (await logIn(login, { email: emails[caller]!, password: PASSWORD })).refresh_token;
};

const exchange: Act = async ({ refresh, tokens }, caller) => {
  const answer = await post(refresh, '/auth/refresh', { refresh_token: tokens[caller] });
  tokens[caller] = (JSON.parse(answer) as TokenAnswer).refresh_token;
};

const openCrowds = async (): Promise<readonly Crowd[]> => {
  const issuer = await makeIssuer('ES256');
  const accounts = await makeAccounts(CALLERS);
  const crowds: Crowd[] = [];
  for (const x of ACCOUNTS) {
    const url = await sqliteWith(accounts);
    fillUpTo(url, x);
    const variables = { ...variablesOf([issuer]), DATABASE_URL: url };
    const login = await loadHandler<ApiAnswer>('auth', 'login', variables);
    const refresh = await loadHandler<ApiAnswer>('auth', 'refresh', variables);
    crowds.push({ x, emails: accounts.map(({ email }) => email), login, refresh, tokens: [] });
  }
  return crowds;
};

const curve = async (
  effort: Effort,
  named: Pick<Curve, 'id' | 'title'>,
  crowds: readonly Crowd[],
  act: Act,
): Promise<Curve> => {
  const steps = crowds.map((crowd) => ({
    x: crowd.x,
    candidate: candidateOf(crowd, act),
  }));
  const callers = Array.from({ length: CALLERS }, (_, caller) => caller);
  const rounds = Array.from({ length: roundsOf(effort, ROUNDS) + WARM_UP_ROUNDS }, () => callers);
  const schedule = { rounds, warmUp: WARM_UP_ROUNDS, now: wallTime };
  const samples = await interleave(
    steps.map(({ candidate }) => candidate),
    schedule,
  );
  return curveOf({ ...named, of: 'accounts', unit: 'ms' }, steps, samples);
};

const candidateOf = (crowd: Crowd, act: Act): Candidate<number> => ({
  name: String(crowd.x),
  role: 'ours',
  run: oneByOne((caller) => act(crowd, caller)),
});
