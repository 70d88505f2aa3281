import { expect, it } from 'vitest';
import { extract, failureOf, markdownOf } from './extracting.ts';
import { makeOdf, odfPart } from './make-odf.ts';

const automatic = `
  <style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>
  <style:style style:name="I"><style:text-properties fo:font-style="italic"/></style:style>
  <style:style style:name="H"><style:text-properties text:display="none"/></style:style>
  <style:style style:name="P1" style:parent-style-name="Preformatted_20_Text"/>
  <text:list-style style:name="L"><text:list-level-style-bullet text:level="1"/><text:list-level-style-number text:level="2" style:num-format="1"/></text:list-style>`;

function read(body: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  return markdownOf(makeOdf({ kind: 'text', body, automatic, more }));
}

const p = (content: string, style = '') => `<text:p text:style-name="${style}">${content}</text:p>`;
const item = (content: string) => `<text:list-item>${content}</text:list-item>`;
const cell = (content: string, more = '') => `<table:table-cell ${more}>${p(content)}</table:table-cell>`;

it.each([
  [
    'headings',
    '<text:h text:outline-level="2">A</text:h><text:h text:outline-level="9">B</text:h>',
    '## A\n\n###### B',
  ],
  ['a title', p('T', 'Title'), '# T'],
  [
    'spans',
    p('a<text:span text:style-name="B">b<text:span text:style-name="I">c</text:span></text:span>'),
    'a**b*c***',
  ],
  ['spaces, tabs and line breaks', p('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'), 'a b c  \nd'],
  [
    'lists',
    `<text:list text:style-name="L">${item(`${p('a')}<text:list>${item(p('b'))}${item(p('c'))}</text:list>`)}${item(p('d') + p('e'))}</text:list>`,
    '- a\n  1. b\n  2. c\n- d\n  - e',
  ],
  ['code', p('if x:', 'P1') + p('<text:s text:c="4"/>y', 'P1'), '```\nif x:\n    y\n```'],
  ['links', p('<text:a xlink:href="https://x.org/">x</text:a>'), '[x](https://x.org/)'],
  [
    'tables',
    `<table:table><table:table-row>${cell('a')}${cell('b')}</table:table-row><table:table-row>${cell('wide', 'table:number-columns-spanned="2"')}<table:covered-table-cell/></table:table-row></table:table>`,
    '|  |  |\n| --- | --- |\n| a | b |\n| wide |  |',
  ],
  ['a picture by its description', p('<draw:frame><draw:image/><svg:desc>A lake</svg:desc></draw:frame>'), 'A lake'],
  ['a text box', p('a<draw:frame><draw:text-box><text:p>in</text:p></draw:text-box></draw:frame>b'), 'a\n\nin\n\nb'],
  ['right-to-left text', p('سلام دنیا'), 'سلام دنیا'],
])('writes %s', async (_name, body, markdown) => {
  expect(await read(body)).toBe(markdown);
});

it('leaves out what was deleted or is hidden, and keeps hiding after a comment in it', async () => {
  const deleted =
    '<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></text:deletion></text:changed-region></text:tracked-changes>';
  const comment =
    '<office:annotation><dc:creator>Ann</dc:creator><dc:date>2024-01-01</dc:date><text:p>why</text:p></office:annotation>';
  const body = `${deleted}${p(`new<text:span text:style-name="H">x${comment}y</text:span>`)}<text:section text:display="none">${p('z')}</text:section>`;
  expect(await read(body)).toBe('new[^1]\n\n[^1]: Comment by Ann: why');
});

it('keeps the fields of a text, such as its author and a date', async () => {
  const note =
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>On <text:date>1 May</text:date></text:p></text:note-body></text:note>';
  expect(await read(p(`By <text:creator>Ann</text:creator>${note}.`))).toBe('By Ann[^1].\n\n[^1]: On 1 May');
});

it('reads headers, footers and what the file says about itself', async () => {
  const bytes = makeOdf({
    kind: 'text',
    body: p('x'),
    more: {
      'styles.xml': odfPart(
        '<style:header><text:p>Confidential</text:p></style:header><style:footer><text:p>1</text:p></style:footer>',
      ),
      'meta.xml': odfPart(
        '<dc:title>Plan</dc:title><meta:initial-creator>Ann</meta:initial-creator><dc:date>2024-01-02T03:04:05</dc:date>',
      ),
    },
  });
  const { markdown, mime, fields } = await extract(bytes);
  expect([markdown, mime]).toEqual(['x\n\nConfidential', 'application/vnd.oasis.opendocument.text']);
  expect(fields).toMatchObject({ title: 'Plan', authors: ['Ann'] });
});

it('writes slides', async () => {
  const page = (text: string) =>
    `<draw:page><draw:frame><draw:text-box>${p(text)}</draw:text-box></draw:frame></draw:page>`;
  const { markdown, mime } = await extract(makeOdf({ kind: 'presentation', body: page('a') + page('b') }));
  expect(markdown).toBe('## Slide 1\n\na\n\n## Slide 2\n\nb');
  expect(mime).toBe('application/vnd.oasis.opendocument.presentation');
});

it('says that it is protected by a password', async () => {
  const manifest =
    '<manifest:manifest xmlns:manifest="x"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
  const error = await failureOf(read(p('x'), { 'META-INF/manifest.xml': manifest }));
  expect([error.kind, error.message]).toEqual(['unreadable', 'This document is protected by a password.']);
});

it('survives nesting and repetition without end', async () => {
  const nested = `${'<text:list><text:list-item>'.repeat(100)}${p('deep')}${'<table:table><table:table-row><table:table-cell>'.repeat(50)}${p('x')}`;
  expect(await read(nested)).toContain('deep');
  const error = await failureOf(read('<text:list><text:list-item>'.repeat(100_000)));
  expect([error.kind, error.message]).toEqual(['unreadable', expect.stringContaining('nested deeper than 500 levels')]);
  expect(await read(p(`a<text:s text:c="999999999"/>b`))).toBe('a b');
});
