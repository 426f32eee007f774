import { NOTHING_HIDDEN, type HiddenNames } from '../../planning/hidden-names';
import * as answerBytes from './answer-bytes';
import type { Asked, Selection, Selections } from './selections';
import { walkObject, walkResponse } from './walk-response';
import { writerCode, type WriterCode } from './writer-code';

/**
 * Writes the client's JSON text from the merged tree. `onNull` is told where the tree holds something that the
 * client's schema does not allow, by response names and list indexes; what held it became null.
 */
export type Serialize = (
  tree: Readonly<Record<string, unknown>>,
  onNull: (path: (string | number)[]) => void,
) => string;

type Write = (tree: Readonly<Record<string, unknown>>, p: number) => number;

/** Makes the serializer of what an operation asks. Throws when that is not valid. */
export function compileSerializer(asked: Asked, hidden: HiddenNames = NOTHING_HIDDEN): Serialize {
  const { selections, root } = asked;
  const code = writerCode(asked);
  const write = code && generatedWriter(code, selections, hidden);

  return (tree, onNull) => {
    const text = write && writtenText(write, tree);
    if (text !== null) return text;
    const walked = walkResponse(selections, root, tree, hidden);
    for (const path of walked.faults) onNull([...path]);
    return walked.text;
  };
}

/** Null when the tree does not fit. */
function writtenText(write: Write, tree: Readonly<Record<string, unknown>>): string | null {
  answerBytes.beginText();
  try {
    return answerBytes.endText(write(tree, 0));
  } catch (error) {
    if (error instanceof answerBytes.Misfit) return null;
    throw error;
  }
}

function generatedWriter(
  { source, enums, tables, walked }: WriterCode,
  selections: Selections,
  hidden: HiddenNames,
): Write {
  const given = {
    ...answerBytes,
    enums,
    tables,
    walked: (index: number, value: Readonly<Record<string, unknown>>, p: number): number => {
      const text = walkObject(selections, walked[index] as Selection, value, hidden);
      if (text === null) throw answerBytes.MISFIT;
      return answerBytes.writeJson(text, p);
    },
  };
  // The source holds names that GraphQL's grammar allows, and numbers; everything else is given to it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function(...Object.keys(given), source)(...Object.values(given)) as Write;
}
