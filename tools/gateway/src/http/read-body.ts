// Reads a request's body up to API Gateway's limit, and keeps no byte beyond it.
import type { IncomingMessage } from 'node:http';

/** API Gateway's payload limit. */
const LARGEST_BODY_BYTES = 10 * 1024 * 1024;

/** True when the request says itself that its body exceeds the limit. */
export const announcesTooMuch = ({ headers }: IncomingMessage, limitBytes = LARGEST_BODY_BYTES): boolean =>
  Number(headers['content-length'] ?? 0) > limitBytes;

/** The body; `too_large` as soon as that is known, the rest left unread; `aborted` when the client went away. */
export const readBody = (
  incoming: IncomingMessage,
  limitBytes = LARGEST_BODY_BYTES,
): Promise<Buffer | 'too_large' | 'aborted'> => {
  if (announcesTooMuch(incoming, limitBytes)) return Promise.resolve('too_large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= limitBytes) return;
      incoming.off('data', take).pause();
      resolve('too_large');
    };
    incoming.on('data', take);
    incoming.once('end', () => resolve(Buffer.concat(chunks)));
    incoming.once('error', () => resolve('aborted'));
    incoming.once('close', () => resolve('aborted'));
  });
};
