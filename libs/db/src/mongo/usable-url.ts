// Whether the driver can work with a URL: what it refuses itself, and what it would notice only when it connects.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { createDeflate } from 'node:zlib';
import { broken } from '@gatehouse/config';
import type { MongoOptions } from 'mongodb';
import { createClient } from './client.ts';

/**
 * Holds a URL that `parseDatabaseUrl` took to all that can be known of it without a connection.
 * @throws BrokenRule that names options and packages, and no value
 * @example
 * assertUsableUrl('mongodb://127.0.0.1:27017/?tls=true');
 */
export const assertUsableUrl = (url: string): void => {
  const { options } = createClient(url, {});
  for (const check of CHECKS) check(options);
};

type Check = (options: MongoOptions) => void;

const checkPackages: Check = ({ credentials, compressors, proxyHost }) => {
  const needed: readonly (readonly [isNeeded: boolean, option: string, name: string])[] = [
    [credentials?.mechanism === 'MONGODB-AWS', 'authMechanism', '@aws-sdk/credential-providers'],
    [credentials?.mechanism === 'GSSAPI', 'authMechanism', 'kerberos'],
    [compressors?.includes('snappy') === true, 'compressors', 'snappy'],
    [proxyHost !== undefined, 'proxyHost', 'socks'],
  ];
  const missing = needed.find(([isNeeded, , name]) => isNeeded && !isInstalled(name));
  if (missing !== undefined)
    broken(`must have no ${missing[1]} that needs the package ${missing[2]}: it is not installed`);
};

const { resolve } = createRequire(import.meta.url);

const isInstalled = (name: string): boolean => {
  try {
    return resolve(name) !== '';
  } catch {
    return false;
  }
};

/** The driver notices a user without a password, and a mechanism without a user, at the first connection. */
const checkCredentials: Check = ({ credentials, tls, tlsCertificateKeyFile }) => {
  if (credentials === undefined) return;
  const { mechanism, username, password } = credentials;
  const byPassword = ['DEFAULT', 'PLAIN', 'SCRAM-SHA-1', 'SCRAM-SHA-256'].includes(mechanism);
  if (byPassword && (!username || !password))
    broken('must have a user and a password for its authentication');
  if (mechanism === 'MONGODB-X509' && (!tls || tlsCertificateKeyFile === undefined))
    broken('must have tls=true and a tlsCertificateKeyFile for authMechanism MONGODB-X509');
};

const TLS_FILES = ['tlsCAFile', 'tlsCertificateKeyFile', 'tlsCRLFile'] as const;

/** Without `tls` the driver reads none of these files, and connects in the clear. */
const checkTls: Check = (options) => {
  const named = TLS_FILES.filter((name) => options[name] !== undefined);
  if (named.length > 0 && !options.tls) broken(`must have tls=true beside ${named.join(', ')}`);
  for (const name of named) checkTlsFile(name, options[name] ?? '', options.passphrase);
};

const checkTlsFile = (name: (typeof TLS_FILES)[number], path: string, passphrase?: string): void => {
  const bytes = valueOf(() => readFileSync(path)) ?? broken(`must name a file that can be read in ${name}`);
  const uses: Readonly<Record<typeof name, () => unknown>> = {
    tlsCAFile: () => new X509Certificate(bytes),
    tlsCertificateKeyFile: () => createSecureContext({ cert: bytes, key: bytes, passphrase }),
    tlsCRLFile: () => createSecureContext({ crl: bytes }),
  };
  if (valueOf(uses[name]) === undefined)
    broken(`must name a PEM file that TLS takes in ${name}, with the right password`);
};

/** The driver asks zlib at the first compressed message. */
const checkCompression: Check = ({ compressors = [], zlibCompressionLevel: level }) => {
  if (!compressors.includes('zlib') || level === undefined) return;
  if (valueOf(() => createDeflate({ level })) === undefined)
    broken('must have a zlibCompressionLevel from -1 to 9');
};

const checkPool: Check = ({ minPoolSize, maxPoolSize }) => {
  if (maxPoolSize > 0 && minPoolSize > maxPoolSize)
    broken('must have a minPoolSize of at most its maxPoolSize, which is 5 where it names none');
};

const checkSrvHost: Check = ({ srvHost }) => {
  if (srvHost !== undefined && isIP(srvHost) > 0)
    broken('must have a name and no address after mongodb+srv://');
};

const CHECKS = [checkPackages, checkCredentials, checkTls, checkCompression, checkPool, checkSrvHost];

const valueOf = <T>(act: () => T): T | undefined => {
  try {
    return act();
  } catch {
    return undefined;
  }
};
