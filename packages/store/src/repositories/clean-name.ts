import { AcequiaError } from '@acequia/core';

const longest = 190;

/** A name without spaces at its ends, which engines compare differently. @throws AcequiaError `bad_config` */
export function cleanName(name: string, what: string): string {
  const clean = name.trim();
  if (clean === '' || [...clean].length > longest || !clean.isWellFormed() || /\p{Cc}/u.test(clean)) {
    throw new AcequiaError(
      'bad_config',
      `This cannot be the name of a ${what}: ${JSON.stringify(clean.slice(0, 50))}`,
      {
        hint: `Names have 1 to ${longest} printable characters.`,
      },
    );
  }
  return clean;
}

/** @returns an error `name_taken` */
export function nameTaken(name: string, what: string): AcequiaError {
  return new AcequiaError('name_taken', `There is a ${what} named ${JSON.stringify(name)} already`, {
    hint: 'Choose another name.',
  });
}
