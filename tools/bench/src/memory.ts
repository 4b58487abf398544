// What the process of an authorizer holds after few calls and after very many.
import type { Handler } from './apps.ts';
import type { Effort } from './core/effort.ts';
import type { Curve } from './core/results.ts';
import { authorizerEvent } from './events.ts';
import type { Issuer } from './issuer.ts';

const FEW = 1000;
const MANY = 1_000_000;
/** Each token is asked about so often, as API Gateway's cache lets a client's calls through. */
const CALLS_OF_A_TOKEN = 50;
/** A slow machine does what it can in this time. */
const DEADLINE_MS = 40_000;

export const measureMemory = async (authorizer: Handler, issuer: Issuer, effort: Effort): Promise<Curve> => {
  const points: { readonly x: number; readonly median: number }[] = [];
  const began = performance.now();
  const many = Math.max(FEW * 2, Math.round(MANY * effort.share));
  let calls = 0;
  for (const x of [FEW, many]) {
    while (calls < x && performance.now() - began < DEADLINE_MS * effort.share + 1000) {
      const event = authorizerEvent(await issuer.issue());
      for (let call = 0; call < CALLS_OF_A_TOKEN; call += 1) await authorizer(event);
      calls += CALLS_OF_A_TOKEN;
    }
    points.push({ x: calls, median: heapMegabytes() });
  }
  return { id: 'authorizer-memory', title: 'Memory by calls', of: 'calls', unit: 'MB', points };
};

const heapMegabytes = (): number => {
  (globalThis as { readonly gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};
