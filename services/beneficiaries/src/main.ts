import { runService } from '@solidarity/subgraph-kit/server/run';
import { service } from './service';

void runService(service).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
