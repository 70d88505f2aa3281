import { text } from 'node:stream/consumers';

// Usage: tmux capture-pane -e -p | node scripts/render-terminal.ts > screen.svg
const palette = ['#24292f', '#e5534b', '#57ab5a', '#daaa3f', '#539bf5', '#b083f0', '#39c5cf', '#cdd9e5'];
const foreground = '#cdd9e5';
const background = '#1c2128';
const faint = '#768390';
const [cellWidth, lineHeight, margin] = [8.4, 19, 16];

interface Look {
  readonly colour: string;
  readonly bold: boolean;
}

const plain: Look = { colour: foreground, bold: false };
const lines = (await text(process.stdin)).trimEnd().split('\n');
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is read
const sequence = /\u001b\[([\d;]*)m/g;
const width = Math.max(...lines.map((line) => line.replace(sequence, '').length)) * cellWidth + 2 * margin;
const height = lines.length * lineHeight + 2 * margin;
let look = plain;
process.stdout.write(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${height}" width="${Math.ceil(width)}" height="${height}">
<rect width="100%" height="100%" rx="8" fill="${background}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${foreground}" xml:space="preserve">
${lines.map(renderLine).join('')}</g>
</svg>
`,
);

/** One line; the look that it ends with goes on in the next, as on a terminal. */
function renderLine(line: string, index: number): string {
  let [column, spans] = [0, ''];
  const parts = line.split(sequence);
  for (const [at, part] of parts.entries()) {
    if (at % 2 === 1) look = part.split(';').reduce(applyCode, look);
    else if (part !== '') {
      const x = (margin + column * cellWidth).toFixed(1);
      const weight = look.bold ? ' font-weight="bold"' : '';
      const colour = look.colour === foreground ? '' : ` fill="${look.colour}"`;
      const length = ` textLength="${(part.length * cellWidth).toFixed(1)}"`;
      if (part.trim() !== '') spans += `<tspan x="${x}"${length}${weight}${colour}>${escapeXml(part)}</tspan>`;
      column += part.length;
    }
  }
  return spans === '' ? '' : `<text y="${margin + (index + 0.75) * lineHeight}">${spans}</text>\n`;
}

function applyCode(current: Look, code: string): Look {
  const number = Number(code);
  if (number === 0) return plain;
  if (number === 1) return { ...current, bold: true };
  if (number === 2) return { ...current, colour: faint };
  if (number === 22) return { colour: current.colour === faint ? foreground : current.colour, bold: false };
  if (number === 39) return { ...current, colour: foreground };
  const colour = palette[number >= 90 ? number - 90 : number - 30];
  return colour === undefined ? current : { ...current, colour };
}

function escapeXml(value: string): string {
  return value.replace(/[<>&]/g, (character) => ({ '<': '&lt;', '>': '&gt;' })[character] ?? '&amp;');
}
