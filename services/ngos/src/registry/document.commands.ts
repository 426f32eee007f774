import { randomUUID } from 'node:crypto';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { NgoDocument } from './file.entity';
import type { AddNgoDocumentInput } from './file.inputs';
import { findNgo } from './ngo.commands';
import { refuseDocument, type ReceivedDocument } from './organisation';
import { refusals } from './refusals';

export interface AddedDocument {
  documentId: string | null;
  errors: Refusal[];
}

/** Adds a paper to an NGO's file; a partner adds to its own file alone. */
export function addNgoDocument(context: CommandContext, input: AddNgoDocumentInput): Promise<AddedDocument> {
  const { caller, today } = context;
  return idempotently(
    context,
    'addNgoDocument',
    input.idempotencyKey,
    input,
    async (): Promise<AddedDocument> => {
      const ngo = await findNgo(context, input.ngoId);
      const isTheirs = caller.role !== 'ngo_partner' || ngo?.id === caller.claims.ngoId;
      if (!ngo || !isTheirs)
        return { documentId: null, ...refuse(refusals.NGO_NOT_FOUND, {}, 'input.ngoId') };
      const problems = refuseDocument(input.document, today, 'input.document');
      if (problems.length > 0) return { documentId: null, errors: problems };
      const [documentId = null] = await keepDocuments(context, ngo.id, [input.document]);
      return { documentId, errors: [] };
    },
  );
}

/** Keeps papers in a file and gives their ids. */
export async function keepDocuments(
  { manager }: CommandContext,
  ngoId: string,
  documents: readonly ReceivedDocument[],
): Promise<string[]> {
  const rows = documents.map(({ kind, reference, receivedOn }) => ({
    id: randomUUID(),
    ngoId,
    kind,
    reference: reference.trim(),
    receivedOn,
  }));
  if (rows.length > 0) await manager.insert(NgoDocument, rows);
  return rows.map(({ id }) => id);
}
