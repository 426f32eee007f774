import { randomUUID } from 'node:crypto';
import { refusal, refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { localized } from '@solidarity/subgraph-kit/values/localized-text';
import { Craft } from './craft.entity';
import type { AddCraftInput } from './craft.inputs';
import { refusals } from './refusals';
import { textProblems } from './written';

export interface CraftChange {
  craftId?: string;
  errors: Refusal[];
}

const TEXTS = ['name', 'description', 'materials', 'technique'] as const;

/** Adds a craft to the encyclopaedia. */
export function addCraft(context: CommandContext, input: AddCraftInput): Promise<CraftChange> {
  return idempotently(context, 'addCraft', input.idempotencyKey, input, async (): Promise<CraftChange> => {
    const errors = TEXTS.flatMap((text) => textProblems(input[text].ar, `input.${text}.ar`));
    const governorates = [...new Set(input.governorates)];
    if (governorates.length === 0)
      errors.push(refusal(refusals.GOVERNORATE_MISSING, {}, 'input.governorates'));
    if (errors.length > 0) return { errors };
    const craft = {
      id: randomUUID(),
      name: localized(input.name.ar, input.name.en),
      description: localized(input.description.ar, input.description.en),
      materials: localized(input.materials.ar, input.materials.en),
      technique: localized(input.technique.ar, input.technique.en),
      governorates,
    };
    const added = await context.manager
      .createQueryBuilder()
      .insert()
      .into(Craft)
      .values(craft)
      .orIgnore()
      .returning('id')
      .execute();
    if ((added.raw as unknown[]).length === 0) return refuse(refusals.CRAFT_NAME_TAKEN, {}, 'input.name.ar');
    return { craftId: craft.id, errors: [] };
  });
}
