import { AcequiaError, type Check } from '@acequia/core';

/** What a look found. `ok` absent: all is well. */
export type Finding = Omit<Check, 'name' | 'ok'> & { readonly ok?: boolean };

/** One look as a check: what it throws is what is wrong. */
export async function check(name: string, look: () => Promise<Finding> | Finding): Promise<Check> {
  try {
    const { remedy, ok = true, message } = await look();
    return { name, ok, message, ...(!ok && remedy !== undefined && { remedy }) };
  } catch (error) {
    const remedy = AcequiaError.isInstance(error) ? error.hint : undefined;
    return { name, ok: false, message: error instanceof Error ? error.message : String(error), remedy };
  }
}
