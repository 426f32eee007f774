/** The rules of `standing.ts` as conditions of SQL, for lists and counts; a test holds the two to the same answers. */
import type { SqlCondition } from '@solidarity/subgraph-kit/database/where';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { NgoStatus } from './ngo';

/** Those of a status on the day that is today: the end of a term to object counts as done. */
export function withStatus(status: NgoStatus, today: PlainDate): SqlCondition {
  switch (status) {
    case 'COMPLETE':
      return { sql: `status = 'COMPLETE' and on_register_from > ?`, values: [today] };
    case 'REGISTERED':
      return {
        sql: `status = 'REGISTERED' or (status = 'COMPLETE' and on_register_from <= ?)`,
        values: [today],
      };
    default:
      return { sql: 'status = ?', values: [status] };
  }
}

/** Those in good standing on the day that is today. */
export function inGoodStanding(today: PlainDate): SqlCondition {
  return {
    sql: `status in ('REGISTERED', 'COMPLETE') and on_register_from <= ? and licensed_until >= ?`,
    values: [today, today],
  };
}
