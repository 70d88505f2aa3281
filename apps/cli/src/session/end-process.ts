/** Milliseconds that what is still open has to end by itself. */
const grace = 1000;

/** Ends the process once all output has arrived, although a connector left something open: a connection, a timer. */
export async function endProcess(): Promise<void> {
  await Promise.all([process.stdout, process.stderr].map(flush));
  setTimeout(() => process.exit(), grace).unref();
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
