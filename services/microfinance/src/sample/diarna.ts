import type { ClientBase } from 'pg';
import { CRAFTS, type SampleCraft } from '@solidarity/subgraph-kit/sample/crafts';
import {
  producerOf,
  productOf,
  type SampleProducer,
  type SampleProduct,
} from '@solidarity/subgraph-kit/sample/diarna';
import type { Sample } from '@solidarity/subgraph-kit/sample/size';
import { governorateFacts } from '@solidarity/subgraph-kit/values/governorate';
import { SampleTables, type SampleRow } from './rows';

const TABLES = ['craft', 'producer', 'product', 'product_price', 'stock_movement', 'state_transition'];

/** So many products are held in memory at once, however many there are. */
const AT_ONCE = 2_000;

/** Crafts, producers and their products with stock. */
export async function loadDiarna(client: ClientBase, sample: Sample): Promise<void> {
  const { size } = sample;
  const tables = new SampleTables(TABLES);
  tables.add('craft', ...CRAFTS.map(craftRow));
  const producers = Array.from({ length: size.producers }, (_, index) => producerOf(sample, index));
  tables.add('producer', ...producers.map(producerRow));
  for (let index = 0; index < size.products; index += 1) {
    addProduct(tables, productOf(sample, index, producers[index % size.producers]));
    if ((index + 1) % AT_ONCE === 0) await tables.write(client);
  }
  await tables.write(client);
  await client.query("select setval('product_sku', $1)", [size.products]);
}

function craftRow({ index, id, name, governorate, materials, technique }: SampleCraft): SampleRow {
  const place = governorateFacts(governorate);
  return {
    ...{ id, name_ar: name.ar, name_en: name.en },
    description_ar: `${name.ar}: حرفة تراثية من ${place.ar}.`,
    description_en: `${name.en}: a heritage craft of ${place.en}.`,
    ...{ materials_ar: materials.ar, materials_en: materials.en },
    ...{ technique_ar: technique.ar, technique_en: technique.en },
    ...{ governorates: [governorate], created_at: new Date(Date.UTC(2020, 0, 1, 9, index)) },
  };
}

function producerRow({ id, kind, name, person, governorate, joinedOn }: SampleProducer): SampleRow {
  return {
    ...{ id, kind, name_ar: name.ar, name_en: name.en, person_id: person?.personId ?? null, governorate },
    created_at: `${joinedOn}T09:00:00Z`,
  };
}

function addProduct(tables: SampleTables, product: SampleProduct): void {
  const { id, sku, producerId, craft, name, price, stock, offeredOn } = product;
  const at = `${offeredOn}T10:00:00Z`;
  tables.add('product', {
    ...{ id, sku, producer_id: producerId, craft_id: craft.id, name_ar: name.ar, name_en: name.en },
    ...{ price, stock, state: 'OFFERED', created_at: at },
  });
  tables.add('product_price', { product_id: id, price, by_subject: 'sample', at });
  if (stock > 0)
    tables.add('stock_movement', {
      product_id: id,
      quantity: stock,
      reason: 'PRODUCED',
      by_subject: 'sample',
      at,
    });
  const steps = [
    [null, 'DRAFT', 'add'],
    ['DRAFT', 'OFFERED', 'offer'],
  ] as const;
  tables.add(
    'state_transition',
    ...steps.map(([from, to, action], index) => ({
      ...{
        subject_type: 'product',
        subject_id: id,
        ordinal: index + 1,
        from_state: from,
        to_state: to,
        action,
      },
      ...{ by_subject: 'sample', by_role: 'ministry_admin', at, on_date: offeredOn, reason: null },
    })),
  );
}
