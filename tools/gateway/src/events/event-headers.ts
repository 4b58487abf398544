// The headers that a function sees: the client's without those of one connection, and the gateway's X-Forwarded ones.
import { HOP_BY_HOP } from '../http/hop-by-hop.ts';
import { headerValues } from './request.ts';
import type { GatewayRequest, HeaderList } from './request.ts';

/**
 * The client's own X-Forwarded-For stays in front of the address that we saw, as API Gateway has it. It proves
 * nothing, which is why `requestContext.identity.sourceIp` never comes from there. Scheme and port are ours alone.
 */
export const eventHeaders = (request: GatewayRequest): HeaderList => {
  const kept = request.headers.filter(([name]) => !REPLACED.has(name.toLowerCase()));
  const forwardedFor = [...headerValues(request.headers, 'x-forwarded-for'), request.sourceIp];
  return [
    ...kept,
    ['X-Forwarded-For', forwardedFor.join(', ')],
    ['X-Forwarded-Port', String(request.serverPort)],
    ['X-Forwarded-Proto', 'http'],
  ];
};

const REPLACED = new Set([
  ...HOP_BY_HOP,
  'expect',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);
