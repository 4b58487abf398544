// Lint of the whole workspace: types-aware rules for correctness, and the boundary rule that keeps the house's walls.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const { projects } = JSON.parse(readFileSync(join(import.meta.dirname, 'workspace.json'), 'utf8'));
const tags = Object.values(projects).flatMap((project) => project.tags);
const apis = [...new Set(tags.filter((tag) => tag.startsWith('api:')))];
const everyTier = ['tier:0', 'tier:1', 'tier:2', 'tier:3'];

/** For what looks into values of any shape. */
const ANY_SHAPE = {
  '@typescript-eslint/no-explicit-any': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
};

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '**/coverage', '.nx'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          enforceBuildableLibDependency: false,
          // The rule knows projects, not entries: of these libraries one entry is imported, another loaded on demand.
          checkDynamicDependenciesExceptions: [
            '@gatehouse/accounts',
            '@gatehouse/config',
            '@gatehouse/hashing',
            '@gatehouse/jwt',
            '@gatehouse/passkeys',
            '@gatehouse/mail',
            '@gatehouse/policy',
          ],
          depConstraints: [
            { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib'] },
            { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:lib', 'type:tool'] },
            // What tests share is below everything, so that those of the lowest libraries reach it too.
            { sourceTag: 'tier:0', onlyDependOnLibsWithTags: ['tests'] },
            { sourceTag: 'tier:1', onlyDependOnLibsWithTags: ['tier:0'] },
            { sourceTag: 'tier:2', onlyDependOnLibsWithTags: ['tier:0', 'tier:1'] },
            { sourceTag: 'tier:3', onlyDependOnLibsWithTags: ['tier:0', 'tier:1', 'tier:2'] },
            // An app reads the contract of its own API alone, so that a change to another's does not touch it.
            ...apis.map((api) => ({
              sourceTag: api,
              notDependOnLibsWithTags: apis.filter((other) => other !== api),
            })),
            { sourceTag: 'type:app', onlyDependOnLibsWithTags: everyTier },
          ],
        },
      ],
    },
  },
  { files: ['tools/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    // The pages of the local gateway, which browsers read as they stand; answers of APIs are of any shape there.
    files: ['tools/gateway/pages/**/*.js'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...ANY_SHAPE,
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // Black-box suites look into answers and documents of any shape.
    files: ['tools/e2e/**/*.ts', 'tools/examples/**/*.ts', 'libs/templates/**/*.ts'],
    rules: ANY_SHAPE,
  },
);
