/** A step of a flatten path: a key, or `@` for each item of a list. */
export interface PathStep {
  readonly key: string;
  /** The types of what stands there to which the path goes on; null when that is all. */
  readonly types: readonly string[] | null;
}

/**
 * Reads a flatten path of the planner: `review|[UserReview,StaffReview]` goes on from reviews of these types only.
 * Such paths begin with an empty step, which stands for the root.
 */
export function pathSteps(path: readonly (string | number)[]): PathStep[] {
  return path.map((part) => stepOf(String(part))).filter(({ key }) => key !== '');
}

function stepOf(part: string): PathStep {
  const at = part.indexOf('|[');
  if (at === -1) return { key: part, types: null };
  return { key: part.slice(0, at), types: part.slice(at + 2, -1).split(',') };
}
