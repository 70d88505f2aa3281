/** What `--help` prints. */
export const help = `Starts a connector package for Acequia.

  npm create acequia-connector [FOLDER] -- [FLAGS]

  --type TYPE            kind of source: small letters, digits, hyphens (required)
  --name PACKAGE         default acequia-connector-TYPE
  --title TEXT           what people call the source; default from the type
  --description TEXT     one sentence
  --license LICENSE      Apache-2.0 (default), MIT, or UNLICENSED
  --author NAME          for the license
  --repository ADDRESS   https address; publishing with provenance needs it
  -y, --yes              take the defaults instead of asking
  -h, --help             this text

FOLDER must be empty or not exist; default: the package's name. Without a terminal nothing is asked.
`;
