// Runs the village's import worker, or the program that is named, in a process of its own, from the sources, to be
// killed in a test.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

require('node:module')._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2022',
    },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};
require('reflect-metadata');
require(process.argv[2] ?? './worker-child.fixture.ts');
