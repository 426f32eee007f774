import type { ServicePart } from '../part';

export const damanPart: ServicePart = {
  entities: [],
  migrations: [],
  resolvers: [],
};
