import type { ListPlace } from '../office/list-tracker.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { readAttribute, readNumber } from '../xml/read-attribute.ts';

interface Level {
  bullet: boolean;
  start: number;
}

const maxLevel = 8;
const defaultLevel: Level = { bullet: true, start: 1 };

/** The lists of a document, and how far each has counted. */
export class Numbering {
  /** By the id that paragraphs use: the id of what it looks like. */
  readonly #abstractIds = new Map<string, string>();
  readonly #levels = new Map<string, Map<number, Level>>();
  /** Numbers given, by abstract id and level. */
  readonly #counts = new Map<string, number[]>();

  static async read(chunks: AsyncIterable<Uint8Array>): Promise<Numbering> {
    const numbering = new Numbering();
    let abstract: Map<number, Level> | undefined;
    let level: Level | undefined;
    let id = '';
    await parseXml(chunks, {
      open(name, attributes) {
        const value = () => readAttribute(attributes, 'val');
        if (name === 'abstractNum') {
          abstract = new Map();
          numbering.#levels.set(readAttribute(attributes, 'abstractNumId') ?? '', abstract);
        } else if (name === 'lvl') {
          level = { bullet: false, start: 1 };
          abstract?.set(readNumber(attributes, 'ilvl') ?? 0, level);
        } else if (name === 'numFmt' && level) level.bullet = value() === 'bullet' || value() === 'none';
        else if (name === 'start' && level) level.start = readNumber(attributes, 'val') ?? 1;
        else if (name === 'num') {
          abstract = undefined;
          level = undefined;
          id = readAttribute(attributes, 'numId') ?? '';
        } else if (name === 'abstractNumId') numbering.#abstractIds.set(id, value() ?? '');
      },
    });
    return numbering;
  }

  /** Where an item of this list stands; counts it. */
  place(id: string, writtenLevel: number): ListPlace {
    const level = Math.min(writtenLevel, maxLevel);
    const abstractId = this.#abstractIds.get(id) ?? id;
    const { bullet, start } = this.#levels.get(abstractId)?.get(level) ?? defaultLevel;
    if (bullet) return { level, number: undefined };
    const counts = this.#counts.get(abstractId) ?? [];
    this.#counts.set(abstractId, counts);
    const number = counts[level] === undefined ? start : counts[level] + 1;
    counts[level] = number;
    counts.length = level + 1;
    return { level, number };
  }
}
