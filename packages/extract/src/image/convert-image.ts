import { SourceError } from '@acequia/core';
import ExifReader from 'exifreader';
import { imageSize } from 'image-size';
import type { ByteSource, Draft } from '../formats/format.ts';
import { escapeMarkdown } from '../html/escape-markdown.ts';

type Tags = Partial<ExifReader.Tags> & { readonly [name: string]: unknown };

const maxLength = 5000;
const titleTags = ['title', 'Title', 'Headline', 'Object Name', 'XPTitle'];
const descriptionTags = [
  'description',
  'ImageDescription',
  'Description',
  'Caption/Abstract',
  'XPSubject',
  'XPComment',
  'UserComment',
  'Comment',
];
const authorTags = ['creator', 'Artist', 'By-line', 'Author', 'XPAuthor'];
const dateTags = ['DateTimeOriginal', 'DateTimeDigitized', 'CreateDate', 'Creation Time', 'DateTime'];

/** A picture -> its size and what its file says about it. What it shows is not read: there is a warning. */
export function convertImage({ bytes }: ByteSource): Draft {
  const tags = loadTags(bytes);
  const size = readSize(bytes);
  const title = first(tags, titleTags);
  const description = first(tags, descriptionTags);
  const author = first(tags, authorTags);
  const takenAt = readDate(first(tags, dateTags));
  const place = readPlace(tags);
  if (size === undefined && title === '' && description === '') throw unreadable();
  const facts = [
    size && `${size.width} × ${size.height} pixels`,
    takenAt && `taken ${takenAt.replace('T', ' ')}`,
    author && `by ${author}`,
    place && `at ${place}`,
  ].filter((fact) => fact !== undefined && fact !== '');
  const blocks = [
    title && `# ${escapeMarkdown(title)}`,
    description && escapeMarkdown(description),
    `Picture: ${escapeMarkdown(facts.join(', '))}`,
  ];
  return {
    markdown: blocks.filter((block) => block !== '').join('\n\n'),
    warnings: ['This is a picture: only what its file says about it was read, not what it shows.'],
    fields: {
      ...(title && { title }),
      ...(description && { description }),
      ...(author && { authors: [author] }),
      ...(takenAt && { createdAt: takenAt }),
      ...size,
    },
  };
}

function loadTags(bytes: Uint8Array): Tags {
  try {
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    return { ...ExifReader.load(buffer) };
  } catch {
    // It finds no metadata, or none that it understands: the size may still be read.
    return {};
  }
}

function readSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  try {
    const { width, height } = imageSize(bytes);
    return width > 0 && height > 0 ? { width, height } : undefined;
  } catch {
    // It is broken, or of a kind that nobody measures: what it says about itself may still be read.
    return undefined;
  }
}

function first(tags: Tags, names: readonly string[]): string {
  for (const name of names) {
    const tag: unknown = Object.hasOwn(tags, name) ? tags[name] : undefined;
    const text = typeof tag === 'object' && tag !== null && 'description' in tag ? tag.description : undefined;
    const clean = typeof text === 'string' ? text.replace(/[\s\p{Cc}]+/gu, ' ').trim() : '';
    if (clean !== '' && clean !== '[Unicode encoded text]') return clean.slice(0, maxLength).toWellFormed();
  }
  return '';
}

/** "2024:01:31 12:00:00" is the time of the camera's clock, without a zone. */
function readDate(written: string): string {
  const parts = /^(\d{4})[:-](\d\d)[:-](\d\d)(?:[T ](\d\d:\d\d:\d\d))?/.exec(written);
  if (parts === null) return '';
  const [, year, month, day, time] = parts;
  const date = `${year}-${month}-${day}`;
  return Number.isNaN(Date.parse(date)) ? '' : `${date}${time === undefined ? '' : `T${time}`}`;
}

function readPlace(tags: Tags): string {
  const north = Number(tags.GPSLatitude?.description);
  const east = Number(tags.GPSLongitude?.description);
  if (!Number.isFinite(north) || !Number.isFinite(east) || (north === 0 && east === 0)) return '';
  const south = String(tags.GPSLatitudeRef?.description ?? '').startsWith('S');
  const west = String(tags.GPSLongitudeRef?.description ?? '').startsWith('W');
  return `${north.toFixed(5)}° ${south ? 'S' : 'N'} ${east.toFixed(5)}° ${west ? 'W' : 'E'}`;
}

function unreadable(): SourceError {
  return new SourceError('unreadable', 'This picture is broken or says nothing about itself.', {
    remedy: 'Nothing to do: a picture has no text that could be read here.',
  });
}
