/** Documents in one answer of the source, for both sides. */
export const pageSize = 100;
