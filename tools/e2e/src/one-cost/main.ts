// npm run one-cost: whether a refused login tells by its time why it was refused, and a registration that is confirmed or a request for
// a link whose address it names. Fails when the medians are too far apart.
import { parseArgs } from 'node:util';
import { startGateway, type RunningGateway } from '../gateway-process.ts';
import { createAttempts, isOfNullPair, type Attempt } from './attempts.ts';
import { createLinkRequests, createRegistrations } from './requests.ts';
import { medianOf, shuffled, spreadOf } from './medians.ts';

/** Medians may be so far apart. */
const MAX_SPREAD = 0.05;

const WARM_UP_TRIES = 10;

/** What is measured on a gateway of its own. */
interface Subject {
  readonly what: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly create: (gateway: RunningGateway) => Promise<readonly Attempt[]>;
}

interface Measurement {
  readonly what: string;
  readonly tries: number;
  readonly mediansMs: Readonly<Record<string, number>>;
  /** Of all kinds, and of the two that are the same. */
  readonly spread: number;
  readonly noise: number;
}

const measure = async ({ what, variables, create }: Subject, tries: number): Promise<Measurement> => {
  const gateway = await startGateway({ name: 'SQLite', databaseUrl: null }, variables);
  try {
    const attempts = await create(gateway);
    await tryAll(attempts, WARM_UP_TRIES);
    return summaryOf(what, tries, await tryAll(attempts, tries));
  } finally {
    await gateway.stop();
  }
};

/** Every kind once in each round, in random order, one after the other. */
const tryAll = async (
  attempts: readonly Attempt[],
  tries: number,
): Promise<ReadonlyMap<string, readonly number[]>> => {
  const times = new Map<string, number[]>(attempts.map(({ kind }) => [kind, []]));
  for (let round = 0; round < tries; round += 1)
    for (const attempt of shuffled(attempts)) times.get(attempt.kind)!.push(await attempt.measure());
  return times;
};

const summaryOf = (
  what: string,
  tries: number,
  times: ReadonlyMap<string, readonly number[]>,
): Measurement => {
  const medians = [...times].map(([kind, values]) => [kind, medianOf(values)] as const);
  return {
    what,
    tries,
    mediansMs: Object.fromEntries(medians),
    spread: spreadOf(medians.map(([, median]) => median)),
    noise: spreadOf(medians.filter(([kind]) => isOfNullPair(kind)).map(([, median]) => median)),
  };
};

const tell = ({ what, tries, mediansMs, spread, noise }: Measurement): void => {
  console.log(`\n${what}, ${tries} tries of each`);
  for (const [kind, median] of Object.entries(mediansMs))
    console.log(`  ${kind.padEnd(20)} ${median.toFixed(2).padStart(8)} ms`);
  console.log(`  apart ${percent(spread)}, noise ${percent(noise)}, at most ${percent(MAX_SPREAD)}`);
};

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

const { values } = parseArgs({
  options: {
    tries: { type: 'string', default: '300' },
    floor: { type: 'string', default: '250' },
    json: { type: 'boolean', default: false },
  },
});
const floorMs = Number(values.floor);
const CONFIRMED = { REGISTRATION: 'confirmed' };
const subjects: readonly Subject[] = [
  { what: 'logins, no imported hashes', create: (gateway) => createAttempts(gateway, null) },
  { what: `logins, a floor of ${floorMs} ms`, create: (gateway) => createAttempts(gateway, floorMs) },
  { what: 'registrations that are confirmed', variables: CONFIRMED, create: createRegistrations },
  { what: 'forgotten passwords', variables: CONFIRMED, create: createLinkRequests('/auth/password/forgot') },
  { what: 'links asked for again', variables: CONFIRMED, create: createLinkRequests('/auth/email/resend') },
];
const measurements: Measurement[] = [];
for (const subject of subjects) {
  measurements.push(await measure(subject, Number(values.tries)));
  if (!values.json) tell(measurements.at(-1)!);
}
if (values.json) console.log(JSON.stringify(measurements, null, 2));
if (measurements.some(({ spread }) => spread > MAX_SPREAD)) process.exitCode = 1;
