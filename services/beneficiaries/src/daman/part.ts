import { rowsById } from '@solidarity/subgraph-kit/schema/references';
import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Daman1764300000600 } from '../migrations/1764300000600-daman';
import { DamanWork1764300000601 } from '../migrations/1764300000601-daman-work';
import { DamanOrders1764300000602 } from '../migrations/1764300000602-daman-orders';
import { DamanBatch } from './batch.entity';
import { DamanBatchResolver } from './batch.resolver';
import { DamanCase, DamanCaseCorrection } from './case.entity';
import { DamanCaseResolver } from './case.resolver';
import { DamanCommandsResolver } from './daman-commands.resolver';
import { damanImport } from './daman.import';
import { damanBatchKinds } from './batch-work.commands';
import { DamanWork } from './work.entity';
import { DamanBatchWorkResolver, DamanWorkResolver } from './work.resolver';

export const damanPart: ServicePart = {
  entities: [DamanBatch, DamanCase, DamanCaseCorrection, DamanWork],
  migrations: [Daman1764300000600, DamanWork1764300000601, DamanOrders1764300000602],
  resolvers: [
    DamanBatchResolver,
    DamanBatchWorkResolver,
    DamanCaseResolver,
    DamanCommandsResolver,
    DamanWorkResolver,
  ],
  references: { DamanBatch: rowsById(DamanBatch), DamanCase: rowsById(DamanCase) },
  importKinds: [damanImport],
  batchKinds: damanBatchKinds,
};
