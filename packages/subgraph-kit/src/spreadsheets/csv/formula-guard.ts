/**
 * Programs for spreadsheets take a cell of a CSV for a formula by its first character (OWASP, "CSV injection"). An
 * apostrophe before it makes it text; cells that have such an apostrophe already get one more, so that reading can
 * take exactly one away.
 */
const LOOKS_LIKE_FORMULA = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;
const GUARDED = /^'+(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** An amount such as -12.50 calls nothing. */
const NEGATIVE_NUMBER = /^-\d+(?:\.\d+)?$/;

/** Text that every program takes for text. */
export function guarded(text: string): string {
  return LOOKS_LIKE_FORMULA.test(text) && !NEGATIVE_NUMBER.test(text) ? `'${text}` : text;
}

/** The text that was guarded. */
export function unguarded(text: string): string {
  return text.charCodeAt(0) === 0x27 && GUARDED.test(text) ? text.slice(1) : text;
}
