/** One run for the whole house: fast transforms, a real PostgreSQL started once, a cloned database for each file. */
export default {
  testEnvironment: 'node',
  testMatch: [
    '<rootDir>/{packages,services,clients}/*/src/**/*.test.ts',
    '<rootDir>/{gateway,stack}/src/**/*.test.ts',
  ],
  modulePathIgnorePatterns: ['/dist/'],
  globalSetup: '<rootDir>/packages/subgraph-kit/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/packages/subgraph-kit/testing/global-teardown.mjs',
  setupFiles: ['reflect-metadata'],
  moduleNameMapper: {
    '^@solidarity/subgraph-kit/(.*)$': '<rootDir>/packages/subgraph-kit/src/$1',
    '^@solidarity/(gateway|stack)/(.*)$': '<rootDir>/$1/src/$2',
    '^@solidarity/(sdk|tadamon)/(.*)$': '<rootDir>/clients/$1/src/$2',
    '^@solidarity/([^/]+)/(.*)$': '<rootDir>/services/$1/src/$2',
    // What is imported when it is first needed is named as it is once built.
    '^(\\./(?:exchange/mount|[a-z-]+-executor))\\.js$': '$1',
  },
  transform: {
    '\\.m?[jt]s$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(jose|oidc-provider)/)'],
  maxWorkers: 2,
  testTimeout: 30_000,
};
