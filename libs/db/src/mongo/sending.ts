// Commands that a closed socket did not take, and which may therefore be sent again.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { neverLeft } from './faults.ts';

/** Of several sockets that have ended, those that are left are noticed in a turn of the event loop. */
const SENDS = 3;

/**
 * The answer to what `send` sends. A command that never left is sent again on another socket, writes too; one that may have left
 * never is. What `send` throws before it sends is thrown at once.
 */
export const sent = <Answer>(send: () => Promise<Answer>, sends = SENDS): Promise<Answer> =>
  send().catch(async (error: unknown) => {
    if (sends <= 1 || !neverLeft(error)) throw error;
    await nextTurn();
    return sent(send, sends - 1);
  });
