import { hash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPrograms } from '../../../../tests/servers/find-programs.ts';
import { credentials, type DavServer, startDavServer } from './dav-server.ts';

/** Where systems keep the modules; some have a few of them built in. */
const moduleFolders = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules', '/usr/libexec/apache2'];
const modules = [
  'mpm_event',
  'authn_core',
  'authn_file',
  'authz_core',
  'authz_user',
  'auth_basic',
  'auth_digest',
  'dav',
  'dav_fs',
  'dir',
  'alias',
];

/** How Apache has it proven who asks: `AuthType`. */
type SignIn = 'Basic' | 'Digest';

/** Apache's mod_dav as it is set up by default: no `Depth: infinity`. */
export function startApache(signIn: SignIn = 'Basic'): Promise<DavServer> {
  const [program = ''] = findPrograms({
    what: 'Apache',
    programs: ['apache2'],
    // The server without a system service.
    packages: ['apache2-bin'],
    otherwise: 'or have the folder of apache2 in the PATH.',
  });
  return startDavServer({ name: 'apache', program, path: '/dav/team%20files/', prepare: (at) => prepare(at, signIn) });
}

function prepare(
  { place, folder, port }: { readonly place: string; readonly folder: string; readonly port: number },
  signIn: SignIn,
) {
  const file = join(place, 'httpd.conf');
  const { username, password } = credentials;
  const entry = {
    Basic: `${username}:{SHA}${hash('sha1', password, 'base64')}`,
    Digest: `${username}:files:${hash('md5', `${username}:files:${password}`)}`,
  };
  writeFileSync(join(place, 'passwords'), `${entry[signIn]}\n`);
  writeFileSync(
    file,
    `ServerRoot "${place}"
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile "${place}/pid"
ErrorLog "${place}/error.log"
DefaultRuntimeDir "${place}"
Mutex file:${place}
${loadModules()}
DavLockDB "${place}/locks"
DocumentRoot "${folder}"
<Location "/">
  AuthType ${signIn}
  AuthName "files"
  AuthUserFile "${place}/passwords"
  Require valid-user
</Location>
<Directory "${place}">
  Dav On
  Options FollowSymLinks
</Directory>
Alias "/dav/team files" "${folder}"
`,
  );
  // One process: the whole server ends with it.
  return ['-X', '-f', file];
}

function moduleFolder(): string {
  return moduleFolders.find((folder) => existsSync(folder)) ?? '';
}

function loadModules(): string {
  return modules
    .map((name) => [name, join(moduleFolder(), `mod_${name}.so`)] as const)
    .filter(([, path]) => existsSync(path))
    .map(([name, path]) => `LoadModule ${name}_module "${path}"`)
    .join('\n');
}
