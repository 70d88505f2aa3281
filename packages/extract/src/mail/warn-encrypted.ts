import type { Mail } from './write-mail.ts';

/** Media types and file names of what holds a sealed text. */
const sealed =
  /^(?:application\/(?:x-)?pkcs7-mime|application\/pgp-encrypted|application\/x-microsoft-rpmsg-message)$|\.(?:p7m|rpmsg)$/i;

/** Says that the text of a mail is missing because it is encrypted, or signed in a form that hides it. */
export function warnEncrypted({ text, html }: Pick<Mail, 'text' | 'html'>, attachments: readonly string[]): string[] {
  if (text.trim() !== '' || html.trim() !== '' || !attachments.some((one) => sealed.test(one))) return [];
  return ['This mail is encrypted or sealed: its text was not read.'];
}
