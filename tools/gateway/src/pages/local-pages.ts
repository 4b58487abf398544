// The pages of this machine in front of what templates serve: theirs where a path is free, the templates' own where it is not.
import type { Answer } from '../answers/answer.ts';
import { isPagePath, PAGES } from './page-paths.ts';
import { pathOf, type PageRequest } from './page-request.ts';

/** Answers what is asked of the pages; null for what is none of them. */
export interface Pages {
  answer(request: PageRequest): Promise<Answer | null>;
  /** Ends whatever waits. */
  stop(): void;
}

/** What templates have. */
export interface Routes {
  hasRoute(request: Pick<PageRequest, 'target' | 'method'>): boolean;
}

/** Loads the pages when somebody asks for one, since `npm start` does not wait for them. */
export class LocalPages {
  readonly #load: () => Promise<Pages>;
  #pages: Promise<Pages> | undefined;

  constructor(load: () => Promise<Pages>) {
    this.#load = load;
  }

  async answer(request: PageRequest, routes: Routes): Promise<Answer | null> {
    if (!isPagePath(pathOf(request)) || isTaken(request, routes)) return null;
    const answer = await (await (this.#pages ??= this.#load())).answer(request);
    return answer === null ? null : named(answer, request);
  }

  /** A line for each page that the templates leave no place for. */
  taken(routes: Routes): readonly string[] {
    return Object.entries(PAGES)
      .filter(([path]) => isTaken({ target: path, method: 'GET' }, routes))
      .map(([path, what]) => `${path} is a route of the templates, so ${what} is not served there`);
  }

  async stop(): Promise<void> {
    (await this.#pages)?.stop();
  }
}

/** By the id that every answer has. */
const named = (answer: Answer, { id }: PageRequest): Answer => ({
  ...answer,
  headers: [...answer.headers, ['X-Request-Id', id]],
});

/** A route for GET takes the page from HEAD as well. What the pages load is no page: `/{proxy+}` would take it from the welcome at `/`. */
const isTaken = (request: Pick<PageRequest, 'target' | 'method'>, routes: Routes): boolean =>
  Object.hasOwn(PAGES, pathOf(request)) &&
  ['GET', request.method].some((method) => routes.hasRoute({ target: request.target, method }));
