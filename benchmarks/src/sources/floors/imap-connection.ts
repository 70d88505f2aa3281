import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A line of an answer, with what stood in it as literals. */
interface Line {
  readonly text: string;
  readonly literals: readonly Buffer[];
}

/** A connection to an IMAP server: commands one after another, answers as lines. */
export class ImapConnection {
  readonly #socket: Socket;
  readonly #chunks: AsyncIterator<Buffer>;
  #received: Buffer = Buffer.alloc(0);
  #commands = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#chunks = socket[Symbol.asyncIterator]();
  }

  static async open(host: string, port: number): Promise<ImapConnection> {
    const socket = connect({ host, port, noDelay: true });
    await once(socket, 'connect');
    const connection = new ImapConnection(socket);
    await connection.#readLine();
    return connection;
  }

  /** That were sent so far. */
  get commands(): number {
    return this.#commands;
  }

  /** Sends a command and answers its untagged lines, as they arrive. */
  async *ask(command: string): AsyncGenerator<Line> {
    this.#commands += 1;
    const tag = `a${this.#commands} `;
    this.#socket.write(`${tag}${command}\r\n`);
    for (let line = await this.#readLine(); ; line = await this.#readLine()) {
      if (!line.text.startsWith(tag)) {
        yield line;
        continue;
      }
      if (!line.text.startsWith(`${tag}OK`)) throw new Error(`${command.split(' ')[0]}: ${line.text}`);
      return;
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  async #readLine(): Promise<Line> {
    let text = '';
    const literals: Buffer[] = [];
    for (;;) {
      let end = this.#received.indexOf('\r\n');
      for (; end < 0; end = this.#received.indexOf('\r\n')) await this.#receive();
      text += this.#take(end + 2).toString('latin1', 0, end);
      const length = /\{(\d+)\}$/.exec(text)?.[1];
      if (length === undefined) return { text, literals };
      while (this.#received.length < Number(length)) await this.#receive();
      literals.push(this.#take(Number(length)));
    }
  }

  #take(bytes: number): Buffer {
    const taken = this.#received.subarray(0, bytes);
    this.#received = this.#received.subarray(bytes);
    return taken;
  }

  async #receive(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done) throw new Error('The server closed the connection');
    this.#received = this.#received.length === 0 ? next.value : Buffer.concat([this.#received, next.value]);
  }
}
