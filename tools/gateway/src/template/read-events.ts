// The events of functions: which answers which path and method of which API, and which runs by the clock.
import { parsePathPattern } from '../routes/path-pattern.ts';
import type { Field } from './field.ts';
import { checkMembers } from './member-table.ts';
import { API_EVENT, EVENT, EVENT_AUTH, OTHER_EVENTS } from './members.ts';
import { toHttpApiEvent } from './http-api/read-http-events.ts';
import type { HttpApiEvent } from './http-api/read-http-events.ts';
import { METHODS } from './methods.ts';
import type { FunctionIdentity, FunctionTarget, ScheduleModel } from './model.ts';
import type { Notes } from './notes.ts';
import { readSchedule } from './read-schedule.ts';
import type { Resolver } from './resolving.ts';
import type { Resource } from './resources.ts';
import { IMPLICIT_API, restApiId } from './synthetic.ts';

/** An event of type Api. */
export interface ApiEvent {
  readonly apiId: string;
  /** Where the API is named, for whoever finds that it is not there. */
  readonly restApi: Field;
  readonly path: string;
  readonly method: string;
  readonly auth: Field;
  readonly target: FunctionTarget;
}

/** The events of a function that run here. */
export interface FunctionEvents {
  readonly rest: readonly ApiEvent[];
  readonly http: readonly HttpApiEvent[];
  readonly schedules: readonly ScheduleModel[];
}

/**
 * The Api, HttpApi and Schedule events of a function. What other events it has is noted: those do not run here.
 * @throws TemplateError for a type of event and for a member that SAM does not have
 */
export const readEvents = (
  resource: Resource,
  { id, timeoutMs }: FunctionIdentity,
  resolver: Resolver,
  notes: Notes,
): FunctionEvents => {
  const target = { app: resolver.stack.app, functionId: id, timeoutMs };
  const rest: ApiEvent[] = [];
  const http: HttpApiEvent[] = [];
  const schedules: (ScheduleModel | null)[] = [];
  for (const [, event] of resource.property('Events').members()) {
    checkMembers(event, EVENT);
    const [type, properties] = [event.member('Type'), event.member('Properties')];
    if (type.string() === 'Api') rest.push(toEvent(properties, target, resolver, notes));
    else if (type.string() === 'HttpApi') http.push(toHttpApiEvent(properties, target, resolver, notes));
    else if (type.string() === 'Schedule') schedules.push(readSchedule(properties, target, notes));
    else if (OTHER_EVENTS.includes(type.string()))
      notes.say(event.at, `events of type ${type.string()} do not run here`);
    else type.fail(`SAM has no event of type ${type.string()}`);
  }
  return { rest, http, schedules: schedules.filter((one) => one !== null) };
};

const toEvent = (properties: Field, target: FunctionTarget, resolver: Resolver, notes: Notes): ApiEvent => {
  checkMembers(properties, API_EVENT, notes);
  const auth = properties.member('Auth');
  checkMembers(auth, EVENT_AUTH, notes);
  const restApi = properties.member('RestApiId');
  return {
    apiId: readApiId(restApi, resolver, IMPLICIT_API),
    restApi,
    path: readPath(properties.member('Path')),
    method: readMethod(properties.member('Method')),
    auth,
    target,
  };
};

/** A `Ref` of the API, or its logical id as a text, which SAM takes for the same. */
export const readApiId = (api: Field, resolver: Resolver, implicit: string): string => {
  const given = api.string(implicit);
  const isLogicalId = given === implicit || Object.hasOwn(resolver.section('Resources'), given);
  return isLogicalId ? restApiId(resolver.stack.app, given) : given;
};

const readPath = (path: Field): string => {
  const { problem } = parsePathPattern(path.string());
  return problem === undefined ? path.string() : path.fail(problem);
};

const EVENT_METHODS = ['ANY', ...METHODS];

const readMethod = (field: Field): string => {
  const method = field.string().toUpperCase();
  return EVENT_METHODS.includes(method) ? method : field.fail(`must be one of ${EVENT_METHODS.join(', ')}`);
};
