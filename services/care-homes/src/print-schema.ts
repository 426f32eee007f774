import { join } from 'node:path';
import { printSchema, runCommandLine } from '@solidarity/subgraph-kit/server/entry';
import { service } from './service';

runCommandLine(() => printSchema(service, join(__dirname, '..', 'schema.graphql')));
