// What the gateway and the process of an app say to each other over IPC.

/** The first message to a process: what it has to load before it is ready. */
export interface BootMessage {
  readonly type: 'boot';
  /** The variables that the app's template names. */
  readonly environment: Readonly<Record<string, string>>;
  readonly functions: readonly BootFunction[];
  /** The folder that the process works in, as Lambda's do in that of their code; null for where the gateway works. */
  readonly folder: string | null;
  readonly aheadMs?: number;
}

export interface BootFunction {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly memoryMb: number;
  readonly sourceFile: string;
  /** A name, or a path of names: `api.get`. */
  readonly exportName: string;
  /** Whether Lambda's runtime would still call a handler of three arguments with a callback. */
  readonly takesCallback: boolean;
}

export interface InvokeMessage {
  readonly type: 'invoke';
  readonly id: number;
  readonly functionId: string;
  readonly requestId: string;
  /** JSON */
  readonly event: string;
  readonly timeoutMs: number;
  /** How far the clock is ahead by now; with every message, so that a call that comes later has the later time. */
  readonly aheadMs?: number;
}

export type ToRunner = BootMessage | InvokeMessage;

/** A failed boot, so that the gateway can say what is wrong without the process. */
export interface BootFailure {
  readonly type: 'failed';
  readonly stack: string;
  /** What @gatehouse/config found wrong, if that is what stopped the boot. */
  readonly problems: readonly { readonly variable: string; readonly rule: string }[];
}

export type FromRunner =
  | { readonly type: 'ready' }
  | BootFailure
  | { readonly type: 'result'; readonly id: number; readonly payload: string }
  | { readonly type: 'thrown'; readonly id: number; readonly message: string };
