// What a database URL may be, down to the names of the driver's options. It lives here and not with the stores, because
// a bad one has to stop the start, and no start loads a driver to find out.
import { broken } from './kinds.ts';

export type DatabaseAddress =
  | { readonly store: 'sqlite'; readonly path: string }
  | { readonly store: 'mongodb'; readonly url: string; readonly name: string }
  | TableAddress;

/** A table of DynamoDB: of AWS, or of the engine at `endpoint` on this machine. */
export interface TableAddress {
  readonly store: 'dynamodb';
  readonly region: string;
  readonly table: string;
  readonly endpoint: string | null;
}

/**
 * Tells the three kinds of URL apart. No message repeats any part of the URL, since it may hold credentials.
 * @throws BrokenRule naming the rule that the URL broke
 */
export const parseDatabaseUrl = (url: string): DatabaseAddress => {
  if (url.startsWith('sqlite:')) return { store: 'sqlite', path: filePathOf(url.slice('sqlite:'.length)) };
  if (/^mongodb(\+srv)?:/.test(url)) return { store: 'mongodb', url, name: databaseNameOf(url) };
  if (url.startsWith('dynamodb:')) return tableAddressOf(url);
  return broken('must be a mongodb://, mongodb+srv://, dynamodb:// or sqlite: URL');
};

const filePathOf = (path: string): string => {
  const namesFile = path !== '' && !path.endsWith('/') && !path.includes('\0') && !path.startsWith(':');
  if (!namesFile) return broken('must name a file: sqlite:PATH');
  return /^\/\/[^/]/.test(path) ? broken('must have no host: sqlite:PATH or sqlite:///PATH') : path;
};

/** Without an endpoint the region is AWS's to know; here it need only look like one, so that a table's name is not taken for it. */
const tableAddressOf = (url: string): TableAddress => {
  const { region = '', table = '', query } = DYNAMODB_URL.exec(url)?.groups ?? broken(TABLE_FORM);
  const endpoint = endpointIn(query);
  if (!(endpoint === null ? AWS_REGION : LOCAL_REGION).test(region)) return broken(REGION_RULE);
  if (!TABLE_NAME.test(table))
    return broken('must name its table by 3 to 255 of letters, digits, _, - and .');
  return { store: 'dynamodb', region, table, endpoint };
};

const endpointIn = (query: string | undefined): string | null => {
  const options = [...new URLSearchParams(query)];
  if (options.length === 0) return null;
  const [[name, endpoint] = [], ...more] = options;
  if (name !== 'endpoint' || more.length > 0)
    return broken('must have no option but endpoint, and that once');
  return endpoint !== undefined && LOCAL_ENDPOINT.test(endpoint) && URL.canParse(endpoint)
    ? endpoint
    : broken(ENDPOINT_RULE);
};

const DYNAMODB_URL = /^dynamodb:\/\/(?<region>[^/?#\s]+)\/(?<table>[^/?#\s]+)(?:\?(?<query>[^#\s]*))?$/;
const TABLE_FORM = 'must read dynamodb://REGION/TABLE[?endpoint=…]';
const AWS_REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/;
const LOCAL_REGION = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const REGION_RULE = 'must name a region of AWS such as eu-central-1: dynamodb://REGION/TABLE';
const TABLE_NAME = /^[\w.-]{3,255}$/;
const LOCAL_ENDPOINT = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
const ENDPOINT_RULE = 'must name as endpoint an engine on this machine, such as http://127.0.0.1:8000';

const databaseNameOf = (url: string): string => {
  const { srv, user, hosts = '', name, query } = MONGODB_URL.exec(url)?.groups ?? broken(FORM);
  if (user !== undefined && !USER.test(user))
    return broken('must have its user and password percent-encoded');
  if (srv !== undefined && /[,:]/.test(hosts)) return broken('must have one host and no port after +srv');
  if (!hosts.split(',').every((host) => HOST.test(host))) return broken(FORM);
  assertOptions([...new URLSearchParams(query)]);
  return DATABASE_NAME.test(name || DEFAULT_NAME) ? name || DEFAULT_NAME : broken(NAME_RULE);
};

/** Values are the driver's business, which is not loaded yet; by a name that it does not know every request would fail. */
const assertOptions = (options: readonly (readonly [name: string, value: string])[]): void => {
  const known = MONGODB_OPTIONS.split(' ');
  const names = options.map(([name]) => name.toLowerCase());
  if (names.some((name) => !known.includes(name)))
    broken('must have no option that MongoDB’s URLs do not know');
  const single = names.filter((name) => name !== 'readpreferencetags');
  if (new Set(single).size < single.length || options.some(([, value]) => value === ''))
    broken('must have each option once, and with a value');
};

const MONGODB_URL =
  /^mongodb(?<srv>\+srv)?:\/\/(?:(?<user>[^@/?#\s]+)@)?(?<hosts>[^@/?#\s]+)(?:\/(?<name>[^/?#\s]*))?(?:\?(?<query>[^#\s]*))?$/;
const FORM = 'must read mongodb://[user:password@]host[:port][,…][/name][?options]';
const USER = /^(?:[^%:[\]]|%[0-9A-Fa-f]{2})+(?::(?:[^%:[\]]|%[0-9A-Fa-f]{2})*)?$/;
const HOST = /^(?:[\w.%~-]+|\[[0-9A-Fa-f:.%]+\])(?::\d{1,5})?$/;
const DATABASE_NAME = /^[A-Za-z0-9_-]{1,63}$/;
const NAME_RULE = 'must name its database by 1 to 63 of letters, digits, _ and -';
const DEFAULT_NAME = 'gatehouse';

/** What may stand behind the `?`, in lower case; a test of the MongoDB adapter holds it against the driver. */
export const MONGODB_OPTIONS =
  'appname authmechanism authmechanismproperties authsource compressors connecttimeoutms directconnection family ' +
  'heartbeatfrequencyms j journal loadbalanced localthresholdms maxconnecting maxidletimems maxpoolsize ' +
  'maxstalenessseconds minheartbeatfrequencyms minpoolsize nodelay proxyhost proxypassword proxyport proxyusername ' +
  'readconcernlevel readpreference readpreferencetags replicaset retryreads retrywrites servermonitoringmode ' +
  'serverselectiontimeoutms sockettimeoutms srvallowedhostssuffix srvmaxhosts srvservicename ssl timeoutms tls ' +
  'tlsallowinvalidcertificates tlsallowinvalidhostnames tlscafile tlscertificatekeyfile ' +
  'tlscertificatekeyfilepassword tlscrlfile tlsinsecure w waitqueuetimeoutms wtimeout wtimeoutms zlibcompressionlevel';
