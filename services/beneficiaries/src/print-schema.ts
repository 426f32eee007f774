import path from 'node:path';
import { printSchema, runCommandLine } from '@solidarity/subgraph-kit/server/entry';
import { service } from './service';

runCommandLine(() => printSchema(service, path.join(__dirname, '..', 'schema.graphql')));
