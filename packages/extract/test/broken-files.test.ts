import { gzipSync } from 'node:zlib';
import { SourceError } from '@acequia/core';
import { expect, it } from 'vitest';
import { property } from '../src/msg/message-properties.ts';
import { extract } from './extracting.ts';
import { makeDocx, paragraph } from './make-docx.ts';
import { makeMsg } from './make-msg.ts';
import { makeOdf } from './make-odf.ts';
import { makePdf } from './make-pdf.ts';
import { zipOf } from './make-zip.ts';

const text = 'words '.repeat(200);
const attachment = { [property.attachmentLongName]: 'a.txt', [property.attachmentData]: Buffer.from(text) };
const table = `<table:table table:name="S"><table:table-row><table:table-cell><text:p>${text}</text:p></table:table-cell></table:table-row></table:table>`;
const cells = [{ cell_type: 'code', source: text, outputs: [{ output_type: 'stream', text }] }];
const documents: Readonly<Record<string, Uint8Array>> = {
  docx: makeDocx(paragraph(text).repeat(20)),
  odt: makeOdf({ kind: 'text', body: `<text:p>${text}</text:p>` }),
  ods: makeOdf({ kind: 'spreadsheet', body: table }),
  zip: zipOf({ 'a.txt': text, 'b/c.txt': text }),
  gz: gzipSync(text),
  msg: makeMsg({
    properties: { [property.subject]: 'Subject', [property.body]: text },
    attachments: [{ properties: attachment }],
  }),
  eml: Buffer.from(
    `From: a@x.org\r\nMessage-ID: <1>\r\nSubject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${text}\r\n--b--`,
  ),
  rtf: Buffer.from(`{\\rtf1\\ansi{\\fonttbl{\\f0 A;}}{\\b ${text}}\\par\\intbl x\\cell\\row}`),
  ipynb: Buffer.from(JSON.stringify({ cells, nbformat: 4 })),
  xml: Buffer.from(`<?xml version="1.0"?><a><b c="d">${text}</b></a>`),
  pdf: makePdf([[{ text, y: 700 }]]),
};
const times = 40;

/** The same numbers in every run. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Reads what can be read, or says why not: never nothing, and nothing that is tried again for ever. */
async function expectAnswer(bytes: Uint8Array, name: string, what: string): Promise<void> {
  const outcome = await extract(bytes, name).catch((error: unknown) => error);
  if (!SourceError.isInstance(outcome)) {
    expect((outcome as { markdown: string }).markdown, what).toMatch(/\S/);
    return;
  }
  expect(['unreadable', 'unsupported', 'too-large'], `${what}: ${outcome.message}`).toContain(outcome.kind);
  expect(outcome.message, what).toMatch(/\w/);
}

it.each(Object.keys(documents))('answers to every cut-off %s', async (ending) => {
  const whole = documents[ending] ?? new Uint8Array();
  for (let index = 1; index < times; index++) {
    const end = Math.floor((whole.length * index) / times);
    await expectAnswer(Uint8Array.from(whole.subarray(0, end)), `a.${ending}`, `${ending} cut off at ${end}`);
  }
});

it.each(Object.keys(documents))('answers to every damaged %s', async (ending) => {
  const random = makeRandom(7);
  const whole = documents[ending] ?? new Uint8Array();
  for (let round = 0; round < times; round++) {
    const damaged = Uint8Array.from(whole);
    for (let count = 0; count <= round % 8; count++) damaged[random(damaged.length)] = random(256);
    await expectAnswer(damaged, `a.${ending}`, `${ending} damaged in round ${round}`);
  }
});
