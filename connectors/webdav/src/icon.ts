/** A folder in a cloud. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#7fb2e5" d="M7 19a5 5 0 0 1-.6-9.96A6.5 6.5 0 0 1 18.9 10.5 4.3 4.3 0 0 1 18.5 19z"/><path fill="#fff" d="M8 10.5a1 1 0 0 1 1-1h2l1 1.2h3a1 1 0 0 1 1 1V15a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1z"/></svg>';
