/** What to do about names that a server cannot write as addresses. chezdav: `&` in the name of a folder, `%` in any. */
export const renameRemedy = 'Rename what has a % or & in its name: some servers cannot write such addresses.';
