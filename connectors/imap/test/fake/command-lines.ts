import type { Socket } from 'node:net';
import { announcedLiteral } from './parse-command.ts';

/** Gathers whole commands of a client, bytes as characters, literals included. */
export function readCommands(socket: Socket, onCommand: (text: string) => void): void {
  let buffer = '';
  /** Up to here the buffer belongs to the command that is being read. */
  let taken = 0;
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    buffer += chunk;
    for (;;) {
      const end = buffer.indexOf('\r\n', taken);
      if (end < 0) return;
      const literal = announcedLiteral(buffer.slice(taken, end));
      if (!literal) {
        const text = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        taken = 0;
        onCommand(text);
        continue;
      }
      if (buffer.length <= end + 2 && literal.waits && literal.size > 0) socket.write('+ go on\r\n');
      if (buffer.length < end + 2 + literal.size) return;
      taken = end + 2 + literal.size;
    }
  });
}
