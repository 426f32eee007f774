import type { ServicePart } from '../part';

export const eligibilityPart: ServicePart = {
  entities: [],
  migrations: [],
  resolvers: [],
};
