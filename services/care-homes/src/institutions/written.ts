export const LONGEST_NAME = 200;
export const LONGEST_TEXT = 2_000;

/** Whether somebody has written a text of a sensible length. */
export function isWritten(text: string, most: number): boolean {
  return text.trim() !== '' && text.length <= most && !text.includes('\0');
}
