import { rowsById } from '@solidarity/subgraph-kit/schema/references';
import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Diarna1764000000400 } from '../migrations/1764000000400-diarna';
import { Craft } from './craft.entity';
import { CraftResolver } from './craft.resolver';
import { Producer } from './producer.entity';
import { PersonProducerResolver, ProducerResolver } from './producer.resolver';
import { Product, ProductPrice, StockMovement } from './product.entity';
import { ProductResolver } from './product.resolver';

/** Diarna: crafts, who makes what, prices and stock. */
export const diarnaPart: ServicePart = {
  entities: [Craft, Producer, Product, ProductPrice, StockMovement],
  migrations: [Diarna1764000000400],
  resolvers: [CraftResolver, ProducerResolver, PersonProducerResolver, ProductResolver],
  references: { Craft: rowsById(Craft), Producer: rowsById(Producer), Product: rowsById(Product) },
};
