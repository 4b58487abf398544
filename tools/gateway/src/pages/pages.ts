// The pages of this machine: welcome, API reference, OpenAPI document, console. To browsers of this machine alone.
import type { Answer } from '../answers/answer.ts';
import { createEndpoints, type ConsoleOptions } from '../console/endpoints.ts';
import { createAssets, readPage } from './assets.ts';
import type { Pages } from './local-pages.ts';
import { readOpenApi } from './openapi.ts';
import { htmlAnswer, jsonAnswer, refusedAnswer } from './page-answers.ts';
import { ENDPOINTS, PARTS } from './page-paths.ts';
import { isRead, isOfThisMachine, onlyHeader, pathOf, wantsHtml, type PageRequest } from './page-request.ts';
import { toLocalhost } from './to-localhost.ts';

export interface PagesOptions extends ConsoleOptions {
  /** The OpenAPI document of the workspace. */
  readonly openApiFile: string;
}

export const createPages = ({ openApiFile, ...options }: PagesOptions): Pages => {
  const assets = createAssets();
  const endpoints = createEndpoints(options);
  const answer = async (request: PageRequest): Promise<Answer | null> => {
    const path = pathOf(request);
    const isOurs = path.startsWith(ENDPOINTS) || (isRead(request) && (path !== '/' || wantsHtml(request)));
    if (!isOurs) return null;
    if (!isOfThisMachine(request)) return refusedAnswer(request, foreign(request));
    if (path.startsWith(ENDPOINTS)) return endpoints.answer(path.slice(ENDPOINTS.length), request);
    const redirect = toLocalhost(request);
    if (redirect !== null) return redirect;
    switch (path) {
      case '/':
        return htmlAnswer(await welcome(request));
      case '/docs':
        return htmlAnswer(await readPage('docs'));
      case '/console':
        return htmlAnswer((await readPage('console')).replace('CONSOLE_TOKEN', endpoints.token));
      case '/openapi.json':
        return openApi(request, openApiFile);
      default:
        return assets(request, path.slice(PARTS.length));
    }
  };
  return { answer, stop: () => options.feed.stop() };
};

const foreign = ({ sourceIp }: PageRequest): string =>
  `The pages of the local gateway are for browsers of this machine: open them by http://localhost. This request came from ${sourceIp}.`;

/** Its command is for the port that answers. */
const welcome = async (request: PageRequest): Promise<string> =>
  (await readPage('welcome')).replace('localhost:3000', onlyHeader(request, 'host') ?? '');

const openApi = async (request: PageRequest, file: string): Promise<Answer | null> => {
  const document = await readOpenApi(file, onlyHeader(request, 'host') ?? '');
  return document === null ? null : jsonAnswer(document);
};
