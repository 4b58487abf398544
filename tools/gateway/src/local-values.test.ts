import { readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { listen } from './http/listen.ts';
import { ensureLocalFactorKeys } from './local-factor-keys.ts';
import { ensureLocalKeys, localKeyFiles, writeLocalKeys } from './local-keys.ts';
import { readLineSettings, readLocalSettings } from './local-settings.ts';
import { prepareLocalValues } from './local-values.ts';
import { messageOf, StartError } from './start-error.ts';
import { temporaryFolder } from './testing/folders.ts';

// As lazily as the sources do: a start that makes no keys never loads it.
const { parsePrivateKeySet, parsePublicJwks, publicJwks } = await import('@gatehouse/jwt');

const factorFileIn = (home: string): string => join(home, 'keys', 'factor-keys');

describe('the settings', () => {
  test('have the documented defaults, for empty variables too', () => {
    const settings = { host: '127.0.0.1', port: 3000, home: join(process.cwd(), '.gatehouse') };
    expect(readLocalSettings({})).toEqual(settings);
    expect(readLocalSettings({ PORT: '', HOST: '', GATEHOUSE_HOME: '' })).toEqual(settings);
    expect(readLocalSettings({ PORT: '0', HOST: '::1', GATEHOUSE_HOME: '/x' })).toEqual({
      host: '::1',
      port: 0,
      home: '/x',
    });
  });

  test('that are wrong are named with their rule, all at once', () => {
    expect(() => readLocalSettings({ PORT: '65536', HOST: 'a b' })).toThrow(
      /^HOST: .+\nPORT: must be a whole number from 0 to 65535$/,
    );
    for (const PORT of ['-1', '3000x', '3e3', ' '])
      expect(() => readLocalSettings({ PORT })).toThrow('PORT: ');
  });
});

test('passkeys of a host that is given have no pages of this gateway', async () => {
  await using folder = await temporaryFolder();
  const values = await prepareLocalValues({ WEBAUTHN_RP_ID: 'example.com' }, join(folder.path, 'home'), 4000);
  expect(values).not.toHaveProperty('WEBAUTHN_ORIGINS');
});

describe('the local values', () => {
  const AWS = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' };

  /** A store that answers every question alike. */
  const answering = async (answer: object) => {
    const server = createServer((_request, response) => response.end(JSON.stringify(answer)));
    const port = await listen(server, '127.0.0.1', 0);
    const close = () => new Promise<unknown>((resolve) => server.close(resolve).closeAllConnections());
    return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => void (await close()) };
  };

  const home = async () => {
    const folder = await temporaryFolder();
    return {
      ...folder,
      home: join(folder.path, 'home'),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  };

  test('are the defaults of the contract, with keys made on the first start alone', async () => {
    await using folder = await home();
    const values = await prepareLocalValues({}, folder.home, 4000);
    const { privateFile, publicFile } = localKeyFiles(folder.home);
    expect(values).toEqual({
      DATABASE_URL: `sqlite:${folder.home}/gatehouse.db`,
      JWT_ISSUER: 'http://127.0.0.1:4000/auth',
      JWT_AUDIENCE: 'gatehouse',
      JWT_CLIENT_ID: 'gatehouse',
      ACCOUNT_URL: 'http://localhost:4000/console',
      WEBAUTHN_ORIGINS: 'http://localhost:4000',
      MAIL_URL: `file:${folder.home}/outbox`,
      JWT_PRIVATE_KEYS: `file:${privateFile}`,
      JWT_JWKS: `file:${publicFile}`,
      FACTOR_KEYS: `file:${join(folder.home, 'keys', 'factor-keys')}`,
      GATEHOUSE_HOME: folder.home,
    });
    const read = () =>
      Promise.all([privateFile, factorFileIn(folder.home)].map((file) => readFile(file, 'utf8')));
    const made = await read();
    expect(await prepareLocalValues({}, folder.home, 4000)).toEqual(values);
    expect(await read()).toEqual(made);
  });

  test('write mails into one folder, wherever the function runs that sends them', async () => {
    await using folder = await home();
    const mailUrlOf = async (MAIL_URL: string) =>
      (await prepareLocalValues({ MAIL_URL }, folder.home, 4000))['MAIL_URL'];
    expect(await mailUrlOf('file:some/outbox')).toBe(`file:${process.cwd()}/some/outbox`);
    for (const url of ['file:/some/outbox', 'smtp://127.0.0.1:1025', 'ssm:/mail/url'])
      expect(await mailUrlOf(url)).toBe(url);
  });

  test('keep the private key to its owner', async () => {
    await using folder = await home();
    await prepareLocalValues({}, folder.home, 4000);
    const { privateFile } = localKeyFiles(folder.home);
    const modes = await Promise.all(
      [folder.home, join(folder.home, 'keys'), privateFile, factorFileIn(folder.home)].map(
        async (path) => (await stat(path)).mode & 0o777,
      ),
    );
    expect(modes).toEqual([0o700, 0o700, 0o600, 0o600]);
  });

  test('are what the environment says, wherever it says something', async () => {
    await using folder = await home();
    const values = await prepareLocalValues(
      { JWT_ISSUER: 'https://id.example.com', JWT_AUDIENCE: '', OTHER: 'x' },
      folder.home,
      4000,
    );
    expect(values).toMatchObject({
      JWT_ISSUER: 'https://id.example.com',
      JWT_AUDIENCE: 'gatehouse',
      OTHER: 'x',
    });
  });

  test('make no key pair where any key material is given', async () => {
    await using folder = await home();
    const both = { JWT_PRIVATE_KEYS: 'ssm:/keys', JWT_JWKS: 'https://x' };
    const alone = { JWT_JWKS: 'https://id.example.com/jwks.json' };
    for (const given of [{ SECRET_KEY: 's' }, alone, both]) {
      const values = await prepareLocalValues(given, folder.home, 4000);
      const { SECRET_KEY, JWT_JWKS, JWT_PRIVATE_KEYS } = values;
      expect(JSON.parse(JSON.stringify({ SECRET_KEY, JWT_JWKS, JWT_PRIVATE_KEYS }))).toEqual(given);
    }
    await expect(stat(localKeyFiles(folder.home).privateFile)).rejects.toThrow('ENOENT');
  });

  test('take the public set from a private one, wherever that is', async () => {
    await using folder = await home();
    const { privateFile } = await ensureLocalKeys(join(folder.path, 'other'));
    const inPlace = await readFile(privateFile, 'utf8');
    await using store = await answering({ Parameter: { Value: inPlace }, SecretString: inPlace });
    const given = [inPlace, `\n ${inPlace}`, `file:${privateFile}`, 'ssm:/keys', 'secretsmanager:keys'];
    for (const JWT_PRIVATE_KEYS of given) {
      const env = { JWT_PRIVATE_KEYS, AWS_ENDPOINT_URL: store.url, ...AWS };
      const values = await prepareLocalValues(env, folder.home, 4000);
      expect(values).toMatchObject({ JWT_PRIVATE_KEYS });
      expect(values['JWT_JWKS']).toBe(JSON.stringify(publicJwks(await parsePrivateKeySet(inPlace))));
      expect(values['JWT_JWKS']).not.toContain('"d"');
    }
    await expect(stat(localKeyFiles(folder.home).privateFile)).rejects.toThrow('ENOENT');
  });

  test.each([
    ['{"keys":[]}', /^JWT_PRIVATE_KEYS: keys_missing: /],
    ['5ecret', /^JWT_PRIVATE_KEYS: keys_malformed: /],
    [' {"keys":[{"d":"5ecret"}]}', /^JWT_PRIVATE_KEYS: key_refused: /],
    ['file:keys/5ecret.json', /^JWT_PRIVATE_KEYS: must name a file by its absolute path/],
    ['file:/nowhere/private.json', /^JWT_PRIVATE_KEYS: there is no such file \(file:\S+\)$/],
    ['ssm:/keys', /^JWT_PRIVATE_KEYS: AWS_REGION is not set.*\(ssm:\/keys\)$/],
  ])('name the private keys that give no public set, and show none of them: %s', async (keys, complaint) => {
    await using folder = await home();
    const error = await prepareLocalValues({ JWT_PRIVATE_KEYS: keys }, folder.home, 4000).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(StartError);
    expect(messageOf(error)).toMatch(complaint);
    expect(messageOf(error)).not.toContain('5ecret');
  });

  test.each([
    ['5ecret', 'keys_malformed: the key set must be JSON'],
    ['{"keys":[{"kty":"oct","k":"5ecret"}]}', 'key_refused: keys[0]: k must not stand in a public set'],
    [
      'http://5ecret.example',
      'must be an https URL (http for a loopback host) without credentials and fragment',
    ],
    ['file:/nowhere/jwks.json', 'there is no such file (file:/nowhere/jwks.json)'],
  ])('blame public keys that come alone, and no private ones: %s', async (keys, rule) => {
    await using folder = await home();
    const values = prepareLocalValues({ JWT_JWKS: keys }, folder.home, 4000);
    await expect(values).rejects.toThrow(new StartError([`JWT_JWKS: ${rule}`]));
  });

  test('take no cheap hashes, which a folder that is kept would keep', async () => {
    await using folder = await home();
    const values = prepareLocalValues({ UNSAFE_CHEAP_HASHING: 'true' }, folder.home, 4000);
    await expect(values).rejects.toThrow('UNSAFE_CHEAP_HASHING: is for tests');
  });

  test('say in one line that the folder cannot be used', async () => {
    await using folder = await home();
    const file = await folder.write('file', '');
    await expect(prepareLocalValues({}, join(file, 'home'), 4000)).rejects.toThrow(
      /^GATEHOUSE_HOME: ENOTDIR/,
    );
  });
});

describe('the key of factors', () => {
  test('is one of 256 bits, however many processes start at once', async () => {
    await using folder = await temporaryFolder();
    const files = await Promise.all(Array.from({ length: 8 }, () => ensureLocalFactorKeys(folder.path)));
    expect(new Set(files)).toEqual(new Set([factorFileIn(folder.path)]));
    expect(await readFile(factorFileIn(folder.path), 'utf8')).toMatch(/^v1:[A-Za-z0-9+/]{43}=$/);
  });

  test('that is given is passed on, and none is made', async () => {
    await using folder = await temporaryFolder();
    const given = { FACTOR_KEYS: 'ssm:/keys', SECRET_KEY: 's' };
    expect(await prepareLocalValues(given, folder.path, 4000)).toMatchObject(given);
    await expect(stat(join(folder.path, 'keys'))).rejects.toThrow('ENOENT');
  });
});

describe('the local keys', () => {
  test('are one pair, however many processes start at once', async () => {
    await using folder = await temporaryFolder();
    const files = await Promise.all(Array.from({ length: 8 }, () => ensureLocalKeys(folder.path)));
    const { privateFile = '', publicFile = '' } = files[0] ?? {};
    const set = await parsePrivateKeySet(await readFile(privateFile, 'utf8'));
    expect(set.keys).toHaveLength(1);
    expect(await readFile(publicFile, 'utf8')).toBe(JSON.stringify(publicJwks(set)));
    await expect(parsePublicJwks(await readFile(publicFile, 'utf8'))).resolves.toBeDefined();
  });

  test('get their public half back when it is missing', async () => {
    await using folder = await temporaryFolder();
    const { publicFile } = await ensureLocalKeys(folder.path);
    const before = await readFile(publicFile, 'utf8');
    await rm(publicFile);
    await ensureLocalKeys(folder.path);
    expect(await readFile(publicFile, 'utf8')).toBe(before);
  });

  test('are replaced in both files, with the modes they had', async () => {
    await using folder = await temporaryFolder();
    await using other = await temporaryFolder();
    const { privateFile, publicFile } = await ensureLocalKeys(folder.path);
    const { privateFile: otherFile } = await ensureLocalKeys(other.path);
    const set = await parsePrivateKeySet(await readFile(otherFile, 'utf8'));
    await writeLocalKeys(folder.path, set);
    expect(await parsePrivateKeySet(await readFile(privateFile, 'utf8'))).toEqual(set);
    expect(await readFile(publicFile, 'utf8')).toBe(JSON.stringify(publicJwks(set)));
    expect((await stat(privateFile)).mode & 0o777).toBe(0o600);
  });
});

test.each<[string, boolean, Readonly<Record<string, string>>]>([
  ['pretty in colours', true, {}],
  ['json', false, {}],
  ['json in colours', true, { LOG_FORMAT: 'json' }],
  ['pretty', false, { LOG_FORMAT: 'pretty' }],
  ['pretty', true, { NO_COLOR: '1' }],
  ['pretty in colours', false, { LOG_FORMAT: 'pretty', FORCE_COLOR: '1' }],
])('lines are %s where the terminal is %s, with %j', (expected, isTerminal, env) => {
  const { logFormat, colours } = readLineSettings(env, isTerminal);
  expect(`${logFormat}${colours ? ' in colours' : ''}`).toBe(expected);
});

test('a format that is none stops the start by its name', () => {
  expect(() => readLineSettings({ LOG_FORMAT: 'text' }, true)).toThrow(
    'LOG_FORMAT: must be one of json, pretty',
  );
});
