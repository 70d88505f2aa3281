import { type FindProgramsOptions, findPrograms } from '../servers/find-programs.ts';

export interface MariaDbPrograms {
  /** The server, `mariadbd`. */
  readonly server: string;
  /** Fills a new data directory, `mariadb-install-db`. */
  readonly installDb: string;
}

/** The MariaDB programs of this machine, installed where that is possible. Throws when there are none. */
export function findMariaDb(options: Pick<FindProgramsOptions, 'folders' | 'root'> = {}): MariaDbPrograms {
  const [server = '', installDb = ''] = findPrograms({
    ...options,
    what: 'MariaDB server',
    programs: ['mariadbd', 'mariadb-install-db'],
    // The server without the system service that mariadb-server would start; the client brings my_print_defaults.
    packages: ['mariadb-server-core', 'mariadb-client-core'],
    otherwise:
      'with Homebrew (brew install mariadb), or set ACEQUIA_TEST_MYSQL_URL to a server whose user may create databases, like mysql://root@127.0.0.1:3306/.',
  });
  return { server, installDb };
}
