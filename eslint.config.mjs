import tseslint from 'typescript-eslint';

/** What a file may import, by where it stands: the arrows of the README's map. */
const forbid = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const noService = {
  group: [
    '@solidarity/beneficiaries/*',
    '@solidarity/ngos/*',
    '@solidarity/care-homes/*',
    '@solidarity/microfinance/*',
  ],
  message: 'No part of the system imports a service: services meet in the graph and by events.',
};
const noGateway = { group: ['@solidarity/gateway/*'], message: 'Only the stack may look into the gateway.' };
const noOtherCapabilityEdge = {
  group: ['../*/*.resolver', '../*/*.inputs'],
  message: 'Use another capability through its rules or commands, never through its GraphQL edge.',
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.state/**', 'bench/results/**'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // What an interface asks to be asynchronous may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  forbid(['packages/subgraph-kit/src/**/*.ts'], [noService, noGateway]),
  forbid(['gateway/src/**/*.ts'], [noService]),
  forbid(
    ['services/*/src/**/*.ts'],
    [noService, noGateway, noOtherCapabilityEdge],
    ['services/*/src/schema.ts'],
  ),
  {
    files: ['services/*/src/**/*.ts'],
    ignores: [
      '**/*.commands.ts',
      '**/*.resolver.ts',
      '**/*.entity.ts',
      '**/*.inputs.ts',
      '**/*.test.ts',
      '**/*.projection.ts',
      '**/*-payload.ts',
      '**/contestable.ts',
      '**/part.ts',
      'services/*/src/*.ts',
      'services/*/src/references/*.ts',
      'services/*/src/migrations/*.ts',
      'services/*/src/testing/*.ts',
      'services/*/src/sample/*.ts',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            noService,
            noGateway,
            {
              group: ['typeorm', 'type-graphql', 'pg', './*.commands', './*.resolver'],
              message: 'Rules are pure: facts in, decision out.',
            },
          ],
        },
      ],
    },
  },
  forbid(
    ['services/*/src/**/*.commands.ts'],
    [
      noService,
      noGateway,
      noOtherCapabilityEdge,
      { group: ['./*.resolver'], message: 'Imports run resolver → commands → rules.' },
    ],
  ),
  {
    files: ['**/*.test.ts', '**/testing/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: ['stack/src/**/*.ts', '**/main.ts', 'bench/**/*'], rules: { 'no-console': 'off' } },
);
