import type { License } from './license.ts';

/** What is known about a new connector. */
export interface Answers {
  /** Kind of source, unique among the connectors of a host. */
  readonly type: string;
  /** Name of the npm package. */
  readonly name: string;
  /** For people: what the source is called. */
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  readonly license: License;
  /** Holder of the copyright. Empty: nobody is named. */
  readonly author: string;
  /** Address of the repository, which publishing with provenance needs. Empty: to be filled in. */
  readonly repository: string;
}

/** Names of the answers in the order of asking: later defaults come from earlier answers. */
export const questions = ['type', 'name', 'title', 'description', 'license', 'author', 'repository'] as const;

export type Question = (typeof questions)[number];

/** What stands for an answer that nobody gave; undefined: there is no default. */
export function defaultAnswer(question: Question, given: Partial<Record<Question, string>>): string | undefined {
  const { type = '', title = '' } = given;
  switch (question) {
    case 'type':
      return undefined;
    case 'name':
      return `acequia-connector-${type}`;
    case 'title':
      return type
        .split('-')
        .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
        .join(' ');
    case 'description':
      return `Documents of ${title}.`;
    case 'license':
      return 'Apache-2.0';
    case 'author':
    case 'repository':
      return '';
  }
}
