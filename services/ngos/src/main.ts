import { runService } from '@solidarity/subgraph-kit/server/run';
import { service } from './service';

void runService(service);
