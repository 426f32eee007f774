import { rebuildProjections } from '@solidarity/subgraph-kit/events/rebuild-command';
import { runCommandLine } from '@solidarity/subgraph-kit/server/entry';
import { service } from './service';

runCommandLine(() => rebuildProjections(service));
