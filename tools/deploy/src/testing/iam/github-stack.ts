// The policies of github.yaml as AWS would have them, once the stack is made.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseTemplate, resolveStack, type Parameters } from '@gatehouse/templates';
import { GITHUB } from './names.ts';

const FILE = resolve(import.meta.dirname, '../../../templates/github.yaml');

export interface GithubStack {
  /** What the deploy role may do by itself, without PolicyArn. */
  readonly deployment: unknown;
  readonly boundary: unknown;
}

/** The stack for these parameters; the defaults hold for the others. */
export const githubStack = (parameters: Parameters = {}): GithubStack => {
  const given = { Repository: 'owner/name', ...parameters };
  const { Deployment, Boundary } = resolveStack(parseTemplate(readFileSync(FILE, 'utf8')), {
    'AWS::StackName': GITHUB.stack,
    ...given,
  }) as Readonly<Record<string, { readonly Properties: { readonly PolicyDocument: unknown } }>>;
  return { deployment: named(Deployment?.Properties), boundary: named(Boundary?.Properties) };
};

/** The document, with the ARNs that only a stack knows. */
const named = (properties: { readonly PolicyDocument: unknown } | undefined): unknown =>
  JSON.parse(
    JSON.stringify(properties?.PolicyDocument)
      .replaceAll('<DeployRole.Arn>', GITHUB.role)
      .replaceAll('<Boundary>', GITHUB.boundary),
  );
