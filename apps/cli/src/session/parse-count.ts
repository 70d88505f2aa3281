import { InvalidArgumentError } from 'commander';

/** A whole number from 1 on, as an option's value. */
export function parseCount(text: string): number {
  const value = Number(text);
  if (/^\d{1,12}$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError('Give a whole number from 1 on.');
}
