/** A stretch of lines of one kind. Offsets into the markdown; the last line's end is left out. */
export type Block =
  | {
      readonly kind: 'heading';
      readonly start: number;
      readonly end: number;
      readonly level: number;
      readonly title: string;
    }
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | {
      readonly kind: 'code';
      readonly start: number;
      readonly end: number;
      /** The lines that each part of a long block repeats. */
      readonly open: string;
      readonly close: string;
      readonly bodyStart: number;
      readonly bodyEnd: number;
    }
  | {
      readonly kind: 'table';
      readonly start: number;
      readonly end: number;
      /** Header and delimiter row. */
      readonly header: string;
      readonly bodyStart: number;
    };
