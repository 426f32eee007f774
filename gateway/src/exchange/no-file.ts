import type { IncomingHttpHeaders } from 'node:http';
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';

/** What is told of a body that is not the file itself. */
export const NO_FILE: MessageTexts = {
  en: 'Send the file itself as the body: not within a form, and not compressed ("Content-Encoding").',
  ar: 'أرسل الملف نفسه في جسم الطلب: لا داخل نموذج (form) ولا مضغوطًا ("Content-Encoding").',
};

/** Whether the headers say that the body is not the file itself but something around it. */
export function wrapsFile(headers: IncomingHttpHeaders): boolean {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  return encoding !== 'identity' || /^\s*multipart\//i.test(headers['content-type'] ?? '');
}
