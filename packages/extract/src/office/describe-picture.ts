import type { XmlAttributes } from '../xml/parse-xml.ts';
import { readAttribute } from '../xml/read-attribute.ts';

const fileName = /^\S*\.(?:png|jpe?g|gif|bmp|emf|wmf|svg|tiff?|webp)$/i;

/** What stands for a picture in the text: its description, where a person wrote one. Empty: there is none. */
export function describePicture(attributes: XmlAttributes): string {
  const description = readAttribute(attributes, 'descr')?.trim() ?? '';
  return description === '' || fileName.test(description) ? '' : ` ${description} `;
}
