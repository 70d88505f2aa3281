import type { InstalledConnector } from '@acequia/engine';
import { printable } from './printable.ts';
import { paintStatus } from './status-style.ts';
import type { Terminal } from './terminal.ts';
import { truncate } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

type Manifest = NonNullable<InstalledConnector['manifest']>;
type Json = Manifest['settings'][string];

/** Prints what a connector is and what it wants to know. */
export function printConnector(terminal: Terminal, connector: InstalledConnector): void {
  const { manifest, reason, state } = connector;
  const { paint } = terminal;
  const name = manifest ? `${manifest.title} (${manifest.type})` : connector.package;
  terminal.print(`${paint('bold', printable(name))}  ${paintStatus(paint, state)}`);
  terminal.print(paint('dim', `${connector.package} ${connector.version}`));
  if (reason !== undefined) terminal.print(printable(reason));
  if (!manifest) return;
  terminal.print(wrapText(printable(manifest.description), terminal.width));
  terminal.print(paint('dim', `Talks to: ${manifest.origins?.map(printable).join(', ') ?? 'what its settings say'}`));
  terminal.print(`\n${paint('bold', 'Credentials')}`);
  for (const method of manifest.auth) terminal.print(`  ${describeAuth(method)}`);
  terminal.print(`\n${paint('bold', 'Settings')}`);
  for (const line of describeSettings(terminal, manifest.settings)) terminal.print(line);
}

function describeAuth(method: Manifest['auth'][number]): string {
  if (method.type === 'service-account') return `service-account: ${method.fields.map(({ name }) => name).join(', ')}`;
  if (method.type === 'token') return `token: ${printable(method.title ?? 'an access token')}`;
  return method.type;
}

function describeSettings({ paint, width }: Terminal, schema: Manifest['settings']): string[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(asObject(schema.properties)).flatMap(([name, value]) => {
    const field = asObject(value);
    const notes = [typeof field.type === 'string' ? field.type : 'value'];
    if (required.includes(name)) notes.push('required');
    if (field.default !== undefined) notes.push(`default ${truncate(JSON.stringify(field.default), 40)}`);
    const description =
      typeof field.description === 'string' ? [wrapText(printable(field.description), width, '    ')] : [];
    return [`  ${paint('bold', name)}  ${paint('dim', printable(notes.join(', ')))}`, ...description];
  });
}

function asObject(value: Json | undefined): { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { [name: string]: Json })
    : {};
}
