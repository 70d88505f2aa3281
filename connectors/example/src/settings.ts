import { z } from 'zod';

/** Settings of a data source: its form, its check and its documentation. */
export const settings = z.strictObject({
  team: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/, 'Small letters, digits and hyphens, as in the address of the team')
    .meta({ title: 'Team', description: 'The last part of the address: `acme` in notes.example/acme.' }),
});

/** Settings after parsing. */
export type Settings = z.infer<typeof settings>;
