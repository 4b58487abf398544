// The parts of the bench, each in a process of its own, and where that process may run.
import type { Effort } from './core/effort.ts';
import type { Findings } from './core/results.ts';

export interface Part {
  /** `one`: everything on one processor, as in Lambda. `others`: what is measured is a process that has that one. */
  readonly processor: 'one' | 'others';
  readonly load: () => Promise<(effort: Effort) => Promise<Findings>>;
}

export const PARTS: Readonly<Record<string, Part>> = {
  verify: {
    processor: 'one',
    load: async () => (await import('./sections/verify.ts')).measureVerification,
  },
  authorizer: {
    processor: 'one',
    load: async () => (await import('./sections/authorizer.ts')).measureAuthorizer,
  },
  cold: { processor: 'one', load: async () => (await import('./sections/cold.ts')).measureColdAuthorizer },
  stacks: { processor: 'one', load: async () => (await import('./sections/stacks.ts')).measureStacks },
  chain: { processor: 'one', load: async () => (await import('./sections/chain.ts')).measureChain },
  login: { processor: 'one', load: async () => (await import('./sections/login.ts')).measureLogin },
  'cold-login': {
    processor: 'one',
    load: async () => (await import('./sections/login-cold.ts')).measureColdLogin,
  },
  refresh: { processor: 'one', load: async () => (await import('./sections/refresh.ts')).measureRefresh },
  gateway: {
    processor: 'others',
    load: async () => (await import('./sections/gateway.ts')).measureGateway,
  },
  growth: { processor: 'one', load: async () => (await import('./sections/growth.ts')).measureGrowth },
  crowds: { processor: 'one', load: async () => (await import('./sections/crowd.ts')).measureCrowds },
};
