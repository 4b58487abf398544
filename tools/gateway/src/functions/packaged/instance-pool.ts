// The instances of one function: none until the first call, one call each, another one while all are busy, up to a
// limit; calls beyond it wait. Lambda's limit is a thousand or more, but this machine has its own.
import { messageOf } from '../../start-error.ts';
import { InvocationError } from '../function-host.ts';
import type { FunctionInstance } from './function-instance.ts';

export interface PoolOptions {
  /** Brings an instance up, and ends it when the signal is aborted. Rejects when it does not come up. */
  readonly start: (signal: AbortSignal) => Promise<FunctionInstance>;
  readonly mostInstances: number;
}

interface WaitingCall extends PromiseWithResolvers<string> {
  readonly event: string;
  readonly timeoutMs: number;
}

export class InstancePool {
  readonly #options: PoolOptions;
  readonly #waiting: WaitingCall[] = [];
  readonly #instances = new Set<FunctionInstance>();
  readonly #idle: FunctionInstance[] = [];
  readonly #killed = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  #starting = 0;
  /** Done with a call, and about to ask for the next one: no reason to start another instance. */
  #returning = 0;
  #retired = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** The function's result as JSON. @throws InvocationError */
  invoke(event: string, timeoutMs: number): Promise<string> {
    if (this.#retired) return Promise.reject(goingAway());
    const call = { event, timeoutMs, ...Promise.withResolvers<string>() };
    this.#waiting.push(call);
    this.#dispatch();
    return call.promise;
  }

  /** Brings an instance up before any call needs one. Rejects with what `start` rejects with. */
  async warmUp(): Promise<void> {
    await this.#start().finally(() => this.#dispatch());
  }

  /** Takes no more calls; resolves when those that it has are done, and every instance is gone. */
  retire(): Promise<void> {
    this.#retired = true;
    this.#dispatch();
    return this.#ended.promise;
  }

  /** Ends every instance at once, whatever it is doing, and whatever waits. */
  kill(): void {
    this.#retired = true;
    for (const call of this.#waiting.splice(0)) call.reject(goingAway());
    this.#killed.abort();
    this.#dispatch();
  }

  /** What follows from any change: calls go to idle instances, those that find none start one, and an end is noticed. */
  #dispatch(): void {
    while (this.#waiting.length > 0 && this.#idle.length > 0)
      void this.#serve(this.#idle.pop()!, this.#waiting.shift()!);
    while (this.#waiting.length > this.#starting + this.#returning && this.#mayStart()) void this.#grow();
    if (!this.#retired || this.#waiting.length > 0) return;
    for (const instance of this.#idle) instance.kill();
    if (this.#instances.size + this.#starting === 0) this.#ended.resolve();
  }

  #mayStart(): boolean {
    return this.#instances.size + this.#starting < this.#options.mostInstances;
  }

  /** A failed start fails the call that has waited longest: no call waits for ever for a function that cannot start. */
  async #grow(): Promise<void> {
    await this.#start().catch((error: unknown) =>
      this.#waiting.shift()?.reject(new InvocationError('lost', messageOf(error))),
    );
    this.#dispatch();
  }

  async #start(): Promise<void> {
    this.#starting += 1;
    try {
      const instance = await this.#options.start(this.#killed.signal);
      this.#instances.add(instance);
      this.#idle.push(instance);
      void instance.exited.then(() => this.#bury(instance));
    } finally {
      this.#starting -= 1;
    }
  }

  async #serve(
    instance: FunctionInstance,
    { event, timeoutMs, resolve, reject }: WaitingCall,
  ): Promise<void> {
    await instance.invoke(event, timeoutMs).then(resolve, reject);
    this.#returning += 1;
    const isReady = await instance.isReady();
    this.#returning -= 1;
    if (isReady) this.#idle.push(instance);
    this.#dispatch();
  }

  #bury(instance: FunctionInstance): void {
    this.#instances.delete(instance);
    const place = this.#idle.indexOf(instance);
    if (place >= 0) this.#idle.splice(place, 1);
    this.#dispatch();
  }
}

const goingAway = (): InvocationError => new InvocationError('lost', 'the gateway is stopping the function');
