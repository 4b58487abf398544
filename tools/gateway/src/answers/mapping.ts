// API Gateway's substitutions: `$context.…` in the bodies of gateway responses, mapping expressions in their headers.
import { lastHeader } from '../events/request.ts';
import type { HeaderList } from '../events/request.ts';

/** What a mapping can name. */
export interface MappingScope {
  /** The tree under `$context`. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly headers: HeaderList;
}

/** Visible ASCII between quotes; anything else cannot stand in a header. */
const LITERAL = /^'([ -&(-~]*)'$/;
const CONTEXT = /^context((?:\.\w+)+)$/;
const REQUEST_HEADER = /^method\.request\.header\.([\w-]+)$/;

/** True for what API Gateway takes as the value of a response header. */
export const isMappingExpression = (text: string): boolean =>
  [LITERAL, CONTEXT, REQUEST_HEADER].some((form) => form.test(text));

/** The value of a header's mapping expression; what it names and is not there is an empty text. */
export const mapHeader = (expression: string, { context, headers }: MappingScope): string => {
  const literal = LITERAL.exec(expression)?.[1];
  if (literal !== undefined) return literal;
  const path = CONTEXT.exec(expression)?.[1];
  if (path !== undefined) return valueAt(path, context).replace(/[^\t\x20-\x7e\x80-\xff]/g, ' ');
  return lastHeader(headers, REQUEST_HEADER.exec(expression)?.[1] ?? '') ?? '';
};

/**
 * The body template with its `$context.…` filled in. Each value is escaped as the inside of a JSON string, so that
 * nothing a client sends can break out of one; `$context.error.messageString` comes with its quotes, as AWS has it.
 */
export const mapBody = (template: string, { context }: MappingScope): string =>
  template.replace(/\$context((?:\.[A-Za-z]\w*)+)/g, (_whole, path: string) =>
    path === '.error.messageString'
      ? quotedMessage(context)
      : JSON.stringify(valueAt(path, context)).slice(1, -1),
  );

// A message that is null has no quotes.
const quotedMessage = (context: unknown): string =>
  find('.error.message', context) === null ? 'null' : JSON.stringify(valueAt('.error.message', context));

const valueAt = (path: string, context: unknown): string => {
  const value = find(path, context);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const find = (path: string, context: unknown): unknown => {
  let value = context;
  for (const name of path.slice(1).split('.'))
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? value[name as never]
        : undefined;
  return value;
};
