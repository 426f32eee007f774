import { Payments1764300000300 } from '../migrations/1764300000300-payments';
import type { ServicePart } from '../part';

export const paymentsPart: ServicePart = {
  entities: [],
  migrations: [Payments1764300000300],
  resolvers: [],
};
