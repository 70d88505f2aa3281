/**
 * What is wrong with single documents: an HTTP status (403, 404, 410, 500) that answers for its content and its
 * state, or `broken`: listings and states give it with a title that is no text.
 */
export type ItemFault = number | 'broken';

export type ItemFaults = ReadonlyMap<string, ItemFault>;
