/** A bucket. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#3f8624" d="M3 6l2.2 14.1C5.4 21.2 8.4 22 12 22s6.6-.8 6.8-1.9L21 6z"/><ellipse cx="12" cy="5.5" rx="9" ry="3" fill="#6cae3e"/><ellipse cx="12" cy="5.5" rx="6.5" ry="1.7" fill="#2b5d18"/></svg>';
