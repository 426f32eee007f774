/** `npm start`: installs and builds what is missing, then runs the whole system in this same process. */
import { prepareOrExit } from './prepare.mjs';

await prepareOrExit();
const { main } = await import('./dist/main.js');
process.exit(await main());
