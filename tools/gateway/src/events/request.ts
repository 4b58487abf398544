// A call as it came in, complete and unchanged; what every event and answer is made from.

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** All of a call but its body. */
export type RequestHead = Omit<GatewayRequest, 'body'>;

export interface GatewayRequest {
  /** UUID; `x-amzn-requestid` of the answer and `$context.requestId`. */
  readonly id: string;
  readonly receivedAt: Date;
  readonly method: string;
  /** As sent: path and query. */
  readonly target: string;
  /** `HTTP/1.1` */
  readonly protocol: string;
  /** As sent, in order, in the sender's letter case. */
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** The address of the socket's other end; no header can change it. */
  readonly sourceIp: string;
  /** The port that the client connected to. */
  readonly serverPort: number;
}

/** All values of a header, in order. */
export const headerValues = (headers: HeaderList, name: string): readonly string[] =>
  headers.filter(([one]) => one.toLowerCase() === name.toLowerCase()).map(([, value]) => value);

/** The last value of a header, as the single-valued maps of API Gateway's events have it. */
export const lastHeader = (headers: HeaderList, name: string): string | undefined =>
  headerValues(headers, name).at(-1);
