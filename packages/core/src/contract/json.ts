/** A value that survives `JSON.parse(JSON.stringify(value))` unchanged. Everything that crosses the contract is this, bytes, or a stream of them. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
