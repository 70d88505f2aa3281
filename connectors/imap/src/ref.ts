import { z } from 'zod';

/** How a document is found again. `part`: of an attachment. `texts`: the part numbers that are a mail's content, `''` for all of it. */
export const mailRef = z.object({
  path: z.string(),
  uidValidity: z.string(),
  uid: z.int(),
  texts: z.array(z.string()).optional(),
  part: z.string().optional(),
});

export type MailRef = z.infer<typeof mailRef>;
