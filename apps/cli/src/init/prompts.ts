import { AcequiaError, type Check } from '@acequia/engine';
import * as clack from '@clack/prompts';
import { printable } from '../output/printable.ts';
import type { Terminal } from '../output/terminal.ts';
import { wrapText } from '../output/wrap-text.ts';

/** What a person is asked. Texts of connectors and sources may be in it. */
export interface Question {
  readonly title: string;
  readonly help?: string;
}

export interface TextOptions {
  /** Already typed, to be changed. */
  readonly initial?: string;
  /** What an empty answer means; shown. */
  readonly fallback?: string;
  /** What is wrong with an answer; undefined: nothing. */
  readonly faultOf?: (text: string) => string | undefined;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

const bar = '\n│  ';
/** Columns that a prompt draws beside a text. */
const margin = 4;

/**
 * Questions to the person at the terminal, on standard error. Each rejects with AcequiaError `canceled` when the person
 * presses Ctrl-C or Escape, or did while nothing was asked.
 */
export class Prompts {
  readonly #terminal: Terminal;
  readonly #signal: AbortSignal;
  readonly #streams = { input: process.stdin, output: process.stderr };

  constructor(terminal: Terminal, signal: AbortSignal) {
    this.#terminal = terminal;
    this.#signal = signal;
  }

  async text(question: Question, { initial, fallback, faultOf }: TextOptions = {}): Promise<string> {
    const answer = await this.#ask(
      clack.text({
        ...this.#streams,
        message: this.#message(question, bar),
        initialValue: initial,
        placeholder: fallback,
        defaultValue: fallback ?? '',
        validate: (text) => this.#line(faultOf?.(text || fallback || '')),
      }),
    );
    return answer;
  }

  /** A text that is shown as dots. */
  secret(question: Question, faultOf: TextOptions['faultOf']): Promise<string> {
    const message = this.#message(question, bar);
    const validate = (text = '') => this.#line(faultOf?.(text));
    return this.#ask(clack.password({ ...this.#streams, message, validate })).then((text) => text ?? '');
  }

  confirm(question: Question, initialValue = true): Promise<boolean> {
    return this.#ask(clack.confirm({ ...this.#streams, message: this.#message(question, '\n'), initialValue }));
  }

  choose(question: Question, choices: readonly Choice[], initialValue?: string): Promise<string> {
    const message = this.#message(question, '\n');
    return this.#ask(clack.select({ ...this.#streams, message, options: choices.map(shown), initialValue }));
  }

  chooseMany(question: Question, choices: readonly Choice[], initialValues: readonly string[]): Promise<string[]> {
    const message = this.#message(question, '\n');
    const options = choices.map(shown);
    return this.#ask(clack.multiselect({ ...this.#streams, message, options, initialValues, required: false }));
  }

  begin(text: string): void {
    clack.intro(text, this.#streams);
  }

  end(text: string): void {
    clack.outro(text, this.#streams);
  }

  cancel(text: string): void {
    clack.cancel(text, this.#streams);
  }

  /** Says something beside the questions. */
  say(kind: 'success' | 'info', text: string): void {
    clack.log[kind](this.#wrap(printable(text)), this.#streams);
  }

  /** Shows what was found, with what to do about what is wrong. */
  showChecks(checks: readonly Check[]): void {
    for (const [index, { ok, message, remedy }] of checks.entries()) {
      const lines = [this.#wrap(printable(message))];
      if (!ok && remedy !== undefined) lines.push(this.#terminal.tint('cyan', this.#wrap(printable(remedy))));
      clack.log[ok ? 'success' : 'error'](lines.join('\n'), { ...this.#streams, spacing: index === 0 ? 1 : 0 });
    }
  }

  /** Shows that something is worked at. Rejects with `canceled` when Ctrl-C stops it. */
  async during<T>(what: string, work: Promise<T>): Promise<T> {
    const { live, tint } = this.#terminal;
    const frames = ['◒', '◐', '◓', '◑'];
    let frame = 0;
    const draw = () => live.update(() => [`${tint('magenta', frames[frame++ % frames.length] ?? '')}  ${what}`]);
    draw();
    const timer = setInterval(draw, 100);
    try {
      return await work;
    } finally {
      clearInterval(timer);
      live.end();
      this.#refuseAborted();
    }
  }

  async #ask<T>(answered: Promise<T | typeof clack.CANCEL_SYMBOL>): Promise<T> {
    const answer = await answered;
    if (clack.isCancel(answer)) throw canceled();
    this.#refuseAborted();
    return answer as T;
  }

  #refuseAborted(): void {
    if (this.#signal.aborted) throw canceled();
  }

  #message({ title, help }: Question, lineEnd: string): string {
    if (help === undefined) return printable(title);
    const lines = this.#wrap(printable(help)).split('\n');
    return [printable(title), ...lines.map((line) => this.#terminal.tint('dim', line))].join(lineEnd);
  }

  #wrap(text: string): string {
    return wrapText(text, Math.min(this.#terminal.talkWidth, 100) - margin);
  }

  #line(text: string | undefined): string | undefined {
    return text === undefined ? undefined : printable(text);
  }
}

const canceled = () => new AcequiaError('canceled', 'It was stopped before its end.');

function shown({ value, label, hint }: Choice): Choice {
  return { value, label: printable(label), ...(hint !== undefined && hint !== '' && { hint: printable(hint) }) };
}
