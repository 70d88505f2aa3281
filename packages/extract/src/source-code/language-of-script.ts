/** Programs that run scripts, by the name of their language. */
const interpreters: ReadonlyMap<string, string> = new Map([
  ['sh', 'bash'],
  ['bash', 'bash'],
  ['zsh', 'bash'],
  ['dash', 'bash'],
  ['python', 'python'],
  ['node', 'js'],
  ['deno', 'ts'],
  ['perl', 'perl'],
  ['ruby', 'ruby'],
  ['php', 'php'],
  ['lua', 'lua'],
  ['awk', 'awk'],
  ['tclsh', 'tcl'],
  ['make', 'makefile'],
]);

/** The language of a script that names the program that runs it: "#!/usr/bin/env python3". */
export function languageOfScript(text: string): string | undefined {
  if (!text.startsWith('#!')) return undefined;
  const [line = ''] = text.slice(0, 200).split('\n', 1);
  const words = line.slice(2).trim().split(/\s+/);
  const program = words[0]?.endsWith('/env') ? words.slice(1).find((word) => !word.startsWith('-')) : words[0];
  return interpreters.get(
    program
      ?.split('/')
      .at(-1)
      ?.replace(/[\d.]+$/, '') ?? '',
  );
}
