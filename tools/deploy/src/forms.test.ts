import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: {
    readonly label?: string;
    readonly value?: string;
    readonly options?: readonly string[];
  };
  readonly validations?: { readonly required?: boolean };
}

interface Form {
  readonly name: string;
  readonly description: string;
  readonly body: readonly Field[];
}

const github = resolve(import.meta.dirname, '../../../.github');
const forms = globSync('ISSUE_TEMPLATE/*.yml', { cwd: github }).filter(
  (file) => basename(file) !== 'config.yml',
);

test('an issue is a fault or a wish, and nothing without a form', () => {
  expect(forms.map((file) => basename(file, '.yml')).sort()).toEqual(['fault', 'wish']);
  expect(parse(readFileSync(join(github, 'ISSUE_TEMPLATE/config.yml'), 'utf8'))).toEqual({
    blank_issues_enabled: false,
  });
});

describe.each(forms)('the form %s', (file) => {
  const { name, description, body } = parse(readFileSync(join(github, file), 'utf8')) as Form;
  const asked = body.filter(({ type }) => type !== 'markdown');

  test('has what GitHub asks of a form', () => {
    expect({ name, description }).toEqual({ name: expect.any(String), description: expect.any(String) });
    for (const { type, attributes } of body) {
      expect(['markdown', 'input', 'textarea', 'dropdown', 'checkboxes']).toContain(type);
      expect(typeof (type === 'markdown' ? attributes.value : attributes.label)).toBe('string');
      if (type === 'dropdown') expect(attributes.options?.length).toBeGreaterThan(1);
    }
    const ids = asked.map(({ id }) => id);
    expect(ids.every((id) => /^[a-z-]+$/.test(id ?? ''))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('needs an answer to something', () => {
    expect(asked.some(({ validations }) => validations?.required === true)).toBe(true);
  });
});

test('who reports a fault is told where one goes that others could use, and to leave secrets out', () => {
  const text = readFileSync(join(github, 'ISSUE_TEMPLATE/fault.yml'), 'utf8');
  expect(text).toContain('Report a vulnerability');
  expect(text).toContain('Leave out tokens, passwords and emails');
  expect(readFileSync(join(github, '../SECURITY.md'), 'utf8')).toContain('Report a vulnerability');
});

test('whoever opens a pull request is asked for the check, the test and the pages', () => {
  expect(existsSync(join(github, 'PULL_REQUEST_TEMPLATE.md'))).toBe(true);
  expect(readFileSync(join(github, 'PULL_REQUEST_TEMPLATE.md'), 'utf8')).toContain('`npm run check`');
});
