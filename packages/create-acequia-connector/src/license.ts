/** SPDX identifiers that a package can start with; UNLICENSED keeps all rights and has no LICENSE file. */
export const licenses = ['Apache-2.0', 'MIT', 'UNLICENSED'] as const;

export type License = (typeof licenses)[number];
