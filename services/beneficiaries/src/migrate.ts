import { migrateService, runCommandLine } from '@solidarity/subgraph-kit/server/entry';
import { service } from './service';

runCommandLine(() => migrateService(service));
