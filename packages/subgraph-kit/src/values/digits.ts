const EASTERN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Eastern Arabic (٠-٩) and Persian (۰-۹) digits written as ASCII digits; all else stays as it is. */
export function asciiDigits(text: string): string {
  // The code points of each ten end in the hexadecimal digit 0 to 9 that they stand for.
  return text.replace(EASTERN_DIGITS, (digit) => String(digit.charCodeAt(0) % 16));
}
