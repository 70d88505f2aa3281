/** A sheet with lines. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#fff" stroke="#2f2f2f" stroke-width="1.6" stroke-linejoin="round" d="M5 3h10l4 4v14H5z"/><path fill="none" stroke="#2f2f2f" stroke-width="1.6" stroke-linecap="round" d="M8.5 10h7M8.5 13.5h7M8.5 17h4"/></svg>';
