/**
 * The content of a document as the source gives it: text, bytes, or a stream of byte chunks.
 *
 * A stream is read once, at most up to the size limit of the data source, and closed (`return()`) when the host stops
 * early. Text is taken as UTF-16; bytes are decoded by the host, which detects the charset.
 */
export type Body = string | Uint8Array | AsyncIterable<Uint8Array>;
