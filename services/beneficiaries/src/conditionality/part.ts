import { Withholdings1764300000200 } from '../migrations/1764300000200-withholdings';
import type { ServicePart } from '../part';

export const conditionalityPart: ServicePart = {
  entities: [],
  migrations: [Withholdings1764300000200],
  resolvers: [],
};
