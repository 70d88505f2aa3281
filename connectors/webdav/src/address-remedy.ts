/** What to do when something else than a folder of WebDAV is at the address. */
export const addressRemedy =
  'Check that it is the address of a folder. Nextcloud: https://HOST/remote.php/dav/files/USER/; ownCloud: https://HOST/remote.php/webdav/.';
