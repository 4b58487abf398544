// What the driver refuses of a URL, at once or when it would connect: told by rule and option, and never by value.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { BrokenRule } from '@gatehouse/config';
import { assertUsableUrl } from './usable-url.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-tls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Of a name that does not exist, for nothing but to be read. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBcjCCARegAwIBAgIUcUG48BDVBv2oZ5M6jTakvVJ2K1UwCgYIKoZIzj0EAwIw
DTELMAkGA1UEAwwCZGIwIBcNMjYxMTI1MjM0NjQwWhgPMjEyNjExMDEyMzQ2NDBa
MA0xCzAJBgNVBAMMAmRiMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEPs5REMxV
MY8Rg4ndgmM4bZp9TOlI+RutyX9tufFQHr4hEn3Is7JqHecYtGoR2kLuMRk5hHj8
DOZYR/U2h9c1WaNTMFEwHQYDVR0OBBYEFHs3SVef6jAec+4FBZpo0xaIDm9sMB8G
A1UdIwQYMBaAFHs3SVef6jAec+4FBZpo0xaIDm9sMA8GA1UdEwEB/wQFMAMBAf8w
CgYIKoZIzj0EAwIDSQAwRgIhAJg3zkOSmWYzgOBLNHY7VUEzP7t4VfcP/HWWQfpO
iv0SAiEAzdofgipIOsinv67HoO0CT9LNm/l/dApf2fcm5urYgc4=
-----END CERTIFICATE-----
`;
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgcMwyxeWU8/maaUjI
lMcFmW1jqUDVHz9FktAb8SACBCWhRANCAAQ+zlEQzFUxjxGDid2CYzhtmn1M6Uj5
G63Jf2258VAeviESfcizsmod5xi0ahHaQu4xGTmEePwM5lhH9TaH1zVZ
-----END PRIVATE KEY-----
`;

/** The rule that a URL with these options breaks; null for one that can work. */
const ruleOf = (options: string, base = 'mongodb://db.example/people'): string | null => {
  try {
    assertUsableUrl(`${base}?${options}`);
    return null;
  } catch (error) {
    if (error instanceof BrokenRule) return error.message;
    throw error;
  }
};

const refuses = (...names: string[]): RegExp =>
  new RegExp(`the driver takes.*: it refuses ${names.join(', ')}$`);

describe('a value that the driver refuses is named by its option', () => {
  test.each([
    ['maxPoolSize=s3cret', 'maxPoolSize'],
    ['retryWrites=true&maxPoolSize=-1&w=majority', 'maxPoolSize'],
    ['MAXPOOLSIZE=s3cret', 'MAXPOOLSIZE'],
    ['readPreference=s3cret', 'readPreference'],
    ['readPreferenceTags=s3cret', 'readPreferenceTags'],
    ['compressors=s3cret', 'compressors'],
    ['tls=s3cret', 'tls'],
    ['journal=s3cret', 'journal'],
    ['retryReads=s3cret', 'retryReads'],
    ['authMechanism=s3cret', 'authMechanism'],
    ['authMechanism=SCRAM-SHA-256', 'authMechanism'],
    ['authMechanism=MONGODB-OIDC', 'authMechanism'],
    ['authMechanismProperties=s3cret', 'authMechanismProperties'],
    ['serverMonitoringMode=s3cret', 'serverMonitoringMode'],
    ['family=5', 'family'],
    ['srvMaxHosts=2', 'srvMaxHosts'],
    ['proxyPassword=s3cret', 'proxyPassword'],
    ['connectTimeoutMS=s3cret', 'connectTimeoutMS'],
  ])('%s', (options, name) => {
    expect(ruleOf(options)).toMatch(refuses(name));
    expect(ruleOf(options)).not.toContain('s3cret');
  });

  test('two that are wrong are both named', () => {
    expect(ruleOf('maxPoolSize=a&w=1&minPoolSize=b')).toMatch(refuses('maxPoolSize', 'minPoolSize'));
  });

  test.each([
    ['directConnection=true&w=1&loadBalanced=true', ['directConnection', 'loadBalanced']],
    ['tls=true&ssl=false', ['tls', 'ssl']],
    ['loadBalanced=true&replicaSet=rs0', ['loadBalanced', 'replicaSet']],
    [
      'tls=true&tlsInsecure=true&tlsAllowInvalidCertificates=true',
      ['tlsInsecure', 'tlsAllowInvalidCertificates'],
    ],
  ])('two that contradict each other are both named: %s', (options, names) => {
    expect(ruleOf(options)).toMatch(refuses(...names));
  });

  test('several hosts contradict a direct connection', () => {
    expect(ruleOf('directConnection=true', 'mongodb://a.example,b.example/')).toMatch(
      refuses('directConnection'),
    );
  });

  test('a host that no option is at fault for is told as such', () => {
    for (const options of ['', 'w=majority'])
      expect(ruleOf(options, 'mongodb://db.example:70000/')).toBe(
        'must have hosts, a user and a password that the driver takes',
      );
  });
});

