import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Port to go to, and milliseconds that bytes are on their way in each direction. */
const [target, delay] = process.argv.slice(2).map(Number);

/** All wait equally long, so nothing overtakes. */
function carry(from: Socket, to: Socket): void {
  from.setNoDelay(true);
  from.on('data', (bytes) => setTimeout(() => to.write(bytes), delay));
  from.on('end', () => setTimeout(() => to.end(), delay));
  from.on('error', () => to.destroy());
  from.on('close', () => setTimeout(() => to.destroy(), delay));
}

const server = createServer({ allowHalfOpen: true }, (near) => {
  const far = connect({ port: target ?? 0, host: '127.0.0.1', allowHalfOpen: true });
  carry(near, far);
  carry(far, near);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.on('disconnect', () => process.exit(0));
process.send?.((server.address() as AddressInfo).port);
