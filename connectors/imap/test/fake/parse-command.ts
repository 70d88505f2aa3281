/** An argument: an atom, a string, or a list of arguments. */
export type Argument = string | readonly Argument[];

export interface ImapCommand {
  readonly tag: string;
  /** Upper case; `UID FETCH` is one word. */
  readonly name: string;
  readonly args: readonly Argument[];
}

/** A whole command with its literals in place (`{3}\r\nabc`), bytes as characters. */
export function parseCommand(text: string): ImapCommand {
  let at = 0;

  function readString(): string {
    let value = '';
    for (at += 1; at < text.length && text[at] !== '"'; at++) {
      if (text[at] === '\\') at += 1;
      value += text[at];
    }
    at += 1;
    return value;
  }

  function readOne(): Argument {
    if (text[at] === '"') return readString();
    if (text[at] === '(') {
      at += 1;
      const list = readList();
      at += 1;
      return list;
    }
    const literal = /^\{(\d+)\+?\}\r\n/.exec(text.slice(at, at + 20));
    if (literal) {
      const start = at + literal[0].length;
      at = start + Number(literal[1]);
      return text.slice(start, at);
    }
    return readAtom();
  }

  /** With sections in brackets, which may hold spaces: `BODY.PEEK[HEADER.FIELDS (DATE)]<0.9>`. */
  function readAtom(): string {
    const start = at;
    for (let depth = 0; at < text.length; at++) {
      const character = text[at] ?? '';
      if (character === '[') depth += 1;
      else if (character === ']') depth -= 1;
      else if (depth === 0 && /[\s()]/.test(character)) break;
    }
    return text.slice(start, at);
  }

  function readList(): Argument[] {
    const list: Argument[] = [];
    while (at < text.length && text[at] !== ')') {
      if (/\s/.test(text[at] ?? '')) at += 1;
      else list.push(readOne());
    }
    return list;
  }

  const [tag = '', first = '', ...rest] = readList();
  const isUid = String(first).toUpperCase() === 'UID';
  const name = isUid ? `UID ${String(rest[0]).toUpperCase()}` : String(first).toUpperCase();
  return { tag: String(tag), name, args: isUid ? rest.slice(1) : rest };
}

/** How many bytes a line announces after it; undefined: the command ends with it. */
export function announcedLiteral(line: string): { readonly size: number; readonly waits: boolean } | undefined {
  const found = /\{(\d+)(\+?)\}$/.exec(line);
  return found ? { size: Number(found[1]), waits: found[2] === '' } : undefined;
}
