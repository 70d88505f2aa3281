/** A speech bubble with a number sign. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#4a154b" d="M4 3h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z"/><path fill="none" stroke="#fff" stroke-width="1.6" stroke-linecap="round" d="M10.4 6.5l-1 8M14.6 6.5l-1 8M7.8 9h8.7M7.5 12h8.7"/></svg>';
