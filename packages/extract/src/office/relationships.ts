import { posix } from 'node:path';
import { parseXml } from '../xml/parse-xml.ts';
import { readAttribute } from '../xml/read-attribute.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';

/** What a part of an Office document refers to. */
export interface Relationship {
  readonly id: string;
  /** The last word of its type: `officeDocument`, `hyperlink`, `footnotes`. */
  readonly type: string;
  /** Name of the part, or the address when it is outside. */
  readonly target: string;
  readonly external: boolean;
}

/** The relationships of one part, by id. */
export class Relationships {
  readonly all: readonly Relationship[];
  readonly #byId: ReadonlyMap<string, Relationship>;

  constructor(all: readonly Relationship[]) {
    this.all = all;
    this.#byId = new Map(all.map((one) => [one.id, one]));
  }

  get(id: string | undefined): Relationship | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** The name of the first part of this type. */
  find(type: string): string | undefined {
    return this.all.find((one) => one.type === type && !one.external)?.target;
  }

  /** The names of all parts of this type, each once. */
  findAll(type: string): string[] {
    const found = this.all.filter((one) => one.type === type && !one.external);
    return [...new Set(found.map(({ target }) => target))];
  }
}

/** Reads the relationships of a part; `''` stands for the document itself. */
export async function readRelationships(zip: ZipArchive, part: string): Promise<Relationships> {
  const folder = posix.dirname(part);
  const all: Relationship[] = [];
  await parseXml(zip.stream(posix.join(folder, '_rels', `${posix.basename(part)}.rels`)), {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const target = readAttribute(attributes, 'Target') ?? '';
      const external = readAttribute(attributes, 'TargetMode')?.toLowerCase() === 'external';
      all.push({
        id: readAttribute(attributes, 'Id') ?? '',
        type: (readAttribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '',
        target: external ? target : resolvePart(folder, target),
        external,
      });
    },
  });
  return new Relationships(all);
}

/** The name in the zip of a part that another one names. */
export function resolvePart(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : posix.join('/', folder, target);
  return posix.normalize(path).slice(1);
}
