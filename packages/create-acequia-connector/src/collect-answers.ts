import { type Answers, defaultAnswer, type Question, questions } from './answers.ts';
import { checkAnswer } from './check-answer.ts';
import type { License } from './license.ts';
import { UsageError } from './usage-error.ts';

/** Asks a person. `fallback`: what an empty line stands for; undefined: it stands for nothing. */
export type Ask = (question: Question, fallback: string | undefined) => Promise<string>;

/**
 * Completes what was given: by asking, or with defaults. `ask` is called again until the answer is good; without it, a
 * bad or missing answer throws a UsageError.
 */
export async function collectAnswers(given: Partial<Record<Question, string>>, ask?: Ask): Promise<Answers> {
  const answers: Partial<Record<Question, string>> = {};
  for (const question of questions) {
    const fallback = defaultAnswer(question, answers);
    const answer = given[question] ?? (ask ? await ask(question, fallback) : fallback);
    if (answer === undefined) {
      throw new UsageError(`--${question} is missing`, 'Say which kind of source it is for, e.g. --type my-wiki.');
    }
    const problem = checkAnswer(question, answer);
    if (problem !== undefined) throw new UsageError(`--${question} cannot be "${answer}"`, problem);
    answers[question] = answer;
  }
  const { type = '', name = '', title = '', description = '', author = '', repository = '' } = answers;
  return { type, name, title, description, author, repository, license: answers.license as License };
}
