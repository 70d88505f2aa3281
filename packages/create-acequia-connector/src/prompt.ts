import { createInterface } from 'node:readline/promises';
import type { Question } from './answers.ts';
import { checkAnswer } from './check-answer.ts';
import type { Ask } from './collect-answers.ts';
import { licenses } from './license.ts';
import { UsageError } from './usage-error.ts';

const texts: Record<Question, string> = {
  type: 'Type of source (my-wiki)',
  name: 'Package',
  title: 'Title',
  description: 'Description',
  license: `License (${licenses.join(', ')})`,
  author: 'Author, for the license',
  repository: 'Repository (https://...)',
};

/** Questions to a person, and the end of asking. */
export interface Prompt {
  readonly ask: Ask;
  close(): void;
}

/** Asks over two streams, again after an answer that is not good. When the input ends, asking rejects with a UsageError. */
export function openPrompt(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Prompt {
  const lines = createInterface({ input, output });
  // Lines that come before their question wait here; `question()` would drop them.
  const typed = lines[Symbol.asyncIterator]();

  let isOpen = true;
  lines.once('close', () => {
    isOpen = false;
  });

  async function askOnce(text: string): Promise<string> {
    lines.setPrompt(text);
    if (isOpen) lines.prompt();
    else output.write(text);
    const { done, value } = await typed.next();
    if (done) throw new UsageError('There was no answer', 'Give the answers as flags: see --help.');
    return value.trim();
  }

  return {
    async ask(question, fallback) {
      const suffix = fallback ? ` [${fallback}]` : '';
      for (;;) {
        const line = await askOnce(`${texts[question]}${suffix}: `);
        const answer = line === '' ? (fallback ?? '') : line;
        const problem = checkAnswer(question, answer);
        if (problem === undefined) return answer;
        output.write(`  ${problem}\n`);
      }
    },
    close: () => lines.close(),
  };
}
