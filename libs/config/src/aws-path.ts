// All parameters directly below a path of SSM, page by page; only a process with such a reference loads this.
import { createAwsCall, type AwsCall, type AwsCallOptions } from './aws-call.ts';
import { UnresolvedReference } from './errors.ts';

/** A parameter by its whole name, decrypted. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** Reads the parameters of a path; `name` names the reference in errors. Throws `UnresolvedReference`. */
export type PathReader = (path: string, name: string) => Promise<readonly Parameter[]>;

/** Reads paths of SSM, with the region, the credentials and the endpoints of the environment. */
export const createPathReader = (options: AwsCallOptions): PathReader => {
  const call = createAwsCall(options);
  return async (path, name) => {
    const parameters: Parameter[] = [];
    let token: string | undefined;
    do {
      const page = await readPage(call, { path, token, name });
      parameters.push(...page.parameters);
      token = page.next;
    } while (token !== undefined);
    return parameters;
  };
};

interface PageOf {
  readonly path: string;
  readonly token: string | undefined;
  readonly name: string;
}

interface Page {
  readonly parameters: readonly Parameter[];
  /** Where the next page starts. A page may be empty and still have one: only its absence is the end. */
  readonly next: string | undefined;
}

const readPage = async (call: AwsCall, { path, token, name }: PageOf): Promise<Page> => {
  const input = { Path: path, Recursive: false, WithDecryption: true, NextToken: token };
  const answer = (await call({ ...GET_PARAMETERS_BY_PATH, input }, name)) as Answer | undefined;
  if (!Array.isArray(answer?.Parameters)) throw malformed('Parameters', name);
  return { parameters: answer.Parameters.map((each) => toParameter(each, name)), next: nextOf(answer, name) };
};

const GET_PARAMETERS_BY_PATH = {
  service: 'ssm',
  endpoint: 'SSM',
  target: 'AmazonSSM.GetParametersByPath',
};

interface Answer {
  readonly Parameters?: unknown;
  readonly NextToken?: unknown;
}

const toParameter = (parameter: unknown, name: string): Parameter => {
  const { Name, Value } = (parameter ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof Name !== 'string' || typeof Value !== 'string') throw malformed('Name and Value', name);
  return { name: Name, value: Value };
};

const nextOf = ({ NextToken: next }: Answer, name: string): string | undefined => {
  if (next === undefined || next === null || next === '') return undefined;
  if (typeof next !== 'string') throw malformed('a NextToken that is a text', name);
  return next;
};

const malformed = (missing: string, name: string): UnresolvedReference =>
  new UnresolvedReference('malformed', name, `AWS answered without ${missing}`);
