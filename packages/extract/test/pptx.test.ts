import { expect, it } from 'vitest';
import { extract, failureOf } from './extracting.ts';
import { relationships } from './make-docx.ts';
import { zipOf } from './make-zip.ts';

const names =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const line = (text: string, properties = '') =>
  `<a:p><a:pPr ${properties}/><a:r><a:rPr/><a:t>${text}</a:t></a:r></a:p>`;
const shape = (role: string, content: string, description = '') =>
  `<p:sp><p:nvSpPr><p:cNvPr id="1" name="x" descr="${description}"/><p:nvPr>${role === '' ? '' : `<p:ph type="${role}"/>`}</p:nvPr></p:nvSpPr><p:txBody>${content}</p:txBody></p:sp>`;
const slide = (content: string) => `<p:sld ${names}><p:cSld><p:spTree>${content}</p:spTree></p:cSld></p:sld>`;

/** A presentation whose order of slides is not that of their files. */
function makePptx(slides: readonly string[], more: Readonly<Record<string, string>> = {}): Uint8Array<ArrayBuffer> {
  const last = slides.length;
  const files = slides.map((content, index) => [`ppt/slides/slide${last - index}.xml`, slide(content)] as const);
  const list = slides.map((_content, index) => `<p:sldId id="${256 + index}" r:id="s${index}"/>`).join('');
  const links = slides.map((_content, index) => [`s${index}`, ['slide', `slides/slide${last - index}.xml`]] as const);
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relationships({ r: ['officeDocument', 'ppt/presentation.xml'] }),
    'ppt/presentation.xml': `<p:presentation ${names}><p:sldIdLst>${list}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationships(Object.fromEntries(links)),
    ...Object.fromEntries(files),
    ...more,
  });
}

it('writes each slide below its title, in the order of the presentation', async () => {
  const bytes = makePptx([
    shape('title', line('Plan &lt;b&gt;')) +
      shape('body', line('one') + line('two', 'lvl="1"')) +
      shape('sldNum', line('7')),
    shape('', line('No title')),
    shape('', '<a:p/>'),
  ]);
  const { markdown, mime, fields } = await extract(bytes, 'a.bin');
  expect(markdown).toBe('## Plan \\<b>\n\n- one\n  - two\n\n## Slide 2\n\nNo title');
  expect(mime).toBe('application/vnd.openxmlformats-officedocument.presentationml.presentation');
  expect(fields).toEqual({ slides: 3 });
});

it('writes tables, descriptions of pictures, links and numbers', async () => {
  const cell = (text: string) => `<a:tc><a:txBody>${line(text)}</a:txBody></a:tc>`;
  const table = `<p:graphicFrame><a:tbl><a:tr>${cell('a')}${cell('b')}</a:tr><a:tr>${cell('1')}${cell('2')}</a:tr></a:tbl></p:graphicFrame>`;
  const link = '<a:p><a:r><a:rPr><a:hlinkClick r:id="l"/></a:rPr><a:t>site</a:t></a:r></a:p>';
  const numbered = ['x', 'y']
    .map((text) => `<a:p><a:pPr><a:buAutoNum type="arabicPeriod"/></a:pPr><a:r><a:t>${text}</a:t></a:r></a:p>`)
    .join('');
  const bytes = makePptx([table + shape('', link + numbered, 'A river seen from above')], {
    'ppt/slides/_rels/slide1.xml.rels': relationships({ l: ['hyperlink', 'https://example.org/'] }),
  });
  expect((await extract(bytes)).markdown).toBe(
    '## Slide 1\n\n|  |  |\n| --- | --- |\n| a | b |\n| 1 | 2 |\n\nA river seen from above\n\n[site](https://example.org/)\n\n1. x\n2. y',
  );
});

it('writes notes and comments below the slide', async () => {
  const bytes = makePptx([shape('title', line('T'))], {
    'ppt/slides/_rels/slide1.xml.rels': relationships({
      n: ['notesSlide', '../notesSlides/n.xml'],
      c: ['comments', '../comments/c.xml'],
    }),
    'ppt/notesSlides/n.xml': slide(shape('body', line('Speak slowly.'))),
    'ppt/comments/c.xml': `<p:cmLst ${names}><p:cm><p:text>Sure?</p:text></p:cm></p:cmLst>`,
  });
  expect((await extract(bytes)).markdown).toBe('## T\n\nComment: Sure?\n\nNotes:\n\nSpeak slowly.');
});

it('writes right-to-left slides in the order of reading', async () => {
  const bytes = makePptx([shape('title', line('שלום', 'rtl="1"')) + shape('body', line('עולם 12 Latin', 'rtl="1"'))]);
  expect((await extract(bytes)).markdown).toBe('## שלום\n\n- עולם 12 Latin');
});

it('reads a slide once, however often it is listed', async () => {
  const again = '<p:sldId id="9" r:id="s0"/>'.repeat(200_000);
  const bytes = makePptx([shape('', line('x'))], {
    'ppt/presentation.xml': `<p:presentation ${names}><p:sldIdLst>${again}</p:sldIdLst></p:presentation>`,
  });
  expect((await extract(bytes)).markdown).toBe('## Slide 1\n\nx');
});

it('says that a presentation has no text', async () => {
  const error = await failureOf(extract(makePptx([shape('', '')])));
  expect([error.kind, error.message]).toEqual(['unreadable', 'This document contains no text.']);
});
