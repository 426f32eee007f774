import type { ServicePart } from '../part';

export const grievancesPart: ServicePart = {
  entities: [],
  migrations: [],
  resolvers: [],
};
