import { SeededText, type SourceClock } from '@acequia/testkit';

/** A file as Slack keeps it. */
export interface FakeFile {
  readonly id: string;
  name: string;
  mimetype: string;
  content: string | Uint8Array;
  created: number;
  /** Seconds; absent until it was edited. */
  edited?: number;
  /** `hosted`, or `external`, or what else Slack has. */
  mode: string;
  user: string;
}

/** A message as Slack keeps it; `text` in Slack's own markup. */
export interface FakeMessage {
  readonly ts: string;
  /** Of the thread that it replies in. */
  readonly thread?: string;
  user?: string;
  bot?: string;
  text: string;
  subtype?: string;
  edited?: string;
  files: FakeFile[];
  /** Further fields of the answer, e.g. blocks. */
  extra?: Readonly<Record<string, unknown>>;
}

export interface FakeChannel {
  readonly id: string;
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  /** The app is in it. */
  isMember: boolean;
  readonly created: number;
  readonly members: Set<string>;
  /** By `ts`, replies included. */
  readonly messages: Map<string, FakeMessage>;
}

export interface FakeUser {
  readonly id: string;
  name: string;
  displayName: string;
  isGuest?: boolean;
  isBot?: boolean;
  isDeleted?: boolean;
}

export interface PostOptions {
  readonly thread?: string;
  readonly user?: string;
  readonly bot?: string;
  readonly subtype?: string;
  readonly files?: readonly FakeFile[];
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. Default: now. */
  readonly at?: number;
}

/** Slack itself: a workspace with channels, people, messages and files, in Slack's own terms. */
export class SlackWorkspace {
  readonly teamId = 'T0FAKE001';
  readonly url = 'https://acequia-test.slack.com/';
  readonly appUser = 'U0APP0001';
  readonly channels = new Map<string, FakeChannel>();
  readonly users = new Map<string, FakeUser>();
  readonly files = new Map<string, FakeFile>();
  readonly usergroups: { id: string; name: string; users: string[] }[] = [];
  readonly text: SeededText;
  readonly #clock: Pick<SourceClock, 'now'>;
  readonly #threads = new Map<string, Set<FakeMessage>>();
  #lastTs = 0;
  #ids = 0;

  constructor(clock: Pick<SourceClock, 'now'>, seed: number) {
    this.#clock = clock;
    this.text = new SeededText(seed);
    const people = ['Ada Lovelace', 'Jöran Öberg', '李小龍', 'Sam O’Neill'];
    for (const name of people) this.addUser(name);
    this.users.set(this.appUser, { id: this.appUser, name: 'acequia', displayName: 'Acequia', isBot: true });
  }

  now(): number {
    return this.#clock.now();
  }

  newId(prefix: string): string {
    return `${prefix}0${String(++this.#ids).padStart(7, '0')}`;
  }

  addUser(displayName: string, flags: Pick<FakeUser, 'isGuest' | 'isBot' | 'isDeleted'> = {}): FakeUser {
    const id = this.newId('U');
    const user = { id, name: id.toLowerCase(), displayName, ...flags };
    this.users.set(id, user);
    return user;
  }

  addChannel(name: string, options: Partial<Pick<FakeChannel, 'isPrivate' | 'isMember'>> = {}): FakeChannel {
    const { isPrivate = false, isMember = true } = options;
    const people = [...this.users.values()].filter(({ isBot }) => !isBot).map(({ id }) => id);
    const channel = {
      id: this.newId('C'),
      name,
      isPrivate,
      isArchived: false,
      isMember,
      created: Math.floor(this.now() / 1000),
      members: new Set([...people.slice(0, 3), ...(isMember ? [this.appUser] : [])]),
      messages: new Map<string, FakeMessage>(),
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  addFile(name: string, content: string | Uint8Array, options: Partial<FakeFile> = {}): FakeFile {
    const created = Math.floor(this.now() / 1000);
    const [user = ''] = this.users.keys();
    const file = {
      id: this.newId('F'),
      name,
      mimetype: 'text/plain',
      content,
      created,
      mode: 'hosted',
      user,
      ...options,
    };
    this.files.set(file.id, file);
    return file;
  }

  /** Text in Slack's markup. */
  post(channel: FakeChannel, text: string, options: PostOptions = {}): FakeMessage {
    const { thread, bot, subtype, files = [], extra, at } = options;
    const [user] = options.user === undefined && bot === undefined ? this.users.keys() : [options.user];
    const message: FakeMessage = {
      ts: this.#nextTs(at),
      text,
      files: [...files],
      ...(thread !== undefined && { thread }),
      ...(user !== undefined && { user }),
      ...(bot !== undefined && { bot }),
      ...(subtype !== undefined && { subtype }),
      ...(extra && { extra }),
    };
    channel.messages.set(message.ts, message);
    if (thread !== undefined) {
      const key = `${channel.id}:${thread}`;
      this.#threads.set(key, (this.#threads.get(key) ?? new Set()).add(message));
    }
    return message;
  }

  edit(message: FakeMessage, text: string): void {
    message.text = text;
    message.edited = this.#nextTs();
  }

  /** One message, as its author would: with replies, a tombstone stays. */
  delete(channel: FakeChannel, ts: string): void {
    const message = channel.messages.get(ts);
    if (!message) throw new Error(`There is no message ${ts} in ${channel.id}`);
    if (this.replies(channel, ts).length === 0) {
      channel.messages.delete(ts);
      this.#threads.get(`${channel.id}:${message.thread}`)?.delete(message);
      const root = message.thread === undefined ? undefined : channel.messages.get(message.thread);
      if (root?.subtype === 'tombstone' && this.replies(channel, root.ts).length === 0)
        channel.messages.delete(root.ts);
      return;
    }
    Object.assign(message, { subtype: 'tombstone', text: 'This message was deleted.', user: 'USLACKBOT', files: [] });
  }

  deleteFile(id: string): void {
    const file = this.files.get(id);
    if (!file) throw new Error(`There is no file ${id}`);
    file.mode = 'tombstone';
  }

  /** Oldest first. */
  replies(channel: FakeChannel, ts: string): FakeMessage[] {
    const messages = [...(this.#threads.get(`${channel.id}:${ts}`) ?? [])];
    return messages.sort((left, right) => (left.ts < right.ts ? -1 : 1));
  }

  /** Microseconds; no two are equal. */
  #nextTs(at = this.now()): string {
    let micros = Math.floor(at) * 1000;
    const isPast = at < this.now();
    if (!isPast) {
      micros = Math.max(micros, this.#lastTs + 1);
      this.#lastTs = micros;
    }
    return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
  }
}
