// An answer as it will be sent, whoever gives it: a function, a template or the gateway.
import type { HeaderList } from '../events/request.ts';

export interface Answer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}
