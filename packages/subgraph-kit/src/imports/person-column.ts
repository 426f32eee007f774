import type { NationalId } from '../values/national-id';
import { idColumn, nationalIdColumn, type ColumnTexts } from './columns';
import { RowRefusal, type ImportColumn } from './import-kind';

/** How an id begins that is no national ID: guests without one are written by the id that all services know. */
const LIKE_AN_ID = /^[0-9a-f]{8}-/i;

/**
 * A person: the national ID or, of a guest without one, the id that all services know. Only the id is staged, so that a
 * service that keeps no national IDs keeps none here either.
 */
export function personColumn(texts: ColumnTexts): ImportColumn {
  const byId = idColumn(texts);
  const byNationalId = nationalIdColumn(texts);
  return {
    ...byId,
    parse(text, facts) {
      if (LIKE_AN_ID.test(text)) return byId.parse(text, facts);
      const nationalId = byNationalId.parse(text, facts);
      if (nationalId instanceof RowRefusal) return nationalId;
      return facts.personIds.ofNationalId(nationalId as NationalId);
    },
  };
}
