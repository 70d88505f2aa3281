/** A folder. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#e8a33d" d="M3 5a2 2 0 0 1 2-2h4.6l2.4 3H19a2 2 0 0 1 2 2v2H3z"/><path fill="#f6c667" d="M3 9h18v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"/></svg>';
