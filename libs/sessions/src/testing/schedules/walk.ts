// Walks all schedules of some callers who share one session, and holds every decision of the rules against the model.
import { decide, openSession, type Decision } from '../../rules.ts';
import { holdAnswer, holdState } from './invariants.ts';
import { historyAfter, NEW, outcomeOf, type Outcome } from './model.ts';
import { DAY_SECONDS, KEYS, LIFETIMES, nameOf, type Caller, type State } from './state.ts';

/** What is walked: each of the callers presents its newest token so often, after any of the waits. */
export interface Space {
  readonly callers: number;
  readonly steps: number;
  /** In seconds; a negative one is a clock that is set back. */
  readonly waits: readonly number[];
  readonly tellApart: keyof typeof KEYS;
}

/** `schedules` are those that the visited states stand for; `decisions` were made, and held against the model. */
export interface Figures {
  readonly schedules: bigint;
  readonly states: number;
  readonly decisions: Readonly<Record<Outcome, number>>;
}

/** Within the grace, after it, within the 24 hours of a count, at their end, and at the end of the session. */
export const WAITS: readonly number[] = [1, 40, DAY_SECONDS / 2, DAY_SECONDS, LIFETIMES.idleTtlSeconds];

/** One call: who makes it, after which wait, from another network than the last rotation or not. */
interface Call {
  readonly caller: Caller;
  readonly wait: number;
  readonly elsewhere: boolean;
}

const START_MS = Date.UTC(2026, 0, 1);
const ADDRESSES = ['192.0.2.1', '198.51.100.1'] as const;

/** @throws Error with the state and the call where a decision is not what the model says, or an invariant does not hold */
export const walk = ({ callers, steps, waits, tellApart }: Space): Figures => {
  const known = new Map<string, bigint>();
  const decisions = { rotate: 0, replay: 0, late: 0, reuse: 0, replays: 0, expired: 0 };

  /** How many schedules go on from here, the one that stops here among them. No state is walked twice. */
  const schedulesFrom = (state: State): bigint => {
    const key = KEYS[tellApart](state);
    const before = known.get(key);
    if (before !== undefined) return before;
    holdState(state);
    let schedules = 1n;
    for (const { alike, call } of callsIn(state, waits)) schedules += alike * schedulesAfter(state, call);
    known.set(key, schedules);
    return schedules;
  };

  /** Once the session has ended, nothing more is answered, and it makes no difference whether an answer arrives. */
  const schedulesAfter = (state: State, call: Call): bigint => {
    const { outcome, next } = makeCall(state, call);
    decisions[outcome] += 1;
    return next === null ? 1n : schedulesFrom(next.arrived) + schedulesFrom(next.lost);
  };

  const schedules = schedulesFrom(newState(callers, steps));
  return { schedules, states: known.size, decisions };
};

const newState = (callers: number, steps: number): State => {
  const signIn = {
    id: 'sid',
    accountId: 'account',
    epoch: 0,
    amr: ['pwd'],
    userAgent: '',
    address: ADDRESSES[0],
  };
  const { session, token } = openSession(signIn, { now: timeOf(0), lifetimes: LIFETIMES });
  const everyone = Array.from({ length: callers }, () => ({ age: 0, left: steps }));
  return { session, tokens: [token], callers: everyone, at: 0, address: ADDRESSES[0], history: NEW };
};

/** Every call that may come next; of callers who are alike one stands for all. */
const callsIn = (
  { callers }: State,
  waits: readonly number[],
): readonly { readonly alike: bigint; readonly call: Call }[] =>
  [...Map.groupBy(callers, nameOf).values()].flatMap((group) => {
    const [caller] = group;
    if (caller === undefined || caller.left === 0) return [];
    return waits.flatMap((wait) =>
      [false, true].map((elsewhere) => ({
        alike: BigInt(group.length),
        call: { caller, wait, elsewhere },
      })),
    );
  });

/** What comes of a call: the state when its answer arrives and when it is lost on the way; null when the session has ended. */
interface Made {
  readonly outcome: Outcome;
  readonly next: { readonly arrived: State; readonly lost: State } | null;
}

const makeCall = (state: State, { caller, wait, elsewhere }: Call): Made => {
  const { session, tokens, history } = state;
  const at = state.at + wait;
  const address = elsewhere ? otherThan(state.address) : state.address;
  const presented = { age: caller.age, at, elsewhere };
  const outcome = outcomeOf(history, presented, LIFETIMES);
  const context = { now: timeOf(at), address, lifetimes: LIFETIMES };
  const decision = decide(session, tokens[caller.age]!, context);
  holdAnswer(state, { ...presented, outcome, decision });
  if (decision.kind === 'end' || decision.kind === 'expired') return { outcome, next: null };
  const followed = {
    ...follow(state, decision, address),
    at,
    history: historyAfter(history, presented, LIFETIMES),
  };
  const stateWhen = (age: number): State => ({
    ...followed,
    callers: callersAfter(state.callers, caller, { age, kind: decision.kind }),
  });
  return { outcome, next: { arrived: stateWhen(0), lost: stateWhen(1) } };
};

const follow = (
  { session, tokens, address: before }: State,
  decision: Extract<Decision, { readonly kind: 'rotate' | 'replay' }>,
  address: string,
): Pick<State, 'session' | 'tokens' | 'address'> =>
  decision.kind === 'rotate'
    ? { session: decision.next, tokens: [decision.successor, ...tokens].slice(0, 3), address }
    : { session: decision.next ?? session, tokens, address: before };

/** The caller has made one call more, and holds a token of this age; by a rotation those of the others grow older. */
const callersAfter = (
  callers: readonly Caller[],
  caller: Caller,
  { age, kind }: { readonly age: number; readonly kind: 'rotate' | 'replay' },
): readonly Caller[] =>
  callers.map((other) => {
    if (other === caller) return { age, left: caller.left - 1 };
    return kind === 'rotate' ? { ...other, age: Math.min(other.age + 1, 2) } : { ...other };
  });

const otherThan = (address: string): string => (address === ADDRESSES[0] ? ADDRESSES[1] : ADDRESSES[0]);

const timeOf = (seconds: number): Date => new Date(START_MS + seconds * 1000);
