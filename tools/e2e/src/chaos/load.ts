// The clients of a run: each plays one life after another, until it is told to end.
import fc from 'fast-check';
import { clientOf, newPerson, signUp, type Person, type TokenSet } from '../client.ts';
import { ACTS, refresh } from './acts.ts';
import { Journal } from './journal.ts';
import { RECOVERY_MS } from './judge.ts';
import { Life, type World } from './life.ts';
import { Outbox } from './outbox.ts';
import { register, registerTwice, signIn } from './sign-in.ts';
import type { Stage } from './stage.ts';

export interface Load {
  readonly lives: readonly Life[];
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly adminEmail: string;
  /** Resolves when every client has done its last act. */
  readonly end: () => Promise<void>;
}

/** Starts the clients. What they do is chosen by the seed; when, by what answers. */
export const startLoad = async (stage: Stage, clients: number, seed: number): Promise<Load> => {
  const journal = new Journal();
  const outbox = new Outbox(stage.gateway.home);
  const admin = newPerson();
  const world = await createWorld(stage, journal, { outbox, admin });
  const lives: Life[] = [];
  let isOver = false;
  const playOn = async (): Promise<void> => {
    while (!isOver) {
      const life = new Life(world, `l${lives.length}-${seed}`);
      lives.push(life);
      await play(life, scriptOf(seed + lives.length), () => isOver);
    }
  };
  const playing = Promise.all(Array.from({ length: clients }, playOn));
  const end = async (): Promise<void> => {
    isOver = true;
    await playing;
  };
  return { lives, journal, outbox, adminEmail: admin.email, end };
};

const LONGEST_LIFE = 40;

interface Script {
  readonly isContested: boolean;
  readonly acts: readonly number[];
}

const scriptOf = (seed: number): Script => fc.sample(anyScript, { seed, numRuns: 1 })[0]!;

const anyScript: fc.Arbitrary<Script> = fc.record({
  isContested: fc.integer({ min: 0, max: 4 }).map((number) => number === 0),
  acts: fc.array(fc.nat(ACTS.length - 1), { minLength: 5, maxLength: LONGEST_LIFE, size: 'max' }),
});

const play = async (life: Life, { isContested, acts }: Script, isOver: () => boolean): Promise<void> => {
  await (isContested ? registerTwice(life) : register(life));
  for (const act of acts) {
    if (life.isOver || isOver()) return;
    if (life.tokens === null) await signIn(life);
    if (life.tokens !== null && life.isTokenOld) await refresh(life);
    if (!life.isOver && life.tokens !== null) await ACTS[act]!(life);
  }
};

/** Every call waits at the gate. */
const createWorld = async (
  stage: Stage,
  journal: Journal,
  { outbox, admin }: { readonly outbox: Outbox; readonly admin: Person },
): Promise<World> => {
  const direct = journal.callerOf(() => stage.gateway.url);
  const call: World['call'] = (...args) => stage.gate.through(() => direct(...args));
  const wasBroken = (sinceMs: number): boolean =>
    stage.troubles.some(({ untilMs }) => untilMs + RECOVERY_MS >= sinceMs);
  return { call, journal, outbox, wasBroken, asAdmin: await createAdmin(stage, call, admin) };
};

const createAdmin = async (
  { gateway }: Stage,
  call: World['call'],
  person: Person,
): Promise<World['asAdmin']> => {
  await signUp(clientOf(gateway.url), person);
  await gateway.operate('admin', 'grant', person.email);
  let tokens: TokenSet | null = null;
  const signInAsAdmin = async (): Promise<TokenSet | null> => {
    const { email, password } = person;
    const answer = await call('POST', '/auth/login', { body: { email, password } });
    return answer?.status === 200 ? (answer.body as TokenSet) : null;
  };
  return async (method, path, body) => {
    tokens ??= await signInAsAdmin();
    if (tokens === null) return null;
    const answer = await call(method, path, { token: tokens.access_token, body });
    // The token is over, or its login is too long ago.
    if (answer?.status === 401 || answer?.body?.code === 'reauthentication_required') tokens = null;
    return tokens === null ? null : answer;
  };
};
