// Binds a server to its address, and says in one sentence why that cannot be.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from '../start-error.ts';

/** Listens; gives the port, which is the system's choice for port 0. @throws StartError */
export const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartError([explain(error.code ?? 'unknown', host, port)], { cause: error })),
    );
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });

const explain = (code: string, host: string, port: number): string => {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT: ${port} on ${host} is taken; choose another one: PORT=${port === 65_535 ? 3000 : port + 1} npm start (PORT=0 takes any free one)`;
    case 'EACCES':
      return `PORT: ${port} on ${host} is not for this user; choose one above 1023: PORT=3000 npm start`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST: ${host} is no address of this machine; the default is HOST=127.0.0.1`;
    default:
      return `HOST, PORT: cannot listen on ${host}, port ${port} (${code})`;
  }
};
