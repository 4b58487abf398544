// The face of the local API Gateway for other tools: start it, and know why it did not start.
export { startGateway, type Gateway, type GatewayOptions } from './gateway.ts';
export { StartError } from './start-error.ts';
