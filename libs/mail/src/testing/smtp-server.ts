// A small SMTP server in the process of a test: it keeps what it is sent, and fails at the step that a test names.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A mail as it came. */
export interface Received {
  readonly from: string;
  readonly to: string;
  readonly raw: string;
}

export type Step = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'message';

/** Answers with an error, ends the connection, never answers, or takes the message and ends the connection instead of saying so. */
export type Fault = 'refuse' | 'cut' | 'stall' | 'cut after';

export interface SmtpServer {
  readonly port: number;
  readonly received: readonly Received[];
  /** How many connections there were. */
  readonly connections: number;
  /** From now on fails at this step, for this address alone where one is named; `null` heals it. */
  fail(plan: { readonly at: Step; readonly how: Fault; readonly to?: string } | null): void;
  stop(): Promise<void>;
}

/** Listens on a free port of this machine. */
export const startSmtpServer = async ({ user = '' } = {}): Promise<SmtpServer> => {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let plan: Parameters<SmtpServer['fail']>[0] = null;
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined));
    converse(socket, { user, received, faultAt: (at, to) => faultOf(plan, at, to) });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received,
    get connections() {
      return connections;
    },
    fail: (next) => void (plan = next),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
};

const faultOf = (plan: Parameters<SmtpServer['fail']>[0], at: Step, to: string): Fault | null =>
  plan?.at === at && (plan.to === undefined || plan.to === to) ? plan.how : null;

interface Conversation {
  readonly user: string;
  readonly received: Received[];
  readonly faultAt: (step: Step, to: string) => Fault | null;
}

const converse = (socket: Socket, { user, received, faultAt }: Conversation): void => {
  let [from, to, message, inMessage, rest] = ['', '', '', false, ''];
  const say = (step: Step, answer: string): void => {
    const fault = faultAt(step, to);
    if (fault === 'cut' || fault === 'cut after') socket.destroy();
    else if (fault === 'refuse') socket.write(`550 5.1.1 <${to}> is nobody here\r\n`);
    else if (fault === null) socket.write(`${answer}\r\n`);
  };
  const endMessage = (): void => {
    inMessage = false;
    const fault = faultAt('message', to);
    if (fault === null || fault === 'cut after')
      received.push({ from, to, raw: message.replaceAll(/^\.\./gm, '.') });
    say('message', '250 kept');
  };
  const onLine = (line: string): void => {
    if (inMessage) return line === '.' ? endMessage() : void (message += `${line}\r\n`);
    const [verb = ''] = line.toUpperCase().split(/[ :]/, 1);
    if (verb === 'EHLO') return say('EHLO', user === '' ? '250 test' : '250-test\r\n250 AUTH PLAIN');
    if (verb === 'AUTH') return say('AUTH', line.endsWith(` ${user}`) ? '235 welcome' : '535 5.7.8 no');
    if (verb === 'QUIT') return void socket.end('221 bye\r\n');
    const [, address = ''] = /<(.*)>/.exec(line) ?? [];
    if (verb === 'MAIL') from = address;
    if (verb === 'RCPT') to = address;
    if (verb !== 'DATA') return say(verb as Step, '250 yes');
    [message, inMessage] = ['', faultAt('DATA', to) === null];
    say('DATA', '354 go on');
  };
  socket.setEncoding('latin1').on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\r\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  say('greeting', '220 test ESMTP');
};
