// A fresh process that takes the processor time of a module's import and its first call, and of a warm one where it is asked for:
// MODULE, EVENT, WARM_CALLS. Microseconds, on the last line of standard output.
const { MODULE, EVENT, WARM_CALLS = '0' } = process.env;
const event = () => JSON.parse(EVENT);
const context = { getRemainingTimeInMillis: () => 10_000 };

const timed = async (clock, work) => {
  const began = clock();
  await work();
  return clock() - began;
};
const processorTime = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
const wallTime = () => Number(process.hrtime.bigint()) / 1000;

/** A store is waited for, so that the time of a call that asks one is that of the clock on the wall. */
const clock = WARM_CALLS === '0' ? processorTime : wallTime;

const call = async (handler) => {
  const { statusCode = 200 } = (await handler(event(), context)) ?? {};
  if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
};

let handler;
const cold = await timed(clock, async () => {
  ({ handler } = await import(MODULE));
  await call(handler);
});
const warm = [];
while (warm.length < Number(WARM_CALLS)) warm.push(await timed(clock, () => call(handler)));
warm.sort((a, b) => a - b);
process.stdout.write(`\n${JSON.stringify({ cold, warm: warm[warm.length >> 1] ?? 0 })}`, () =>
  process.exit(),
);
