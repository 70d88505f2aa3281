import type { Question } from './answers.ts';
import { licenses } from './license.ts';

const longestName = 214;

/** What is wrong with an answer, and how it should be; undefined: nothing. */
export function checkAnswer(question: Question, answer: string): string | undefined {
  switch (question) {
    case 'type':
      return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(answer) && answer.length <= 50
        ? undefined
        : 'A type has small letters, digits and single hyphens, begins with a letter, and has 50 characters at the most: my-wiki.';
    case 'name':
      return checkName(answer);
    case 'title':
    case 'description':
      return checkText(answer);
    case 'license':
      return (licenses as readonly string[]).includes(answer) ? undefined : `Choose one of ${licenses.join(', ')}.`;
    case 'author':
      return answer === '' ? undefined : checkText(answer);
    case 'repository':
      return checkRepository(answer);
  }
}

function checkName(name: string): string | undefined {
  if (name.length > longestName) return `npm takes names of ${longestName} characters at the most.`;
  if (name.startsWith('@acequia/')) return 'The scope @acequia belongs to the project: take your own, or none.';
  if (/^(@[a-z0-9][a-z0-9._-]*\/)?acequia-connector-[a-z0-9][a-z0-9._-]*$/.test(name)) return undefined;
  return 'A package is called acequia-connector-NAME or @SCOPE/acequia-connector-NAME, in small letters.';
}

function checkText(text: string): string | undefined {
  if (text.trim() === '' || text.length > 200) return 'Give a text of 1 to 200 characters.';
  // It gets into comments of the code.
  if (/\p{Cc}|\*\//u.test(text)) return 'Give one line of plain text.';
  return undefined;
}

function checkRepository(address: string): string | undefined {
  if (address === '' || /^(git\+)?https:\/\/[^\s"'\\]+$/.test(address)) return undefined;
  return 'Give the https address of the repository: https://github.com/me/acequia-connector-my-wiki.';
}
