import { type ErrorDescription, SourceError } from '../contract/errors.ts';

const sourceFaults = new Set(['auth', 'transient', 'bad-response']);

/** Stops a sync whose source is down: 10 faults of the source in a row, or more than 15 % of the last 200 documents. */
export class ErrorBudget {
  readonly #recent: boolean[] = [];
  #faults = 0;
  #row = 0;

  /** @throws SourceError of the last fault's kind when the budget is spent */
  count(error?: ErrorDescription): void {
    const fault = error !== undefined && sourceFaults.has(error.kind);
    this.#recent.push(fault);
    if (fault) this.#faults += 1;
    if (this.#recent.length > 200 && this.#recent.shift()) this.#faults -= 1;
    this.#row = fault ? this.#row + 1 : 0;
    if (error === undefined || (this.#row < 10 && (this.#recent.length < 200 || this.#faults <= 30))) return;
    throw new SourceError(error.kind, `Stopped after too many errors of the source; the last one: ${error.message}`, {
      remedy: error.remedy ?? 'What was read is kept. The next sync goes on from here.',
    });
  }
}
