/** Runs one built script of each service, all at once: `node stack/each-service.mjs print-schema --check`. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const services = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'services');
const [script, ...scriptArguments] = process.argv.slice(2);
if (!script) throw new Error('Say which script: node stack/each-service.mjs <script> [arguments]');

for (const service of fs.readdirSync(services)) {
  const file = path.join(services, service, 'dist', `${script}.js`);
  const child = spawn(process.execPath, [file, ...scriptArguments], { stdio: 'inherit' });
  child.once('exit', (code) => {
    if (code === 0) return;
    console.error(`${service}: ${script} ended with ${code ?? 'a signal'}`);
    process.exitCode = 1;
  });
}
