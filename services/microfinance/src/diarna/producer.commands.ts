import { randomUUID } from 'node:crypto';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { localized } from '@solidarity/subgraph-kit/values/localized-text';
import { Producer } from './producer.entity';
import type { RegisterProducerInput } from './producer.inputs';
import { refusals } from './refusals';
import { textProblems } from './written';

export interface ProducerChange {
  producerId?: string;
  errors: Refusal[];
}

/** Lets somebody sell at Diarna. Behind a person and a family stands one person, who produces under one name only. */
export function registerProducer(
  context: CommandContext,
  input: RegisterProducerInput,
): Promise<ProducerChange> {
  return idempotently(
    context,
    'registerProducer',
    input.idempotencyKey,
    input,
    async (): Promise<ProducerChange> => {
      const { kind, name, story, governorate, nationalId = null } = input;
      const errors = [
        ...textProblems(name.ar, 'input.name.ar'),
        ...(story ? textProblems(story.ar, 'input.story.ar') : []),
      ];
      if (errors.length > 0) return { errors };
      if ((kind === 'COOPERATIVE') !== (nationalId === null)) {
        return refuse(refusals.PERSON_AND_KIND_DIFFER, {}, 'input.nationalId');
      }
      const personId = nationalId === null ? null : context.personIds.ofNationalId(nationalId);
      const producer = {
        ...{ id: randomUUID(), kind, personId, governorate, name: localized(name.ar, name.en) },
        ...(story ? { story: localized(story.ar, story.en) } : {}),
      };
      const added = await context.manager
        .createQueryBuilder()
        .insert()
        .into(Producer)
        .values(producer)
        .orIgnore()
        .returning('id')
        .execute();
      if ((added.raw as unknown[]).length === 0)
        return refuse(refusals.PERSON_PRODUCES_ALREADY, {}, 'input.nationalId');
      if (personId)
        await auditChange(context, { action: 'registered', entity: 'Producer', personIds: [personId] });
      return { producerId: producer.id, errors: [] };
    },
  );
}
