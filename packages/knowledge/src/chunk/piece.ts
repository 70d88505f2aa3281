/** A stretch of the markdown that is kept together, with what it counts for. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}
