import type { ServicePart } from '../part';

export const settlementPart: ServicePart = {
  entities: [],
  migrations: [],
  resolvers: [],
};
