import { z } from 'zod';

/** Settings of a WebDAV data source. */
export const settings = z.strictObject({
  url: z
    .string()
    .max(2000)
    .refine((url) => /^https?:\/\//i.test(url) && URL.canParse(url), 'Give the whole address, from https:// on')
    .refine((url) => {
      const { username, password } = URL.parse(url) ?? {};
      return !username && !password;
    }, 'Give name and password as credentials, not in the address')
    .refine((url) => !/[?#]/.test(url), 'Write ? as %3F and # as %23 in the address of a folder')
    .meta({
      title: 'Address',
      description:
        'Of the folder to read. Nextcloud: https://HOST/remote.php/dav/files/USER/. ownCloud: https://HOST/remote.php/webdav/.',
    }),
  hidden: z.boolean().default(false).meta({
    title: 'Hidden files',
    description: 'Read files and folders whose name begins with a dot.',
  }),
  depthInfinity: z.boolean().default(false).meta({
    title: 'List with one request',
    description:
      'Ask for everything at once (`Depth: infinity`), only for servers that allow it and have few files: such a listing begins anew when it breaks. Where the server refuses, folders are listed one by one as usual.',
  }),
});

/** Settings after parsing: defaults are filled in. */
export type Settings = z.infer<typeof settings>;
