import { type Context, SourceError } from '@acequia/core/contract';
import { ImapFlow } from 'imapflow';
import type { Settings } from './settings.ts';
import { signIn } from './sign-in.ts';

/** Every folder is known: the client would ask by a LIST of its own before it opens one. */
class EveryFolder extends Map<string, never> {
  override has(): boolean {
    return true;
  }
}

/**
 * The IMAP client without what a connector must not do.
 *
 * It would wait by itself when the server asks to wait (`throttleWait`), list again before it opens a folder (`folders`),
 * and ask for subscriptions, which nobody here reads (`skipLsub`).
 */
export class ImapClient extends ImapFlow {
  /** Milliseconds that the server asked to wait, the last time that it did. */
  wait: number | undefined;

  /** Called by the client; true: give up. While it signs in it would go on with its next command. */
  async throttleWait(milliseconds: number): Promise<true> {
    this.wait = milliseconds;
    if (!this.usable) this.close();
    return true;
  }
}

const plainPort = 143;
const tlsPort = 993;

/** A client for the server of the settings, not yet connected: to an address that the host allows, with TLS for the name. */
export async function createClient(context: Context<Settings>): Promise<ImapClient> {
  const { host, security, port = security === 'tls' ? tlsPort : plainPort, timeoutSeconds } = context.settings;
  const auth = await signIn(context);
  const pinned = await context.resolve(host, port);
  const client = new ImapClient({
    host: pinned.address,
    port: pinned.port,
    // An address has no server name; its certificate is checked against the address itself.
    ...(isName(pinned.host) && { servername: pinned.host }),
    secure: security === 'tls',
    ...(security !== 'tls' && { doSTARTTLS: security === 'starttls' }),
    auth,
    logger: false,
    clientInfo: { name: 'acequia', vendor: 'Acequia', version: false, 'support-url': false },
    qresync: true,
    disableAutoIdle: true,
    disableCompression: true,
    disableIMAP4rev2: true,
    connectionTimeout: timeoutSeconds * 1000,
    greetingTimeout: timeoutSeconds * 1000,
    // A reading may pause for as long as the host is busy; silence while something is awaited is watched elsewhere.
    socketTimeout: 2 ** 31 - 1,
  });
  Object.assign(client, { folders: new EveryFolder(), skipLsub: true });
  // Whatever is under way rejects too.
  client.on('error', () => undefined);
  if (auth.user === '') throw new SourceError('bad-settings', 'The user name is empty', { remedy: 'Give one.' });
  return client;
}

const isName = (host: string) => !/^[\d.]+$|:/.test(host);
