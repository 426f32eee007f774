import { runProgram } from './program';
import { languageOf } from './texts';

const args = process.argv.slice(2);
const ended = new AbortController();
process.once('SIGINT', () => ended.abort());
process.once('SIGTERM', () => ended.abort());
// The next program of a pipe may have had enough.
process.stdout.on('error', () => process.exit(0));

void runProgram(args, {
  terminal: {
    language: languageOf(args, process.env),
    out: process.stdout,
    err: process.stderr,
    isPerson: process.stdout.isTTY,
  },
  environment: process.env,
  input: process.stdin,
  signal: ended.signal,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
