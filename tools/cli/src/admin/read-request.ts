// The command line of `npm run admin`, held to its form before the database is opened.
import { readCommandLine, refuseUsage } from '../run-command.ts';
import type { AdminCommand, Asked } from './command.ts';
import { COMMANDS } from './commands.ts';
import { requireGrantable } from './roles.ts';

const FORM = {
  allowPositionals: true,
  options: { force: { type: 'boolean' }, email: { type: 'string' } },
} as const;

/** Throws `UsageError` with the usage, or with what is wrong about a role. */
export const readRequest = (
  args: readonly string[],
): { readonly command: AdminCommand; readonly asked: Asked } => {
  const { positionals, values } = readCommandLine(args, usage(), FORM);
  const [name = '', ...rest] = positionals;
  const command = (Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined) ?? refuse();
  return { command, asked: READERS[command.takes](rest, values) };
};

interface Options {
  readonly email?: string | undefined;
  readonly force?: boolean | undefined;
}

type Read = (words: readonly string[], options: Options) => Asked;

const READERS: Readonly<Record<AdminCommand['takes'], Read>> = {
  EMAIL: ([email = '', ...rest], options) => {
    if (email === '' || rest.length > 0 || Object.keys(options).length > 0) refuse();
    return { email, role: '', force: false };
  },
  'EMAIL [ROLE] [--force]': ([email = '', role = 'admin', ...rest], { force = false, ...others }) => {
    if (email === '' || rest.length > 0 || Object.keys(others).length > 0) refuse();
    requireGrantable(role);
    return { email, role, force };
  },
  '[--email EMAIL]': (words, { email = null, force }) => {
    if (words.length > 0 || email === '' || force !== undefined) refuse();
    return { email: email ?? '', role: '', force: false };
  },
};

const refuse = (): never => refuseUsage(usage());

const usage = (): string => {
  const lines = Object.entries(COMMANDS).map(
    ([name, { takes, does }]) => [`${name} ${takes}`, does] as const,
  );
  const width = Math.max(...lines.map(([form]) => form.length));
  return [
    'npm run admin -- COMMAND EMAIL',
    ...lines.map(([form, does]) => `  ${form.padEnd(width)}  ${does}`),
    '  ROLE is admin when none is named; --force takes a role that no access table names',
  ].join('\n');
};
