import type { ErrorKind } from '@acequia/core';
import type { ItemFault, ItemFaults } from '../model/item-faults.ts';

/** What happens instead of a step: an error is thrown, or the iteration ends as if there were no more. */
export type StepFault =
  | { readonly kind: ErrorKind; readonly until?: number; readonly bucket?: string; readonly message?: string }
  | 'end';

/** The faults of a simulated source: at steps, or lasting for single documents. */
export class StepFaults {
  readonly #steps = new Map<number, StepFault>();
  readonly #items = new Map<string, ItemFault>();

  get items(): ItemFaults {
    return this.#items;
  }

  /** Once, at the n-th step (from 1) since the source was made. */
  at(step: number, fault: StepFault): void {
    this.#steps.set(step, fault);
  }

  /** Lasts until it is cleared; undefined clears it. */
  item(id: string, fault: ItemFault | undefined): void {
    if (fault === undefined) this.#items.delete(id);
    else this.#items.set(id, fault);
  }

  clear(): void {
    this.#steps.clear();
    this.#items.clear();
  }

  take(step: number): StepFault | undefined {
    const fault = this.#steps.get(step);
    this.#steps.delete(step);
    return fault;
  }
}
