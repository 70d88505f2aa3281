import { looksLikeMail, mayBeMail } from '../mail/looks-like-mail.ts';
import type { ByteFormat } from './format.ts';

const compoundSignature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

export const eml: ByteFormat = {
  name: 'mail',
  content: 'bytes',
  mimes: ['message/rfc822'],
  extensions: ['eml'],
  recognize: looksLikeMail,
  accept: mayBeMail,
  async convert(source) {
    const { convertEml } = await import('../mail/convert-eml.ts');
    return convertEml(source);
  },
};

/** Outlook's mails; other files in the same container are named and refused. */
export const msg: ByteFormat = {
  name: 'Outlook mail',
  content: 'bytes',
  mimes: ['application/vnd.ms-outlook'],
  extensions: ['msg'],
  recognize: (bytes) => compoundSignature.every((byte, index) => bytes[index] === byte),
  async convert(source) {
    const { convertMsg } = await import('../msg/convert-msg.ts');
    return convertMsg(source);
  },
};
