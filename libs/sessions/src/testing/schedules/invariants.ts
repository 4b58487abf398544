// What must hold in every state of every schedule, whatever the model says.
import { COUNTED_PER_DAY } from '../../replay.ts';
import { decide, type Decision } from '../../rules.ts';
import type { Session } from '../../session.ts';
import { withinADay, type Outcome, type Presented } from './model.ts';
import { LIFETIMES, type State } from './state.ts';

interface Answered extends Presented {
  readonly outcome: Outcome;
  readonly decision: Decision;
}

/** Of all tokens exactly one rotates, and what is counted is bounded. */
export const holdState = (state: State): void => {
  const { session, tokens, address } = state;
  const now = session.lastUsedAt;
  const kinds = tokens.map((token) => decide(session, token, { now, address, lifetimes: LIFETIMES }).kind);
  require(kinds.filter((kind) => kind === 'rotate').length === 1, 'one token is live', state);
  for (const times of [session.answeredLateAt, session.replayedElsewhereAt])
    require(times.length <= COUNTED_PER_DAY, 'counts are bounded', state);
};

/** The decision is the model's; an answer is the one successor; what is not a rotation extends nothing. */
export const holdAnswer = (state: State, answered: Answered): void => {
  const { outcome, decision, elsewhere } = answered;
  require(nameOf(decision) === outcome, `the decision is ${outcome}`, state, answered);
  if (decision.kind === 'rotate')
    require(decision.next.generation === state.session.generation + 1, 'one write', state);
  if (decision.kind === 'end' && answered.age === 1)
    require(decision.replayedElsewhere === elsewhere, 'it tells of the other network', state, answered);
  if (decision.kind === 'end' && state.callers.length === 1)
    require(isFourthOfADay(state, answered), 'an owner alone has three of each a day', state, answered);
  if (decision.kind !== 'replay') return;
  require(decision.successor.tail === state.tokens[0]?.tail, 'the same successor', state, answered);
  require(decision.replayedElsewhere === elsewhere, 'it tells of the other network', state, answered);
  const isCounted = elsewhere || decision.late;
  require((decision.next !== null) ===
    isCounted, 'what is counted is stored, and nothing else', state, answered);
  if (decision.next !== null)
    require(extendsNothing(state.session, decision.next), 'extends nothing', state, answered);
};

const isFourthOfADay = ({ history: { lateAt, elsewhereAt } }: State, { at }: Answered): boolean =>
  [lateAt, elsewhereAt].some((times) => withinADay(times, at) >= 3);

const extendsNothing = (before: Session, after: Session): boolean =>
  after.lastUsedAt === before.lastUsedAt &&
  after.expiresAt === before.expiresAt &&
  after.absoluteExpiresAt === before.absoluteExpiresAt &&
  after.currentDigest === before.currentDigest &&
  after.generation === before.generation + 1;

const nameOf = (decision: Decision): Outcome => {
  if (decision.kind === 'end') return decision.why;
  if (decision.kind === 'replay') return decision.late ? 'late' : 'replay';
  return decision.kind;
};

const require = (
  holds: boolean,
  what: string,
  { at, callers, history }: State,
  answered?: Answered,
): void => {
  if (holds) return;
  const { decision, ...call } = answered ?? {};
  throw new Error(`${what}: ${JSON.stringify({ at, callers, history, call, kind: decision?.kind })}`);
};
