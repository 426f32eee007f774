/** The first bytes of files that are no text and no zip. */
const SIGNATURES = [
  '%PDF',
  '{\\rtf',
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  '\x1f\x8b',
  '7z\xbc\xaf',
  'Rar!',
  'BZh',
  '\xfd7zXZ',
  'PK\x05\x06',
  'SQLite format 3',
  '\x09\x08',
];

/** What the first bytes tell; OLE is what old .xls and encrypted workbooks are kept in. */
export type Signature = 'EMPTY' | 'ZIP' | 'OLE' | 'OTHER' | 'TEXT';

/** How many bytes are looked at. */
export const SIGNATURE_BYTES = 512;

/** What the file may be, by its first bytes. Web pages and XML, which old systems name .xls, are no lists. */
export function signatureOf(head: Buffer): Signature {
  if (head.length === 0) return 'EMPTY';
  const bytes = head.toString('latin1');
  if (bytes.startsWith('PK\x03\x04')) return 'ZIP';
  if (bytes.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'OLE';
  if (SIGNATURES.some((signature) => bytes.startsWith(signature))) return 'OTHER';
  const text = bytes.startsWith('\xff\xfe') ? head.toString('utf16le') : head.toString();
  return /^\ufeff?\s*<[!?/a-z]/i.test(text) ? 'OTHER' : 'TEXT';
}
