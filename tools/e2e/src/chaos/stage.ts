// What a run plays on: an engine, a proxy before it, and a gateway behind that; and how each of them breaks and comes back.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  engineAt,
  type ControlledEngine,
  type EngineAddress,
} from '@gatehouse/test-support/controlled-engine';
import { FaultyProxy } from '@gatehouse/test-support/faulty-proxy';
import { waitUntil } from '@gatehouse/test-support/wait-until';
import { randomUUID } from 'node:crypto';
import { childrenOf } from '../child-processes.ts';
import { startGateway, type RunningGateway } from '../gateway-process.ts';
import { BareDriver, type LossyKill } from './bare-driver.ts';
import type { Fault } from './faults.ts';
import { Gate } from './gate.ts';
import type { Trouble } from './judge.ts';

export class Stage {
  readonly engine: ControlledEngine;
  readonly proxy: FaultyProxy;
  /** Past the proxy. */
  readonly databaseUrl: string;
  readonly databaseName: string;
  readonly bareDriver: BareDriver;
  readonly gate = new Gate();
  readonly troubles: Trouble[] = [];
  readonly lossyKills: LossyKill[] = [];
  readonly #all: RunningGateway[];

  private constructor(engine: ControlledEngine, proxy: FaultyProxy, database: URL, gateway: RunningGateway) {
    this.engine = engine;
    this.proxy = proxy;
    this.databaseUrl = database.href;
    this.databaseName = nameOf(database);
    this.bareDriver = new BareDriver(this.databaseUrl, this.databaseName);
    this.#all = [gateway];
  }

  static async open(address: EngineAddress): Promise<Stage> {
    const engine = engineAt(address);
    const database = new URL(await engine.start());
    database.pathname = `/gatehouse_chaos_${randomUUID().replaceAll('-', '')}`;
    const counts = (request: Buffer): boolean => request.includes(nameOf(database));
    const proxy = new FaultyProxy({ host: database.hostname, port: Number(database.port), counts });
    const behind = new URL(database);
    behind.host = await proxy.listen();
    const gateway = await startGateway(
      { name: 'MongoDB', databaseUrl: behind.href },
      { LOG_LEVEL: 'WARN', MAIL_LIMIT_PER_ACCOUNT: 'off' },
    );
    return new Stage(engine, proxy, database, gateway);
  }

  /** The gateway that serves. */
  get gateway(): RunningGateway {
    return this.#all.at(-1)!;
  }

  /** What the gateways have printed about a request. */
  linesOf(requestId: string): readonly string[] {
    return this.#all.flatMap((gateway) =>
      gateway
        .output()
        .split('\n')
        .filter((line) => line.includes(requestId)),
    );
  }

  /** Breaks what the fault says, and lets it come back. */
  async play(fault: Fault): Promise<void> {
    switch (fault.kind) {
      case 'kill the engine':
        return this.#during('engine', () => this.#killEngine(fault.awayMs));
      case 'freeze the engine':
        return this.#during('engine', () => this.#freezeEngine(fault.forMs));
      case 'break connections':
        return this.#during('connections', async () => {
          this.proxy.arm(fault.how, fault.moment);
          await sleep(fault.forMs);
          this.proxy.heal();
        });
      case 'break one':
        return this.#during('connections', async () => {
          this.proxy.arm(fault.how, fault.moment, { once: true });
          await sleep(ONE_BREAKS_MS);
          this.proxy.heal();
        });
      case 'kill a function':
        return this.#during('function', () => this.#killFunction(fault.which));
      case 'freeze the functions':
        return this.#freezeFunctions(fault);
      case 'kill the gateway':
        return this.#during('gateway', () => this.#killGateway());
    }
  }

  async close(): Promise<void> {
    await this.engine.unfreeze();
    await this.bareDriver.stop();
    // A gateway is held to its logs when it is stopped, killed ones too. They are in one home, which goes with the first.
    const failures: unknown[] = [];
    for (const gateway of this.#all.toReversed())
      await gateway.stop().catch((error: unknown) => failures.push(error));
    await this.proxy.stop();
    if (failures.length > 0) throw failures[0];
  }

  async #during(what: Trouble['what'], breaking: () => Promise<void>): Promise<void> {
    const trouble = { what, fromMs: performance.now(), untilMs: Infinity };
    this.troubles.push(trouble);
    await breaking();
    trouble.untilMs = performance.now();
  }

  async #killEngine(awayMs: number): Promise<void> {
    const killedAtMs = performance.now();
    await this.engine.kill();
    await sleep(awayMs);
    await this.engine.start();
    const lossy = await this.bareDriver.lossesOfKill(killedAtMs);
    if (lossy !== null) this.lossyKills.push(lossy);
  }

  async #freezeEngine(forMs: number): Promise<void> {
    await this.engine.freeze();
    await sleep(forMs);
    await this.engine.unfreeze();
  }

  async #killFunction(which: number): Promise<void> {
    const pids = await childrenOf(this.gateway.pid);
    process.kill(pids[which % pids.length]!, 'SIGKILL');
    await waitUntil('the function is there again', async () => {
      const now = await childrenOf(this.gateway.pid);
      return now.length >= pids.length && (await this.#serves());
    });
  }

  /** Nothing is under way, so that what breaks meanwhile may cost no call anything: this is no trouble. */
  async #freezeFunctions({
    forMs,
    meanwhile,
  }: Extract<Fault, { kind: 'freeze the functions' }>): Promise<void> {
    await this.gate.close();
    const pids = [this.gateway.pid, ...(await childrenOf(this.gateway.pid))];
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    if (meanwhile !== null) this.proxy.arm(meanwhile, 'before');
    await sleep(forMs);
    for (const pid of pids) process.kill(pid, 'SIGCONT');
    this.gate.open();
  }

  async #killGateway(): Promise<void> {
    const killed = this.gateway;
    const functions = await childrenOf(killed.pid);
    for (const pid of [killed.pid, ...functions]) process.kill(pid, 'SIGKILL');
    await this.gate.close();
    this.#all.push(await killed.startBeside());
    this.gate.open();
  }

  /** Each app has to answer: they are processes of their own. */
  async #serves(): Promise<boolean> {
    const paths = ['/auth/.well-known/jwks.json', '/users/me'];
    const headers = { authorization: 'Bearer none' };
    const answers = await Promise.all(paths.map((path) => fetch(this.gateway.url + path, { headers })));
    for (const answer of answers) await answer.arrayBuffer();
    return answers.every(({ status }) => status < 500);
  }
}

/** In that time some request has come. */
const ONE_BREAKS_MS = 300;

const nameOf = ({ pathname }: URL): string => pathname.slice(1);
