// What a statement is about: the patterns of `Action` and `Resource`, and of `NotAction` and `NotResource`, their opposites.
import { globMatches } from './glob.ts';
import { filledListOf, unreadable } from './parsing.ts';

/** Whether a statement is about this action, or about this resource. */
export type PatternTest = (text: string) => boolean;

type Elements = Readonly<Record<string, unknown>>;

/** The test for an action in lower case. @throws PolicyError `invalid_policy` */
export const readActions = (elements: Elements, place: string): PatternTest =>
  readPatterns(elements, place, (action) => {
    if (!ACTION.test(action)) throw unreadable(`an action of ${place} is not SERVICE:NAME`);
    return action.toLowerCase();
  });

/** The test for a resource. @throws PolicyError `invalid_policy`, for a policy variable too: it is not replaced here. */
export const readResources = (elements: Elements, place: string, hasVariables: boolean): PatternTest =>
  readPatterns(elements, place, (resource) => {
    if (!RESOURCE.test(resource)) throw unreadable(`a resource of ${place} is not an ARN`);
    if (hasVariables && resource.includes('${'))
      throw unreadable(`a resource of ${place} has a policy variable`);
    return resource;
  });

const ACTION = /^(?:\*|(?:\*|[a-z0-9-]+):[a-z0-9*?]+)$/i;

// IAM completes a short ARN with wildcards; where it ends in one, plain matching already does the same.
const RESOURCE = /^(?:\*|arn:(?:.*\*|(?:[^:]*:){4}.+))$/s;

// One of an element and its opposite has to be there, with one pattern at least: what AWS makes of an empty list is not known.
const readPatterns = (elements: Elements, place: string, read: (pattern: string) => string): PatternTest => {
  const given = Object.entries(elements).filter(([, value]) => value !== undefined);
  const [element, other] = given;
  if (element === undefined || other !== undefined)
    throw unreadable(`${place} needs one of ${Object.keys(elements).join(' and ')}`);
  const [name, value] = element;
  const isOpposite = name.startsWith('Not');
  const patterns = filledListOf(value, `${name} of ${place}`).map((pattern) => {
    if (typeof pattern !== 'string')
      throw unreadable(`${name} of ${place} is neither a text nor a list of texts`);
    return read(pattern);
  });
  return (text) => patterns.some((pattern) => globMatches(pattern, text)) !== isOpposite;
};
