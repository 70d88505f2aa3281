export interface DovecotConfig {
  readonly folder: string;
  readonly mail: string;
  readonly port: number;
  readonly tlsPort: number;
  readonly key: string;
  readonly certificate: string;
  readonly password: string;
  readonly owner: { readonly uid: number; readonly gid: number; readonly internal: string; readonly login: string };
}

/** A configuration for Dovecot 2.3 in which nothing leaves the folder. */
export function configure(config: DovecotConfig): string {
  const { folder, mail, port, tlsPort, key, certificate, password, owner } = config;
  return `
protocols = imap
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = yes
ssl_cert = <${certificate}
ssl_key = <${key}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
default_internal_user = ${owner.internal}
default_internal_group = ${owner.internal}
default_login_user = ${owner.login}
first_valid_uid = 1
mail_location = maildir:${mail}/%u
mail_max_userip_connections = 30
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${mail}/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Trash {
    special_use = \\Trash
    auto = create
  }
  mailbox Spam {
    special_use = \\Junk
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = ${tlsPort}
    ssl = yes
  }
}
`;
}
