// Mistakes that the types of the face refuse: `npm run types` compiles this file, and nothing runs it.
import { startGateway, type Gateway } from '../index.ts';

export const mistakesOfStarts = async (): Promise<void> => {
  // @ts-expect-error -- there is something to serve
  await startGateway({ port: 3000 });
  // @ts-expect-error -- several templates are a list
  await startGateway({ appFolders: 'orders' });
  // @ts-expect-error -- a port is a number; 0 takes any
  await startGateway({ appFolders: ['orders'], port: 'any' });
  // @ts-expect-error -- a template's parameters are texts
  await startGateway({ appFolders: ['orders'], parameters: { Limit: 10 } });
};

export const mistakesWithGateways = async (gateway: Gateway): Promise<void> => {
  // @ts-expect-error -- where it listens is settled
  gateway.port = 3000;
  // @ts-expect-error -- calls in flight have so many milliseconds
  await gateway.stop('10s');
};
