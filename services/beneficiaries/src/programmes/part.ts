import { rowsById } from '@solidarity/subgraph-kit/schema/references';
import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Programmes1764300000000 } from '../migrations/1764300000000-programmes';
import { ScalesOfOpenMonths1764300000401 } from '../migrations/1764300000401-scales-of-open-months';
import { Programme } from './programme.entity';
import { ProgrammeResolver } from './programme.resolver';

export const programmesPart: ServicePart = {
  entities: [Programme],
  migrations: [Programmes1764300000000, ScalesOfOpenMonths1764300000401],
  resolvers: [ProgrammeResolver],
  references: { Programme: rowsById(Programme) },
};
