import { pino, type Logger } from 'pino';
import { readConfig } from './config';
import { createGateway, type Gateway } from './gateway';
import { listen } from './http/listen';
import { giveMemoryBack } from './spare-memory';

/** After this, whatever is still under way is cut off: the next gateway has long taken over. */
const DRAIN_MS = 4_500;

/**
 * Lines are written many at a time, each within a quarter of a second: a call to the system for each would cost a
 * small answer a twentieth of its time. What waits is written when the process ends.
 */
const LOG = { dest: 1, sync: false, minLength: 8_192, periodicFlush: 250 };

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.LOG_LEVEL, base: { service: 'gateway' } }, pino.destination(LOG));
  const gateway = await createGateway(config, log);
  await listen(gateway.server, config.PORT, config.HOST);
  stopOnSignals(gateway, log);
  await giveMemoryBack();
}

function stopOnSignals(gateway: Gateway, log: Logger): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'gateway stopping');
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
    gateway.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ name: (error as Error).name }, 'the gateway did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `The gateway did not start. ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
