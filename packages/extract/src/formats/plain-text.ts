import { fenceCode } from '../markdown/fence-code.ts';
import type { TextFormat } from './format.ts';

/** Endings of source code and configuration, with the name that a fenced code block gives the language. */
const languages: ReadonlyMap<string, string> = new Map([
  ...['ts', 'tsx', 'js', 'jsx', 'css', 'scss', 'less', 'vue', 'svelte', 'java', 'c', 'cpp', 'go', 'php', 'swift'].map(
    same,
  ),
  ...[
    'scala',
    'lua',
    'sql',
    'xml',
    'yaml',
    'toml',
    'ini',
    'dart',
    'r',
    'diff',
    'proto',
    'graphql',
    'tex',
    'groovy',
  ].map(same),
  ...([
    ['mjs', 'js'],
    ['cjs', 'js'],
    ['mts', 'ts'],
    ['cts', 'ts'],
    ['py', 'python'],
    ['rb', 'ruby'],
    ['rs', 'rust'],
    ['kt', 'kotlin'],
    ['cs', 'csharp'],
    ['h', 'c'],
    ['hpp', 'cpp'],
    ['cc', 'cpp'],
    ['sh', 'bash'],
    ['bash', 'bash'],
    ['zsh', 'bash'],
    ['ps1', 'powershell'],
    ['bat', 'batch'],
    ['pl', 'perl'],
    ['yml', 'yaml'],
    ['conf', 'ini'],
    ['properties', 'properties'],
    ['patch', 'diff'],
    ['tf', 'hcl'],
    ['ex', 'elixir'],
    ['erl', 'erlang'],
    ['hs', 'haskell'],
  ] as const),
]);

function same(name: string): readonly [string, string] {
  return [name, name];
}

/** Text of no other kind, as it is; source code in a fenced block, so that nothing in it is taken for markdown. */
export const plainText: TextFormat = {
  name: 'plain text',
  content: 'text',
  mimes: ['text/plain'],
  extensions: ['txt', 'text', 'log', 'rst', 'adoc', 'asciidoc', 'org', 'srt', 'vtt', ...languages.keys()],
  inline: true,
  convert({ text, extension }) {
    const language = languages.get(extension);
    return { markdown: language === undefined || text.trim() === '' ? text : fenceCode(text, language) };
  },
};
