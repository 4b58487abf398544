// What the gateway itself is configured by: where it listens, and where a local run keeps its files.
import { resolve } from 'node:path';
import { ConfigurationError, integer, logVariables, readEnvironment, text } from '@gatehouse/config';
import { hasColours } from '@gatehouse/terminal';
import type { LogFormat } from './log-lines/log-lines.ts';
import { StartError } from './start-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Values = Readonly<Record<string, string>>;

export interface LocalSettings {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Where keys and the database file are kept, absolute. */
  readonly home: string;
}

/** How what it prints looks. */
export interface LineSettings {
  readonly logFormat: LogFormat;
  readonly colours: boolean;
}

/** @throws StartError with a line `VARIABLE: rule` for each that is wrong */
export const readLocalSettings = (env: Environment): LocalSettings => {
  const { HOST, PORT, GATEHOUSE_HOME } = readVariables(env, SETTINGS);
  return { host: HOST, port: PORT, home: resolve(GATEHOUSE_HOME) };
};

/** Lines are for a person where there is a terminal, unless LOG_FORMAT says otherwise. @throws StartError where it says nothing known */
export const readLineSettings = (env: Environment, isTerminal = false): LineSettings => {
  const { LOG_FORMAT } = readVariables(env, LINE_SETTINGS);
  return {
    logFormat: env['LOG_FORMAT'] || !isTerminal ? LOG_FORMAT : 'pretty',
    colours: hasColours(isTerminal, env),
  };
};

const SETTINGS = {
  HOST: text({ fallback: '127.0.0.1', pattern: { matches: /^[\w.:-]+$/, rule: 'must be an address' } }),
  PORT: integer({ min: 0, max: 65_535, fallback: 3000 }),
  GATEHOUSE_HOME: text({ fallback: '.gatehouse' }),
};

const LINE_SETTINGS = { LOG_FORMAT: logVariables.LOG_FORMAT };

/** The variables that the gateway reads for itself. */
export const SETTING_NAMES: readonly string[] = Object.keys({ ...SETTINGS, ...LINE_SETTINGS });

/** Where a browser or curl on this machine finds what listens there. */
export const originOf = (host: string, port: number): string => `http://${toUrlHost(host)}:${port}`;

const toUrlHost = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

/** The environment without empty variables: each counts as unset, as it does for the apps. */
export const withoutUnset = (env: Environment): Values =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : [])));

/** As `readEnvironment`. @throws StartError */
export const readVariables: typeof readEnvironment = (env, schema) => {
  try {
    return readEnvironment(env, schema);
  } catch (error) {
    return stopStart(error);
  }
};

/** @throws StartError with what is wrong with a configuration, by variable */
export const stopStart = (error: unknown): never => {
  if (!(error instanceof ConfigurationError)) throw error;
  throw new StartError(error.problems.map(({ variable, rule }) => `${variable}: ${rule}`));
};
