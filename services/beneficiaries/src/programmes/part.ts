import { Programmes1764300000000 } from '../migrations/1764300000000-programmes';
import type { ServicePart } from '../part';

export const programmesPart: ServicePart = {
  entities: [],
  migrations: [Programmes1764300000000],
  resolvers: [],
};
