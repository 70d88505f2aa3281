import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** What nobody means by "my documents": version control, packages, locks and leftovers of programs. */
const usuallyIgnored = [
  '.git',
  '.svn',
  '.hg',
  '.acequia',
  'node_modules',
  '__pycache__',
  '.DS_Store',
  'Thumbs.db',
  'desktop.ini',
  '$RECYCLE.BIN',
  'System Volume Information',
  'lost+found',
  '~$*',
  '.~lock.*#',
  '*.swp',
  '*.part',
  '*.crdownload',
];

/** Settings of a folder data source. */
export const settings = z.strictObject({
  path: z
    .string()
    .refine((path) => isAbsolute(path) || /^~(?:$|[\\/])/.test(path), 'Give the whole path, from / or ~ on')
    .refine((path) => !path.includes('\0'), 'A path has no NUL character')
    .meta({
      title: 'Folder',
      description: 'Whole path, for example /srv/documents. `~` is the home of the user who runs Acequia.',
    }),
  followLinks: z.boolean().default(true).meta({
    title: 'Follow symbolic links',
    description: 'Only links that lead to a place inside the folder. What leads out of it is never read.',
  }),
  hidden: z.boolean().default(false).meta({
    title: 'Hidden files',
    description: 'Read files and folders whose name begins with a dot.',
  }),
  ignore: z.array(z.string().min(1).max(500)).max(200).default(usuallyIgnored).meta({
    title: 'Ignore',
    description:
      'Names that are left out with all below them. `*` and `?` stand for parts of a name. With a `/` it is a path from the folder on, in which `**` stands for any folders.',
  }),
});

/** Settings after parsing: defaults are filled in. */
export type Settings = z.infer<typeof settings>;
