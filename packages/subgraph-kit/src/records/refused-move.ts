import type { Role } from '../access/caller';
import { ROLE_TEXTS } from '../access/role-names';
import { defineRefusals, refuse, type Refusal } from '../errors/refusal';
import { fillIn, type MessageTexts } from '../errors/text';
import type { NamedMove, RefusedMove } from './state-machine';

/** Why a step is not taken, alike for every record that has states; name them in the payload's description. */
export const moveRefusals = defineRefusals({
  STEP_NOT_POSSIBLE: {
    en: 'This cannot be done as it stands now. {next}',
    ar: 'لا يمكن ذلك في الوضع الحالي. {next}',
  },
  STEP_NOT_YOURS: {
    en: 'This is for somebody else to do. {next}',
    ar: 'هذا الإجراء من اختصاص غيرك. {next}',
  },
  STEP_NOT_NOW: { en: '{reason}', ar: '{reason}' },
});

/** Tells why a step cannot be taken, and what could be done instead. */
export function refuseMove(
  refused: RefusedMove<string, string>,
  field: string | null = null,
): { errors: Refusal[] } {
  const { why, reason } = refused;
  const facts = adviceOf(refused);
  if (why === 'NOT_BY_YOU') return refuse(moveRefusals.STEP_NOT_YOURS, facts, field);
  if (!reason) return refuse(moveRefusals.STEP_NOT_POSSIBLE, facts, field);
  const { ar, en } = reason.message;
  return refuse(moveRefusals.STEP_NOT_NOW, { ...facts, reason: { ar, en: en ?? ar } }, field);
}

/** What a refused step is told with: `next` in sentences, and the codes of the state and of what is possible. */
export interface Advice {
  readonly [fact: string]: string | MessageTexts;
  readonly state: string;
  readonly possible: string;
  readonly next: MessageTexts;
}

/** What can be done instead of a refused step: by the caller, else by others, else nothing. */
export function adviceOf({ why, from, action, possible, forOthers }: RefusedMove<string, string>): Advice {
  const whose = why === 'NOT_BY_YOU' ? forOthers.filter((each) => each.action === action) : [];
  const sentences = [
    ...whose.map(({ by }) => filled(SENTENCES.WHOSE, { whose: rolesOf(by) })),
    ...(possible.length > 0
      ? [filled(SENTENCES.YOURS, { steps: listOf(possible, ({ name }) => name) })]
      : []),
  ];
  if (sentences.length === 0 && forOthers.length > 0)
    sentences.push(filled(SENTENCES.OTHERS, { steps: listOf(forOthers, withRoles) }));
  if (sentences.length === 0) sentences.push(SENTENCES.OVER);
  return {
    state: from,
    possible: possible.map((each) => each.action).join(', '),
    next: { en: sentences.map(({ en }) => en).join(' '), ar: sentences.map(({ ar }) => ar).join(' ') },
  };
}

const SENTENCES = {
  WHOSE: { en: 'It is for {whose}.', ar: 'يقوم به: {whose}.' },
  YOURS: { en: 'You can: {steps}.', ar: 'يمكنك: {steps}.' },
  OTHERS: {
    en: 'What can be done now is for somebody else: {steps}.',
    ar: 'ما يمكن الآن من اختصاص غيرك: {steps}.',
  },
  OVER: {
    en: 'It has come to its end, and no further step follows.',
    ar: 'انتهى الأمر هنا، ولا تتبعه خطوة أخرى.',
  },
} as const satisfies Record<string, MessageTexts>;

function filled(texts: MessageTexts, facts: Readonly<Record<string, MessageTexts>>): MessageTexts {
  return { en: fillIn(texts.en, facts, 'en'), ar: fillIn(texts.ar, facts, 'ar') };
}

function listOf(
  moves: readonly NamedMove<string>[],
  textsOf: (move: NamedMove<string>) => MessageTexts,
): MessageTexts {
  const texts = moves.map(textsOf);
  return { en: texts.map(({ en }) => en).join('; '), ar: texts.map(({ ar }) => ar).join('؛ ') };
}

function withRoles({ name, by }: NamedMove<string>): MessageTexts {
  const roles = rolesOf(by);
  if (roles.en === '') return name;
  return { en: `${name.en} (${roles.en})`, ar: `${name.ar} (${roles.ar})` };
}

/** Whom a person could ask; the system is nobody. */
function rolesOf(by: readonly Role[]): MessageTexts {
  const texts = by.filter((role) => role !== 'system').map((role) => ROLE_TEXTS[role]);
  return { en: texts.map(({ en }) => en).join(' or '), ar: texts.map(({ ar }) => ar).join(' أو ') };
}
