import type { SampleLoader } from '@solidarity/subgraph-kit/sample/load';
import { loadDiarna } from './diarna';
import { loadLenders } from './lender-rows';
import { loadLoans } from './loans';

/** How this service takes the sample in. */
export const sampleLoader: SampleLoader = {
  service: 'microfinance',
  emptyTable: 'lender',
  async load(client, sample) {
    await loadLenders(client, sample.size);
    await loadLoans(client, sample);
    await loadDiarna(client, sample);
  },
};
