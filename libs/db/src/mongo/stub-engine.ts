// An engine that speaks the wire protocol and answers each command as a test says, for what engines other than MongoDB's answer.
// It knows OP_MSG, and OP_QUERY for the first hello of a connection.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { BSON, type Document } from 'mongodb';

const [OP_REPLY, OP_QUERY, OP_MSG] = [1, 2004, 2013];
const HEADER_BYTES = 16;

/** The answer to a command, at once or later; undefined for one that is only acknowledged. */
export type Answers = (command: Document) => Document | undefined | Promise<Document | undefined>;

export class StubEngine {
  /** The names of the commands that have come, without those by which a driver looks around. */
  readonly commands: string[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #answers: Answers;
  readonly #server: Server = createServer((socket) => this.#join(socket));

  readonly #awake: Promise<void>;

  /** It says nothing to anyone until it is awake. */
  constructor(answers: Answers, awake: Promise<void> = Promise.resolve()) {
    this.#answers = answers;
    this.#awake = awake;
  }

  /** The URL of the engine. */
  async listen(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return `mongodb://127.0.0.1:${port}/gatehouse?directConnection=true&retryWrites=false`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server.close(), 'close');
  }

  #join(socket: Socket): void {
    this.#sockets.add(socket);
    let received = Buffer.alloc(0);
    socket
      .on('error', () => undefined)
      .on('data', (bytes) => {
        received = Buffer.concat([received, bytes]);
        while (received.length >= 4 && received.length >= received.readInt32LE()) {
          const length = received.readInt32LE();
          void this.#answerTo(received.subarray(0, length)).then((answer) => socket.write(answer));
          received = received.subarray(length);
        }
      });
  }

  async #answerTo(message: Buffer): Promise<Buffer> {
    await this.#awake;
    const [requestId, opCode] = [message.readInt32LE(4), message.readInt32LE(12)];
    const command = opCode === OP_QUERY ? queryOf(message) : commandOf(message);
    const answer = BSON.serialize(await this.#answerOf(command));
    return opCode === OP_QUERY ? replyOf(answer, requestId) : messageOf(answer, requestId);
  }

  async #answerOf(command: Document): Promise<Document> {
    const [name = ''] = Object.keys(command);
    if (/^(hello|ismaster)$/i.test(name)) return HELLO;
    if (!['ping', 'endSessions'].includes(name)) this.commands.push(name);
    return (await this.#answers(command)) ?? { ok: 1, n: 1 };
  }
}

const HELLO = {
  ...{ ok: 1, helloOk: true, isWritablePrimary: true, ismaster: true, minWireVersion: 0, maxWireVersion: 21 },
  ...{ maxBsonObjectSize: 16_777_216, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000 },
};

/** The document of section 0, with the documents of a sequence as a member of it. */
const commandOf = (message: Buffer): Document => {
  let command: Document = {};
  for (let at = HEADER_BYTES + 4; at < message.length;) {
    const isSequence = message[at] === 1;
    const size = message.readInt32LE(at + 1);
    const section = message.subarray(at + 1, at + 1 + size);
    command = { ...command, ...(isSequence ? sequenceOf(section) : BSON.deserialize(section)) };
    at += 1 + size;
  }
  return command;
};

const sequenceOf = (section: Buffer): Document => {
  const end = section.indexOf(0, 4);
  const documents: Document[] = [];
  for (let at = end + 1; at < section.length; at += section.readInt32LE(at))
    documents.push(BSON.deserialize(section.subarray(at, at + section.readInt32LE(at))));
  return { [section.toString('utf8', 4, end)]: documents };
};

const queryOf = (message: Buffer): Document =>
  BSON.deserialize(message.subarray(message.indexOf(0, HEADER_BYTES + 4) + 9));

const framed = (body: Buffer, responseTo: number, opCode: number): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES);
  [HEADER_BYTES + body.length, 1, responseTo, opCode].forEach((value, index) =>
    header.writeInt32LE(value, index * 4),
  );
  return Buffer.concat([header, body]);
};

const messageOf = (answer: Uint8Array, responseTo: number): Buffer =>
  framed(Buffer.concat([Buffer.alloc(5), answer]), responseTo, OP_MSG);

const replyOf = (answer: Uint8Array, responseTo: number): Buffer => {
  const fields = Buffer.alloc(20);
  fields.writeInt32LE(1, 16);
  return framed(Buffer.concat([fields, answer]), responseTo, OP_REPLY);
};
