// A fresh process that takes the processor time of a module's import and its first call, and of a warm one where it is asked for:
// MODULE, EVENT, WARM_CALLS. Microseconds, on the last line of standard output.
const { MODULE, EVENT, WARM_CALLS = '0' } = process.env;
const event = () => JSON.parse(EVENT);
const context = { getRemainingTimeInMillis: () => 10_000 };

/** Other work on the machine, and waiting for a store, is not in it. */
const timed = async (work) => {
  const began = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(began);
  return user + system;
};

const call = async (handler) => {
  const { statusCode = 200 } = (await handler(event(), context)) ?? {};
  if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
};

let handler;
const cold = await timed(async () => {
  ({ handler } = await import(MODULE));
  await call(handler);
});
const warm = [];
while (warm.length < Number(WARM_CALLS)) warm.push(await timed(() => call(handler)));
warm.sort((a, b) => a - b);
process.stdout.write(`\n${JSON.stringify({ cold, warm: warm[warm.length >> 1] ?? 0 })}`, () =>
  process.exit(),
);
