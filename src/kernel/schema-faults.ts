import type { z } from 'zod';
import type { Fault } from './faults.ts';

type Issue = z.core.$ZodIssue;

/** Turns every issue that zod found in `value` into a fault with its path, the value that stands there, and advice. */
export function faultsOfSchema(error: z.ZodError, value: unknown): Fault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue, value));
}

/** `['links', 3, 'lanes']` as `links[3].lanes`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

function faultsOfIssue(issue: Issue, document: unknown): Fault[] {
  const value = valueAt(document, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathText([...issue.path, key]),
      value: valueAt(value, [key]),
      advice: 'is not a known name here: correct its spelling or remove it',
    }));
  }
  return [{ path: pathText(issue.path), value, advice: adviceFor(issue, value) }];
}

function adviceFor(issue: Issue, value: unknown): string {
  const missing = value === undefined ? 'is missing: ' : '';
  switch (issue.code) {
    case 'invalid_type':
      return `${missing}must be ${withArticle(issue.expected)}`;
    case 'invalid_value':
      return `${missing}must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return `${missing}${optionsOf(issue)}`;
    case 'too_small':
      return `must be ${issue.inclusive === true ? 'at least' : 'more than'} ${issue.minimum}${countNoun(issue.origin)}`;
    case 'too_big':
      return `must be ${issue.inclusive === true ? 'at most' : 'less than'} ${issue.maximum}${countNoun(issue.origin)}`;
    case 'invalid_format':
      return issue.format === 'datetime'
        ? 'must be an ISO 8601 date and time with offset, e.g. 2024-05-14T17:30:00+08:00'
        : issue.message;
    default:
      return issue.message;
  }
}

/** zod names the known values of a tagged union in a field that its types leave out. */
function optionsOf(issue: object & { message: string }): string {
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : undefined;
  return options === undefined ? issue.message : `must be one of ${options.map(String).join(', ')}`;
}

function withArticle(type: string): string {
  const names: Record<string, string> = {
    int: 'a whole number',
    array: 'a list',
    object: 'a mapping',
    record: 'a mapping',
    string: 'a text',
  };
  return names[type] ?? `a ${type}`;
}

function countNoun(origin: string): string {
  if (origin === 'array') return ' long (list)';
  return origin === 'string' ? ' characters long' : '';
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
