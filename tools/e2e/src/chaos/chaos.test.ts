// Faults at random under clients of a gateway on MongoDB; `npm run chaos` plays many more of them.
import { expect, test } from '@jest/globals';
import { engineOfEnvironment, leaveOut, type EngineAddress } from '@gatehouse/test-support';
import { packaged } from '../gateway-process.ts';
import { runChaos } from './run-chaos.ts';

const declare = (engine: EngineAddress): void =>
  test('12 kills, freezes and broken connections leave nothing answered wrongly, nor stored otherwise than it was answered', async () => {
    const { faults, requests, lossyKills, lostByEngine, failures } = await runChaos({
      ...{ engine, faults: 12, seed: 4, longestMs: 3_000 },
    });
    if (lossyKills.length > 0)
      process.stderr.write(
        `\n  ! the engine lost acknowledged writes of the bare driver in ${lossyKills.length} kills; beside it: ${lostByEngine.join('; ')}\n\n`,
      );
    expect(failures).toEqual([]);
    expect(Object.values(faults).reduce((sum, count) => sum + count, 0)).toBe(12);
    expect(requests).toBeGreaterThan(100);
  }, 600_000);

// The tests of one engine may run at the same time.
const engine = engineOfEnvironment(1);
if (engine === null) leaveOut('chaos on MongoDB', 'MONGODB_TEST_CONTROL is not set');
else if (packaged) leaveOut('chaos of the zips', 'their functions come and go by themselves');
else declare(engine);
