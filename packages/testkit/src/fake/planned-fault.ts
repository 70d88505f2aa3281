import { z } from 'zod';
import type { FakeFault } from './fake-faults.ts';

const fault: z.ZodType<FakeFault> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('status'),
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({
    type: z.literal('rate-limit'),
    seconds: z.number().positive(),
    as: z.enum(['seconds', 'date']).optional(),
    status: z.union([z.literal(429), z.literal(503)]).optional(),
  }),
  z.strictObject({ type: z.enum(['truncate', 'mistype', 'more-fields', 'html', 'stuck', 'repeat']) }),
  z.strictObject({ type: z.literal('json'), json: z.json() }),
  z.strictObject({ type: z.literal('slow'), milliseconds: z.number().min(0) }),
  z.strictObject({ type: z.literal('reset'), when: z.enum(['before', 'half']).optional() }),
]);

/** A fault with its place, as JSON: the number of a request or a kind of requests. */
export const plannedFault = z.strictObject({
  when: z.union([
    z.int().min(1),
    z.enum(['listing', 'changes', 'document', 'content', 'containers', 'access', 'account', 'token', 'unknown']),
  ]),
  fault,
  times: z.int().min(1).optional(),
});
