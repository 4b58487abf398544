// The chain alone: what stands around a use case in every handler, with a body that is good, and with one that it refuses.
import { loginRoute } from '@gatehouse/auth-contract/login';
import { httpHandler, okTokens } from '@gatehouse/http';
import { createLogger } from '@gatehouse/log';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { oneByOne, type Candidate } from '../core/candidate.ts';
import { roundsOf, type Effort } from '../core/effort.ts';
import { inRounds, interleave } from '../core/interleave.ts';
import { NOTHING, type Findings, type Row } from '../core/results.ts';
import { rowOf } from '../core/row-of.ts';
import { apiEvent, CONTEXT } from '../events.ts';

const ROUNDS = 100;
/** Until the compiler has nothing left to do: its threads are on the processor too. */
const WARM_UP_ROUNDS = 600;
const BATCH = 100;

const GOOD = { email: 'ada@example.com', password: 'correct horse battery staple' };
const TOKENS = { access_token: 'a', token_type: 'Bearer', expires_in: 300, refresh_token: 'r' } as const;
const SESSION_END = new Date('2030-01-01');
const BAD = { email: 'ada', password: '', more: true };

export const measureChain = async (effort: Effort): Promise<Findings> => {
  const good = { id: 'chain-good', title: 'the chain alone, with a good body' };
  const refused = { id: 'chain-refused', title: 'the chain alone, with a body that it refuses' };
  return {
    ...NOTHING,
    rows: [await rowFor(good, [GOOD, 200], effort), await rowFor(refused, [BAD, 400], effort)],
  };
};

const rowFor = async (
  row: Pick<Row, 'id' | 'title'>,
  [body, status]: readonly [object, number],
  effort: Effort,
): Promise<Row> => {
  const [floor, again] = [plain('plain handler'), plain('plain handler again')];
  const count = (roundsOf(effort, ROUNDS) + WARM_UP_ROUNDS) * BATCH;
  const rounds = inRounds(
    Array.from({ length: count }, () => JSON.stringify(body)),
    BATCH,
  );
  const samples = await interleave([floor, chain(status), again], { rounds, warmUp: WARM_UP_ROUNDS });
  return rowOf(samples, { ...row, again });
};

/** As a build has it: without the check of answers. */
const chain = (status: number): Candidate<string> => {
  const route = { ...loginRoute, answers: undefined } as unknown as typeof loginRoute;
  const service = { logger: createLogger({ level: 'ERROR', service: 'bench' }), cors: [] };
  const handler = httpHandler(route, { service }, async () =>
    okTokens({ ...TOKENS, sessionEnd: SESSION_END }),
  );
  const context = CONTEXT as unknown as Context;
  // The chain parses and normalizes an event where it stands, so that each call has a new one.
  let events: readonly APIGatewayProxyEvent[] = [];
  return {
    ...{ name: 'Gatehouse', role: 'ours' },
    prepare: (bodies) => void (events = bodies.map(eventOf)),
    run: async () => {
      for (const event of events) {
        const { statusCode } = await handler(event, context);
        if (statusCode !== status) throw new Error(`the chain answered ${statusCode}, not ${status}`);
      }
    },
  };
};

const eventOf = (body: string): APIGatewayProxyEvent =>
  apiEvent({ method: 'POST', path: '/auth/login', body }) as APIGatewayProxyEvent;

/** What no handler is without. */
const plain = (name: string): Candidate<string> => {
  const handler = async (body: string): Promise<object> => {
    const { email } = JSON.parse(body) as { readonly email: string };
    const statusCode = email.includes('@') ? 200 : 400;
    return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(TOKENS) };
  };
  return { name, role: 'floor', run: oneByOne(handler) };
};
