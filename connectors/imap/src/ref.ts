import type { Document } from '@acequia/core/contract';
import { z } from 'zod';
import type { Part } from './parts.ts';

/** What is needed to fetch and decode a part, without asking for the mail's structure again. */
export const partRef = z.object({
  number: z.string(),
  type: z.string(),
  encoding: z.string(),
  size: z.number(),
  parameters: z.record(z.string(), z.string()),
});

export type PartRef = z.infer<typeof partRef>;

/** Who wrote to whom and when, in the form of a mail's text. */
const head = z.object({
  from: z.array(z.string()),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  date: z.string().optional(),
});

/**
 * How a document is found again. `part`: of an attachment. `texts`: what a mail's content is made of; absent: all of it. `head`: what its text
 * begins with; absent: it is long, and asked for together with the text.
 */
export const mailRef = z.object({
  path: z.string(),
  uidValidity: z.string(),
  uid: z.int(),
  texts: z.array(partRef).optional(),
  head: head.optional(),
  encrypted: z.literal(true).optional(),
  part: partRef.optional(),
});

export type MailRef = z.infer<typeof mailRef>;

/** A mail or an attachment. */
export interface RefDocument extends Document {
  readonly ref: MailRef;
}

/** Parameters of a media type that say how to decode it. */
const decoding = ['charset', 'format', 'delsp'];

export function toPartRef({ number, type, encoding, size, parameters }: Part): PartRef {
  const kept = Object.entries(parameters).filter(([name]) => decoding.includes(name));
  return { number, type, encoding, size, parameters: Object.fromEntries(kept) };
}
