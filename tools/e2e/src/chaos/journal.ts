// What happened in a run: each call with its answer, and each answer that cannot be true.
import { clientOf, type Answer, type Call } from '../client.ts';
import { UndocumentedAnswer } from '../document/hold-answer.ts';
import type { Exchange } from './judge.ts';
import type { Life } from './life.ts';

/** An answer, or what is stored, that contradicts what was acknowledged before. */
export interface Doubt {
  readonly life: Life;
  readonly what: string;
  readonly atMs: number;
  /** The last calls of that life. */
  readonly after: readonly string[];
}

/** Calls and holds each answer to the document; null where nobody knows whether the call was done. */
export type Caller = (method: string, path: string, call?: Call) => Promise<Answer | null>;

export class Journal {
  readonly exchanges: Exchange[] = [];
  readonly doubts: Doubt[] = [];
  /** Answers that the document does not tell of. */
  readonly undocumented: string[] = [];

  /** A caller of the gateway that serves at the moment. */
  callerOf(url: () => string): Caller {
    return async (method, path, call) => {
      const startedMs = performance.now();
      const answer = await this.#answerTo(url(), method, path, call);
      const { status = null, body } = answer ?? {};
      const { code = null } = (body ?? {}) as { readonly code?: string };
      const exchange = { method, path: withoutIds(path), startedMs, endedMs: performance.now(), status };
      const requestId = answer?.headers.get('x-request-id') ?? null;
      this.exchanges.push({ ...exchange, code, requestId });
      return status === null || status >= 500 ? null : answer;
    };
  }

  doubt(life: Life, what: string): void {
    this.doubts.push({ life, what, atMs: performance.now(), after: life.history.slice(-TOLD) });
    life.isOver = true;
  }

  async #answerTo(url: string, method: string, path: string, call?: Call): Promise<Answer | null> {
    try {
      return await clientOf(url)(method, path, call);
    } catch (error) {
      if (error instanceof UndocumentedAnswer) this.undocumented.push(error.message);
      return null;
    }
  }
}

const withoutIds = (path: string): string => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '{id}');

const TOLD = 12;
