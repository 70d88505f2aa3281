/** A name on the disk, and what a connector makes of it. */
export interface DiskName {
  /** Its bytes, one character each (latin1). */
  readonly bytes: string;
  /** For people. */
  readonly title: string;
  /** As it stands in an id. */
  readonly idPart: string;
}

/** A name that is text, as nearly all are. */
export function textName(title: string): DiskName {
  return { bytes: Buffer.from(title).toString('latin1'), title, idPart: title };
}

/** Names of an older time, in latin1. Only Linux takes them. */
export const latinFile: DiskName = {
  bytes: 'caf\xe9 50%.txt',
  title: 'caf\ufffd 50%.txt',
  idPart: '/caf%E9 50%25.txt',
};
export const latinFolder: DiskName = { bytes: 'a\xf1os', title: 'a\ufffdos', idPart: '/a%F1os' };
