import { expect, it } from 'vitest';
import { extract } from './extracting.ts';

const many = 100_000;

/** Each of these takes minutes or the stack when work grows faster than the input. */
it.each([
  ['nested elements', `<html>${'<div>'.repeat(many)}deep`, 'deep'],
  ['nested lists and quotations', `<html>${'<blockquote><ul><li>a'.repeat(many / 2)}`, 'a'],
  ['nested tables', `<html>${'<table><tr><td>a'.repeat(many / 2)}`, 'a'],
  ['nested spans', `<html>${'<b> \u00a0<a href=x>y'.repeat(many)}`, 'y'],
  ['end tags without a start', `<html>${'<div>'.repeat(many / 2)}${'</p></x></b>'.repeat(many / 2)}end`, 'end'],
  ['a long list', `<html><ol>${'<li>item'.repeat(many)}`, `${many}. item`],
  ['wide and high cells', `<html><table>${'<tr><td colspan=100 rowspan=100>x<td rowspan=99>y'.repeat(many / 10)}`, 'y'],
  ['many cells of absurd width', `<html><table><tr>${'<td colspan=999999999>x'.repeat(many / 10)}`, 'x'],
  ['tags that never end', `<html>x${'<'.repeat(many * 10)}`, 'x'],
  ['comments that never end', `<html>x${'<!--'.repeat(many)}`, 'x'],
  ['attributes', `<html><p ${'a=b '.repeat(many)}>x`, 'x'],
  ['white space', `<html>x${' \u00a0\n'.repeat(many * 3)}y`, 'x y'],
  ['entities', `<!DOCTYPE html [<!ENTITY a "${'b'.repeat(1000)}">]><html>x${'&a;'.repeat(many)}`, '&a;'],
  ['marks to escape', `<html>${'*_`[]('.repeat(many)}`, '\\*'],
])('reads HTML with %s in good time', async (_name, html, expected) => {
  const { markdown } = await extract(html);
  expect(markdown).toContain(expected);
});

it.each([
  ['nested lists', '['.repeat(many * 10), 'a.json'],
  ['nested objects', '{"a":'.repeat(many), 'a.json'],
  ['nested lists on a line', `{"a":1}\n${'['.repeat(many)}`, 'a.jsonl'],
  ['backslashes in a text', `"${'\\\\'.repeat(many * 5)}"`, 'a.json'],
  ['an open quotation', `a,b\n"${'x,y\n'.repeat(many)}`, 'a.csv'],
  ['quotation marks', '"'.repeat(many * 5), 'a.csv'],
  ['one wide row', `a${','.repeat(many)}\n${'b\n'.repeat(many / 100)}`, 'a.csv'],
  ['front matter without an end', `---\n${'a: b\n'.repeat(many)}`, 'a.md'],
  ['backticks', '`'.repeat(many * 5), 'a.py'],
])('reads %s in good time', async (_name, text, title) => {
  const { markdown } = await extract(text, title);
  expect(markdown.length).toBeGreaterThan(0);
});
