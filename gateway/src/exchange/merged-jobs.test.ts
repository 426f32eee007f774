import { encodeCursor } from '@solidarity/subgraph-kit/values/connection';
import { mergedJobs } from './merged-jobs';

const page = (ids: string[], hasNextPage = false) => ({
  nodes: ids.map((id) => ({ id })),
  endCursor: ids.at(-1) ?? null,
  hasNextPage,
});

describe('jobs over all services', () => {
  test('stand newest first, and the cursor is the last on the page', () => {
    const pages = new Map([
      ['ngos', page(['0193-5', '0193-1'])],
      ['microfinance', page(['0193-4', '0193-2'])],
    ]);
    expect(mergedJobs(pages, 3)).toEqual({
      nodes: [
        { service: 'ngos', job: { id: '0193-5' } },
        { service: 'microfinance', job: { id: '0193-4' } },
        { service: 'microfinance', job: { id: '0193-2' } },
      ],
      endCursor: encodeCursor(['0193-2']),
      hasNextPage: true,
    });
  });

  test('there is another page when one service says so, and none when all are on this one', () => {
    expect(mergedJobs(new Map([['ngos', page(['0193-5'], true)]]), 3).hasNextPage).toBe(true);
    expect(mergedJobs(new Map([['ngos', page(['0193-5'])]]), 3).hasNextPage).toBe(false);
    expect(mergedJobs(new Map(), 3)).toEqual({ nodes: [], endCursor: null, hasNextPage: false });
  });
});