describe('what the driver notices only when it connects is refused before', () => {
  test.each([
    ['authMechanism=MONGODB-AWS&authSource=%24external', 'authMechanism', '@aws-sdk/credential-providers'],
    ['compressors=zlib,snappy', 'compressors', 'snappy'],
    ['proxyHost=proxy.example', 'proxyHost', 'socks'],
  ])('a package that is not installed: %s', (options, option, name) => {
    expect(ruleOf(options)).toBe(
      `must have no ${option} that needs the package ${name}: it is not installed`,
    );
  });

  test('a package that is not installed, of a mechanism that needs a user', () => {
    expect(ruleOf('authMechanism=GSSAPI', 'mongodb://ada%40EXAMPLE@db.example/')).toContain('kerberos');
  });

  test.each([
    ['', 'mongodb://ada@db.example/'],
    ['authMechanism=PLAIN', 'mongodb://ada@db.example/'],
    ['authMechanism=SCRAM-SHA-1', 'mongodb://ada:@db.example/'],
    ['authMechanismProperties=SERVICE_NAME:x', 'mongodb://db.example/'],
  ])('credentials that are not whole: %j of %s', (options, base) => {
    expect(ruleOf(options, base)).toBe('must have a user and a password for its authentication');
  });

  test('a certificate to authenticate by that is not there', () => {
    expect(ruleOf('authMechanism=MONGODB-X509&tls=true')).toMatch(/^must have tls=true and a tlsCert/);
  });

  test.each(['tlsCAFile', 'tlsCertificateKeyFile', 'tlsCRLFile'])(
    'a %s without TLS, away, or no PEM',
    (name) => {
      const text = join(folder, 's3cret.pem');
      writeFileSync(text, 's3cret');
      expect(ruleOf(`${name}=${text}`)).toBe(`must have tls=true beside ${name}`);
      expect(ruleOf(`tls=true&${name}=${folder}/s3cret-away.pem`)).toBe(
        `must name a file that can be read in ${name}`,
      );
      expect(ruleOf(`tls=true&${name}=${text}`)).toMatch(new RegExp(`^must name a PEM file .* in ${name},`));
    },
  );

  test.each([
    ['compressors=zlib&zlibCompressionLevel=42', 'must have a zlibCompressionLevel from -1 to 9'],
    ['minPoolSize=6', 'must have a minPoolSize of at most its maxPoolSize, which is 5 where it names none'],
    [
      'minPoolSize=3&maxPoolSize=2',
      'must have a minPoolSize of at most its maxPoolSize, which is 5 where it names none',
    ],
  ])('a limit that cannot hold: %s', (options, rule) => {
    expect(ruleOf(options)).toBe(rule);
  });

  test('an address where a name is looked up', () => {
    expect(ruleOf('', 'mongodb+srv://127.0.0.1/')).toBe(
      'must have a name and no address after mongodb+srv://',
    );
  });
});

describe('a URL that can work is taken', () => {
  test.each([
    ['', 'mongodb://db.example'],
    ['retryWrites=true&w=majority&appName=shop', 'mongodb+srv://ada:pass@cluster.example/shop'],
    ['maxPoolSize=0&minPoolSize=9', 'mongodb://a.example,b.example/'],
    ['compressors=zlib,zstd&zlibCompressionLevel=9', 'mongodb://ada:pa%24s@db.example/people'],
    ['authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:k8s', 'mongodb://db.example/'],
    ['readPreference=secondary&readPreferenceTags=dc:ny', 'mongodb://db.example/'],
    ['authSource=admin', 'mongodb://ada:pass@db.example/'],
  ])('%j of %s', (options, base) => {
    expect(ruleOf(options, base)).toBeNull();
  });

  test('with the files of its TLS', () => {
    const [cert, both] = ['cert.pem', 'both.pem'].map((name) => join(folder, name));
    writeFileSync(cert!, CERTIFICATE);
    writeFileSync(both!, CERTIFICATE + KEY);
    const mutual = `authMechanism=MONGODB-X509&tls=true&tlsCAFile=${cert}&tlsCertificateKeyFile=${both}`;
    expect(ruleOf(mutual)).toBeNull();
    expect(ruleOf(`tls=true&tlsCertificateKeyFile=${cert}`)).toMatch(/in tlsCertificateKeyFile,/);
  });
});
