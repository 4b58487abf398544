// The SQLite adapter of an earlier release, written by: npm run older-release -- COMMIT
import{resolve}from"node:path";var DEFAULT_TIMEOUT_MS=4e3;import{createSecretKey,hkdfSync,randomBytes}from"node:crypto";var NAME="store_key";var KEY_BYTES=32;var ensureStoreKey=values=>values.keep(NAME,randomBytes(KEY_BYTES).toString("base64url"));var NotTextError=class extends TypeError{name="NotTextError"};var MigrationError=class extends Error{name="MigrationErro\
r"};var DatabaseClosedError=class extends Error{name="DatabaseClosedError";constructor(){super("The database is closed")}};
var isOwnFault=error=>error instanceof NotTextError||error instanceof MigrationError||error instanceof DatabaseClosedError;var MARK=Symbol.for("gatehouse.error");var GatehouseError=class extends Error{name="GatehouseError";code;reason;errors;retryAfterSeconds;static[Symbol.
hasInstance](value){return typeof value==="object"&&value!==null&&MARK in value}constructor(code,options={}){super(code,
options.cause===void 0?void 0:{cause:options.cause});this.code=code;this.reason=options.reason;this.errors=options.errors;
this.retryAfterSeconds=options.retryAfterSeconds}get[MARK](){return true}};var RETRY_AFTER_SECONDS=2;var storeUnavailable=cause=>new GatehouseError("store_unavailable",{cause,retryAfterSeconds:RETRY_AFTER_SECONDS});var OUR_RESULT_CODES=new Set([1,18,19,20,21,25]);var CONSTRAINT_UNIQUE=2067;var OUR_NAMES=new Set(["TypeError","RangeErr\
or","ReferenceError","SyntaxError"]);var NotMigratedError=class extends Error{name="NotMigratedError"};var faultOf=error=>{
if(isEmailTaken(error))return new GatehouseError("email_taken");return isUnavailable(error)?storeUnavailable(error):error};
var isUnavailable=error=>{const code=sqliteCodeOf(error);return code===void 0?!isOurs(error):!OUR_RESULT_CODES.has(primary(
code))};var isBusy=error=>{const code=sqliteCodeOf(error);return code!==void 0&&(primary(code)===5||primary(code)===6)};
var isEmailTaken=error=>sqliteCodeOf(error)===CONSTRAINT_UNIQUE&&/\busers\.email\b/.test(String(error));var isOurs=error=>{
const{name,code}=Object(error);return isOwnFault(error)||OUR_NAMES.has(name)||code==="ERR_INVALID_STATE"};var sqliteCodeOf=error=>typeof error===
"object"&&error!==null&&"errcode"in error&&typeof error.errcode==="number"?error.errcode:void 0;var primary=code=>code&255;import{closeSync,mkdirSync,openSync,statSync}from"node:fs";import{dirname}from"node:path";import{DatabaseSync}from"node:sqlite";
import{pathToFileURL}from"node:url";var createFile=path=>{mkdirSync(dirname(path),{recursive:true,mode:448});closeSync(openSync(
path,"a",384))};var openFile=path=>{const url=pathToFileURL(path);url.searchParams.set("mode","rw");const database=new DatabaseSync(
url,{timeout:0});try{database.exec("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON");return database}catch(error){database.
close();throw error}};var identityOf=path=>{const stat=statSync(path,{throwIfNoEntry:false});return stat?`${stat.dev}:${stat.
ino}`:null};var MIGRATIONS=[`
  CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_verified INTEGER NOT NULL,
    roles TEXT NOT NULL CHECK (json_type(roles) = 'array'),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    epoch INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX users_email ON users (email);
  CREATE INDEX users_created_at ON users (created_at, id);

  CREATE TABLE sessions (
    family_digest TEXT PRIMARY KEY NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    current_digest TEXT NOT NULL,
    predecessor_digest TEXT,
    predecessor_sealed_successor TEXT,
    predecessor_used_at INTEGER,
    authenticated_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    absolute_expires_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    user_agent TEXT NOT NULL,
    address TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sessions_id ON sessions (id);
  CREATE INDEX sessions_account ON sessions (account_id, created_at, id);
  CREATE INDEX sessions_expires_at ON sessions (expires_at);
  `,`CREATE TABLE shared_values (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;`,`
  ALTER TABLE sessions ADD COLUMN predecessor_network TEXT;
  ALTER TABLE sessions ADD COLUMN answered_late_at TEXT NOT NULL DEFAULT '[]' CHECK (json_type(answered_late_at) = 'arra\
y');
  ALTER TABLE sessions ADD COLUMN replayed_elsewhere_at TEXT NOT NULL DEFAULT '[]'
    CHECK (json_type(replayed_elsewhere_at) = 'array');
  `,`
  CREATE TABLE counters (key TEXT PRIMARY KEY NOT NULL, points INTEGER NOT NULL, expire INTEGER NOT NULL) STRICT;
  CREATE INDEX counters_expire ON counters (expire);
  `];var SCHEMA_VERSION=MIGRATIONS.length;var versionOf=database=>Number(database.prepare("PRAGMA user_version").get()?.["\
user_version"]);var runMigrations=database=>{const version=versionOf(database);if(version>SCHEMA_VERSION)throw new MigrationError(
newerThanKnown(version));for(const migration of MIGRATIONS.slice(version))database.exec(migration);database.exec(`PRAGMA\
 user_version = ${SCHEMA_VERSION}`)};var newerThanKnown=version=>`The database has schema version ${version} and this re\
lease knows ${SCHEMA_VERSION}: migrate with the newer release`;import{setTimeout as sleep}from"node:timers/promises";import{AsyncLocalStorage}from"node:async_hooks";var leftOfBudget=new AsyncLocalStorage;var withBudget=(budgetMs,work,nowMs=()=>performance.now())=>{const endsAtMs=nowMs()+
budgetMs;const outerLeftMs=leftOfBudget.getStore()??(()=>Infinity);return leftOfBudget.run(()=>Math.max(0,Math.min(endsAtMs-
nowMs(),outerLeftMs())),work)};var timeLeftMs=limitMs=>Math.min(limitMs,leftOfBudget.getStore()?.()??Infinity);var LONGEST_PAUSE_MS=25;var retryWhileBusy=async(limitMs,attempt)=>withBudget(limitMs,()=>retryWithinBudget(attempt));var retryWithinBudget=async attempt=>{
for(let pauseMs=1;;pauseMs=Math.min(pauseMs*2,LONGEST_PAUSE_MS)){try{return attempt()}catch(error){if(!isBusy(error)||timeLeftMs(
Infinity)<pauseMs)throw error}await sleep(pauseMs*(.5+Math.random()))}};var createSqliteConnection=(path,timeoutMs)=>{let current;let closed=false;const drop=()=>{current?.close();current=void 0};
const get=()=>{if(closed)throw new DatabaseClosedError;if(current&&current.identity!==identityOf(path))drop();return current??=
open(path)};const attempt=work=>{try{return work(get())}catch(error){if(isUnavailable(error)&&!isBusy(error))drop();throw error}};
return{run:async work=>{try{return await retryWhileBusy(timeoutMs,()=>attempt(work))}catch(error){throw faultOf(error)}},
close:()=>{closed=true;drop()}}};var open=path=>{const identity=identityOf(path);const database=openFile(path);try{requireMigrated(
database)}catch(error){database.close();throw error}const prepared=new Map;return{identity,prepare:sql=>prepared.get(sql)??
remember(prepared,sql,database.prepare(sql)),atomically:work=>inTransaction(database,work),unsynced:work=>withoutSync(database,
work),close:()=>database.close()}};var requireMigrated=database=>{const version=versionOf(database);if(version>=SCHEMA_VERSION)
return;throw new NotMigratedError(`The database has schema version ${version} of ${SCHEMA_VERSION}: run the migration`)};
var remember=(prepared,sql,statement)=>{prepared.set(sql,statement);return statement};var inTransaction=(database,work)=>{
database.exec("BEGIN IMMEDIATE");try{work();database.exec("COMMIT")}catch(error){if(database.isTransaction)database.exec(
"ROLLBACK");throw error}};var withoutSync=(database,work)=>{database.exec("PRAGMA synchronous = NORMAL");try{return work()}finally{
database.exec("PRAGMA synchronous = FULL")}};var migrateFile=async(path,timeoutMs)=>{try{createFile(path);await retryWhileBusy(timeoutMs,()=>migrateOnce(path))}catch(error){
throw faultOf(error)}};var migrateOnce=path=>{const database=openFile(path);try{if(isCurrent(database))return;useWriteAheadLog(
database);inTransaction(database,()=>runMigrations(database))}finally{database.close()}};var isCurrent=database=>database.
prepare("PRAGMA journal_mode").get()?.["journal_mode"]==="wal"&&versionOf(database)===SCHEMA_VERSION;var useWriteAheadLog=database=>{
const mode=database.prepare("PRAGMA journal_mode = WAL").get()?.["journal_mode"];if(mode!=="wal")throw new MigrationError(
"The file system of the database cannot hold a write-ahead log")};import RateLimiterSQLite from"rate-limiter-flexible/lib/RateLimiterSQLite.js";var COUNTS_ALL={points:Number.MAX_SAFE_INTEGER,duration:1,keyPrefix:""};var add=async(limiter,key,amount,windowSeconds)=>toCount(
await limiter.penalty(key,amount,{customDuration:windowSeconds}));var restart=async(limiter,key,windowSeconds)=>void await limiter.
set(key,1,windowSeconds);var find=async(limiter,key)=>{const found=await limiter.get(key);return found===null?null:toCount(
found)};var toCount=({consumedPoints,msBeforeNext})=>({count:consumedPoints,msLeft:msBeforeNext});var requireText=value=>{if(typeof value!=="string")throw new NotTextError("A store takes a string here");return value};var counterSql={dropExpired:`DELETE FROM counters WHERE rowid IN
    (SELECT rowid FROM counters WHERE expire <= :now ORDER BY expire LIMIT :limit)`};var DROPPED_PER_WINDOW=8;var createSqliteCounterStore=connection=>{
const limiter=limiterOn(connection);const dropExpired=()=>connection.run(({prepare,unsynced})=>unsynced(()=>prepare(counterSql.
dropExpired).run({now:Date.now(),limit:DROPPED_PER_WINDOW})));return{add:async(key,amount,windowSeconds)=>{const counted=await add(
limiter,requireText(key),amount,windowSeconds);if(counted.count===amount)await dropExpired();return counted},restart:async(key,windowSeconds)=>restart(
limiter,requireText(key),windowSeconds),find:async key=>find(limiter,requireText(key))}};var limiterOn=({run})=>{const storeClient={
prepare:sql=>({get:(...values)=>run(({prepare,unsynced})=>unsynced(()=>prepare(sql).all(...values)[0]))}),transaction:work=>work};
const options={storeType:"better-sqlite3",tableName:"counters",tableCreated:true};return new RateLimiterSQLite({...COUNTS_ALL,
...options,storeClient})};var USER_COLUMNS=["id","first_name","last_name","email","email_verified","roles","created_at","updated_at","password_has\
h","disabled","epoch"];var SESSION_COLUMNS=["family_digest","id","account_id","epoch","generation","current_digest","pre\
decessor_digest","predecessor_sealed_successor","predecessor_used_at","predecessor_network","answered_late_at","replayed\
_elsewhere_at","authenticated_at","created_at","last_used_at","absolute_expires_at","expires_at","user_agent","address"];
var toUserRow=account=>({id:requireText(account.id),first_name:requireText(account.firstName),last_name:requireText(account.
lastName),email:requireText(account.email),email_verified:Number(account.emailVerified),roles:JSON.stringify(account.roles),
created_at:account.createdAt.getTime(),updated_at:account.updatedAt.getTime(),password_hash:requireText(account.passwordHash),
disabled:Number(account.disabled),epoch:account.epoch});var toAccount=row=>({id:row.id,firstName:row.first_name,lastName:row.
last_name,email:row.email,emailVerified:row.email_verified===1,roles:JSON.parse(row.roles),createdAt:new Date(row.created_at),
updatedAt:new Date(row.updated_at),passwordHash:row.password_hash,disabled:row.disabled===1,epoch:row.epoch});var toSessionRow=session=>({
family_digest:requireText(session.familyDigest),id:requireText(session.id),account_id:requireText(session.accountId),epoch:session.
epoch,generation:session.generation,current_digest:requireText(session.currentDigest),predecessor_digest:session.predecessor?.
digest??null,predecessor_sealed_successor:session.predecessor?.sealedSuccessor??null,predecessor_used_at:session.predecessor?.
usedAt.getTime()??null,predecessor_network:session.predecessor?.network??null,answered_late_at:fromTimes(session.answeredLateAt),
replayed_elsewhere_at:fromTimes(session.replayedElsewhereAt),authenticated_at:session.authenticatedAt.getTime(),created_at:session.
createdAt.getTime(),last_used_at:session.lastUsedAt.getTime(),absolute_expires_at:session.absoluteExpiresAt.getTime(),expires_at:session.
expiresAt.getTime(),user_agent:requireText(session.userAgent),address:requireText(session.address)});var toSession=row=>({
id:row.id,familyDigest:row.family_digest,accountId:row.account_id,epoch:row.epoch,generation:row.generation,currentDigest:row.
current_digest,predecessor:toPredecessor(row),answeredLateAt:toTimes(row.answered_late_at),replayedElsewhereAt:toTimes(row.
replayed_elsewhere_at),authenticatedAt:new Date(row.authenticated_at),createdAt:new Date(row.created_at),lastUsedAt:new Date(
row.last_used_at),absoluteExpiresAt:new Date(row.absolute_expires_at),expiresAt:new Date(row.expires_at),userAgent:row.user_agent,
address:row.address});var toPredecessor=row=>{const{predecessor_digest:digest,predecessor_sealed_successor:sealedSuccessor,
predecessor_used_at:usedAt,predecessor_network:network}=row;if(digest===null||sealedSuccessor===null||usedAt===null)return null;
return{digest,sealedSuccessor,usedAt:new Date(usedAt),network}};var fromTimes=times=>JSON.stringify(times.map(time=>time.
getTime()));var toTimes=text=>JSON.parse(text).map(time=>new Date(time));var KEPT=["family_digest","id","account_id","created_at"];var MOVING_COLUMNS=SESSION_COLUMNS.filter(column=>!KEPT.includes(
column));var sessionSql={insert:`INSERT INTO sessions (${SESSION_COLUMNS.join(", ")}) VALUES (:${SESSION_COLUMNS.join(",\
 :")})`,findByFamily:"SELECT * FROM sessions WHERE family_digest = :family_digest",findById:"SELECT * FROM sessions WHER\
E id = :id",swap:`UPDATE sessions SET ${MOVING_COLUMNS.map(column=>`${column} = :${column}`).join(", ")}
    WHERE family_digest = :family_digest AND generation = :expected`,adoptEpoch:`UPDATE sessions SET epoch = :to, genera\
tion = generation + 1
    WHERE family_digest = :family_digest AND epoch = :from`,end:"DELETE FROM sessions WHERE family_digest = :family_dige\
st RETURNING *",listByAccount:`SELECT * FROM sessions WHERE account_id = :account_id AND expires_at > :now
    ORDER BY created_at DESC, id DESC`,dropEndedOf:"DELETE FROM sessions WHERE account_id = :account_id AND epoch < :epo\
ch",dropExpired:`DELETE FROM sessions WHERE rowid IN
    (SELECT rowid FROM sessions WHERE expires_at <= :now ORDER BY expires_at LIMIT :limit)`};var DROPPED_PER_INSERT=8;var createSqliteSessionStore=({
run})=>{const select=(sql,values)=>run(({prepare})=>prepare(sql).all(values).map(row=>toSession(row)));const changes=(sql,values)=>run(
({prepare})=>Number(prepare(sql).run(values).changes));return{insert:async session=>{const row=toSessionRow(session);await run(
({prepare,atomically})=>atomically(()=>{prepare(sessionSql.dropExpired).run({now:row.created_at,limit:DROPPED_PER_INSERT});
prepare(sessionSql.insert).run(row)}))},findByFamily:async familyDigest=>first(await select(sessionSql.findByFamily,byFamily(
familyDigest))),findById:async id=>first(await select(sessionSql.findById,{id:requireText(id)})),swap:async(next,expected)=>await changes(
sessionSql.swap,{...byFamily(next.familyDigest),...movingOf(next),expected})===1,adoptEpoch:async(familyDigest,{from,to})=>await changes(
sessionSql.adoptEpoch,{...byFamily(familyDigest),from,to})===1,end:async familyDigest=>first(await select(sessionSql.end,
byFamily(familyDigest))),listByAccount:async(accountId,now)=>select(sessionSql.listByAccount,{...byAccount(accountId),now:+now}),
dropEndedOf:async(accountId,epoch)=>void await changes(sessionSql.dropEndedOf,{...byAccount(accountId),epoch}),dropExpired:async(now,limit)=>changes(
sessionSql.dropExpired,{now:now.getTime(),limit})}};var byFamily=familyDigest=>({family_digest:requireText(familyDigest)});
var movingOf=session=>{const row=toSessionRow(session);return Object.fromEntries(MOVING_COLUMNS.map(column=>[column,row[column]]))};
var byAccount=accountId=>({account_id:requireText(accountId)});var first=sessions=>sessions[0]??null;var userSql={insert:`INSERT INTO users (${USER_COLUMNS.join(", ")}) VALUES (:${USER_COLUMNS.join(", :")})`,findById:"SEL\
ECT * FROM users WHERE id = :id",findByEmail:"SELECT * FROM users WHERE email = :email",firstPage:"SELECT * FROM users O\
RDER BY created_at, id LIMIT :limit",nextPage:`SELECT * FROM users WHERE (created_at, id) > (:created_at, :id) ORDER BY \
created_at, id LIMIT :limit`,update:`UPDATE users SET
      first_name = coalesce(:first_name, first_name),
      last_name = coalesce(:last_name, last_name),
      email_verified = email_verified AND email = coalesce(:email, email),
      email = coalesce(:email, email),
      updated_at = :now
    WHERE id = :id RETURNING *`,rehash:"UPDATE users SET password_hash = :to WHERE id = :id AND password_hash = :from",changePassword:`\
UPDATE users SET password_hash = :password_hash, epoch = epoch + 1, updated_at = :now
    WHERE id = :id AND epoch = :epoch`,raiseEpoch:"UPDATE users SET epoch = epoch + 1 WHERE id = :id RETURNING *",addRole:`\
UPDATE users SET updated_at = :now, roles = CASE
      WHEN EXISTS (SELECT 1 FROM json_each(roles) WHERE value = :role) THEN roles
      ELSE json_insert(roles, '$[#]', :role) END
    WHERE id = :id RETURNING *`,takeRole:`UPDATE users SET updated_at = :now,
      roles = (SELECT json_group_array(value ORDER BY key) FROM json_each(roles) WHERE value <> :role)
    WHERE id = :id RETURNING *`,disable:"UPDATE users SET disabled = 1, epoch = epoch + 1, updated_at = :now WHERE id = \
:id RETURNING *",enable:"UPDATE users SET disabled = 0, updated_at = :now WHERE id = :id RETURNING *",remove:"DELETE FRO\
M users WHERE id = :id"};var createSqliteUserStore=({run})=>{const one=(sql,values)=>run(({prepare})=>accountOf(prepare(
sql).all(values)));const changed=(sql,values)=>run(({prepare})=>prepare(sql).run(values).changes===1);return{insert:async account=>void await changed(
userSql.insert,toUserRow(account)),findById:async id=>one(userSql.findById,{id:requireText(id)}),findByEmail:async email=>one(
userSql.findByEmail,{email:requireText(email)}),list:async({limit,after})=>run(({prepare})=>accountsOf(after?prepare(userSql.
nextPage).all({limit,...positionOf(after)}):prepare(userSql.firstPage).all({limit}))),update:async(id,change,now)=>one(userSql.
update,{...keyed(id,now),...changedColumns(change)}),rehash:async(id,{from,to})=>changed(userSql.rehash,{id:requireText(
id),from:requireText(from),to:requireText(to)}),changePassword:async(id,{epoch,passwordHash,now})=>changed(userSql.changePassword,
{...keyed(id,now),epoch,password_hash:requireText(passwordHash)}),raiseEpoch:async id=>one(userSql.raiseEpoch,{id:requireText(
id)}),setRole:async(id,role,held,now)=>one(held?userSql.addRole:userSql.takeRole,roleOf(id,role,now)),setDisabled:async(id,disabled,now)=>one(
disabled?userSql.disable:userSql.enable,keyed(id,now)),remove:async id=>changed(userSql.remove,{id:requireText(id)})}};var positionOf=({
createdAt,id})=>({created_at:createdAt.getTime(),id:requireText(id)});var keyed=(id,now)=>({id:requireText(id),now:now.getTime()});
var roleOf=(id,role,now)=>({...keyed(id,now),role:requireText(role)});var changedColumns=({firstName,lastName,email})=>({
first_name:firstName===void 0?null:requireText(firstName),last_name:lastName===void 0?null:requireText(lastName),email:email===
void 0?null:requireText(email)});var accountsOf=rows=>rows.map(row=>toAccount(row));var accountOf=rows=>accountsOf(rows)[0]??
null;var valueSql={find:"SELECT value FROM shared_values WHERE name = :name",keep:"INSERT INTO shared_values (name, value) VA\
LUES (:name, :value) ON CONFLICT (name) DO NOTHING",set:`INSERT INTO shared_values (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`,add:`INSERT INTO shared_values (name, value) VALUES (:name,\
 CAST(CAST(max(0, :amount) AS INTEGER) AS TEXT))
    ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(max(0, value + :amount) AS INTEGER) AS TEXT)
    RETURNING value`};var createSqliteValueStore=({run})=>{const find2=name=>run(({prepare})=>valueOf(prepare(valueSql.find).
get({name:requireText(name)})));return{find:async name=>find2(name),keep:async(name,value)=>{const kept=await find2(name);
if(kept!==null)return kept;return run(({prepare})=>{prepare(valueSql.keep).run({name,value:requireText(value)});return valueOf(
prepare(valueSql.find).get({name}))??value})},set:async(name,value)=>void await run(({prepare})=>prepare(valueSql.set).run(
{name:requireText(name),value:requireText(value)})),add:async(name,amount)=>run(({prepare})=>Number(valueOf(prepare(valueSql.
add).all({name:requireText(name),amount})[0])))}};var valueOf=row=>row===void 0?null:row.value;var openSqlite=(file,{timeoutMs=DEFAULT_TIMEOUT_MS}={})=>{const path=resolve(file);const connection=createSqliteConnection(
path,timeoutMs);return{users:createSqliteUserStore(connection),sessions:createSqliteSessionStore(connection),values:createSqliteValueStore(
connection),counters:createSqliteCounterStore(connection),migrate:()=>migrate(path,timeoutMs),close:async()=>connection.
close()}};var migrate=async(path,timeoutMs)=>{await migrateFile(path,timeoutMs);const connection=createSqliteConnection(
path,timeoutMs);try{await ensureStoreKey(createSqliteValueStore(connection))}finally{connection.close()}};export{SCHEMA_VERSION,openSqlite};
