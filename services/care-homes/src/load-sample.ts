import { loadSample } from '@solidarity/subgraph-kit/sample/load';
import { runCommandLine } from '@solidarity/subgraph-kit/server/entry';
import { sampleLoader } from './sample/loader';

runCommandLine(() => loadSample(sampleLoader));
