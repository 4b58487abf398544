// Whether anybody listens at a port of this machine.
import { once } from 'node:events';
import { connect } from 'node:net';

/** Whether a connection to this port of 127.0.0.1 is taken. */
export const isListening = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};
