// Answers what the HTTP parser refuses, in the form of the API that the request was meant for, if that can be seen.
import type { RefusalType } from '../answers/response-types.ts';
import type { RequestHead } from '../events/request.ts';
import type { Connection } from './connection.ts';
import { giveLastAnswer } from './last-answer.ts';
import type { RefusalHandlers } from './last-answer.ts';
import { toPartialHead } from './request-head.ts';

/** The error of Node's HTTP parser. */
export interface ClientError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
  /** How far into the packet the parser came. */
  readonly bytesParsed?: number;
}

/**
 * Gives the last answer of the connection; none when nobody listens, or nothing was asked. The parser complains of
 * every packet that follows the one at fault: those are passed over.
 */
export const answerClientError = async (
  error: ClientError,
  connection: Connection,
  handlers: RefusalHandlers,
): Promise<void> => {
  const { socket, isEnding, unread } = connection;
  if (error.code === 'ECONNRESET' || socket.bytesRead === 0) socket.destroy();
  if (isEnding || !socket.writable) return;
  const head = unread?.head ?? toPartialHead(firstLineOf(error), socket);
  await giveLastAnswer(refusalOf(error, head), { connection, head, exchange: unread }, handlers);
};

// The packet may begin with requests that were in order. A request that came in several packets shows its last one alone:
// its answer then has the form of no API in particular, and a body even where the first line said HEAD.
const firstLineOf = ({ rawPacket, bytesParsed = 0 }: ClientError): string => {
  const text = rawPacket?.toString('latin1') ?? '';
  const before = text.lastIndexOf('\r\n\r\n', bytesParsed - 1);
  return text.slice(before === -1 ? 0 : before + 4).slice(0, 16_384);
};

// A method that the parser does not know is no API's either, and as well-formed as any other (RFC 9110 §9.1).
const refusalOf = ({ code }: ClientError, { method }: RequestHead): RefusalType => {
  if (code === 'HPE_HEADER_OVERFLOW') return 'REQUEST_TOO_LARGE';
  return code === 'HPE_INVALID_METHOD' && method !== '' ? 'MISSING_AUTHENTICATION_TOKEN' : 'DEFAULT_4XX';
};
