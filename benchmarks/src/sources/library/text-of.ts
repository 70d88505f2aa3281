import { SeededText } from '@acequia/testkit';

const texts = new SeededText(42);

/** ASCII text of exactly `bytes` bytes; another one for each number and revision. */
export function textOf(number: number, revision: number, bytes: number): Buffer {
  return Buffer.from(texts.body(`${number}`, revision, bytes), 'latin1');
}
