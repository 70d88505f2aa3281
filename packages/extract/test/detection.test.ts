import { expect, it } from 'vitest';
import { extract, failureOf } from './extracting.ts';
import { makePdf } from './make-pdf.ts';

it.each([
  ['an archive', Buffer.from('377abcaf271c00040000000000000000', 'hex'), 'application/x-7z-compressed'],
  ['a film', Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex'), 'video/mp4'],
  ['PostScript', Buffer.from('%!PS-Adobe-3.0\nshowpage'), 'application/postscript'],
])('names the type of %s, whatever the name says', async (_name, content, mime) => {
  const error = await failureOf(extract(new Uint8Array(content), 'notes.md', 'text/markdown'));
  expect(error.kind).toBe('unsupported');
  expect(error.message).toContain(mime);
  expect(error.hint).toBeTruthy();
});

it('calls unknown bytes what the source calls them', async () => {
  const noise = Uint8Array.from({ length: 4000 }, (_value, index) => (index * 73 + (index >> 3)) % 32);
  const error = await failureOf(extract(noise, 'a.xyz', 'application/x-xyz'));
  expect([error.kind, error.message]).toEqual(['unsupported', expect.stringContaining('application/x-xyz')]);
});

it.each([
  ['<!DOCTYPE html><p>Hi</p>', 'a.txt', 'text/html'],
  ['<!-- c -->\n<?xml version="1.0"?>\n<html><p>Hi</html>', 'a.md', 'text/html'],
  ['<!DOCTYPE html><p>Please sign in</p>', 'report.pdf', 'text/html'],
  ['<header>Hi</header>', 'a.md', 'text/markdown'],
  ['<div align="center">Logo</div>', 'README.md', 'text/markdown'],
  ['{"a": 1}', undefined, 'application/json'],
  ['{\\rtf1 Hi}', 'a.md', 'application/rtf'],
  ['<svg xmlns="http://www.w3.org/2000/svg"><text>Hi</text></svg>', 'a.png', 'image/svg+xml'],
  ['<?xml version="1.0"?><a>Hi</a>', 'a.txt', 'application/xml'],
  ['{"cells": [{"cell_type": "raw", "source": "x"}], "nbformat": 4}', 'a.json', 'application/x-ipynb+json'],
  ['From: a@b.org\nMessage-ID: <1@b>\nSubject: x\n\nHi', 'a.txt', 'message/rfc822'],
  ['{not json}', undefined, 'text/plain'],
  ['a,b', 'a.csv', 'text/csv'],
  ['a\tb', 'A.TSV', 'text/csv'],
  ['a', 'a.JSONL', 'application/jsonl'],
])('finds out what %j named %s is: %s', async (content, title, mime) => {
  expect((await extract(content, title)).mime).toBe(mime);
});

it.each([
  ['text/csv', 'a.md', 'text/csv'],
  ['text/plain', 'a.md', 'text/markdown'],
  ['application/octet-stream', 'a.csv', 'text/csv'],
  ['Text/Markdown; charset=utf-8', 'title.json', 'text/markdown'],
])('believes the media type before the name, unless it is vague: %s, %s', async (mime, title, found) => {
  expect((await extract('x', title, mime)).mime).toBe(found);
});

it('recognises a PDF whatever it is called', async () => {
  expect((await extract(makePdf([[{ text: 'Hi', y: 700 }]]), 'a.txt', 'text/plain')).mime).toBe('application/pdf');
});

it.each([
  ['a.md', undefined, 'text/markdown'],
  ['a', undefined, 'text/plain'],
  [undefined, 'text/html', 'text/html'],
])('accepts a text of 0 bytes: %s %s', async (title, mime, found) => {
  expect(await extract('', title, mime)).toEqual({ markdown: '', mime: found, warnings: [] });
});

it.each([
  ['a.pdf', undefined],
  ['a.docx', undefined],
  [undefined, 'image/png'],
])('refuses another file of 0 bytes: %s %s', async (title, mime) => {
  const error = await failureOf(extract('', title, mime));
  expect([error.kind, error.message]).toEqual(['unreadable', expect.stringContaining('is empty (0 bytes)')]);
});
