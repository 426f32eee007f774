import { checkAudit, runCommandLine } from '@solidarity/subgraph-kit/server/entry';
import { service } from './service';

runCommandLine(() => checkAudit(service));
