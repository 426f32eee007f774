import { runCommandLine } from '@solidarity/subgraph-kit/server/entry';
import { loadSample } from './sample/load';
import { readSampleRequest } from './sample/request';

runCommandLine(() => loadSample(readSampleRequest(process.argv.slice(2), process.env)));
