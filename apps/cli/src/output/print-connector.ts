import { credentialFields, type InstalledConnector } from '@acequia/engine';
import { nameOfMethod } from '../init/name-of-method.ts';
import { readSettingFields, type SettingField } from '../init/setting-fields.ts';
import { writeSetting } from '../init/setting-values.ts';
import { printable } from './printable.ts';
import { paintStatus } from './status-style.ts';
import type { Terminal } from './terminal.ts';
import { truncate } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

type Manifest = NonNullable<InstalledConnector['manifest']>;

/** Prints what a connector is and what it wants to know. */
export function printConnector(terminal: Terminal, connector: InstalledConnector): void {
  const { manifest, reason, state } = connector;
  const { paint } = terminal;
  const name = manifest ? `${manifest.title} (${manifest.type})` : connector.package;
  terminal.print(`${paint('bold', printable(name))}  ${paintStatus(paint, state)}`);
  terminal.print(paint('dim', `${connector.package} ${connector.version}`));
  if (reason !== undefined) terminal.print(wrapText(printable(reason), terminal.width));
  if (!manifest) return;
  terminal.print(wrapText(printable(manifest.description), terminal.width));
  const origins = manifest.origins?.map(printable).join(', ') ?? 'what its settings say';
  terminal.print(paint('dim', wrapText(`Talks to: ${origins}`, terminal.width)));
  terminal.print(`\n${paint('bold', 'Credentials')}`);
  for (const method of manifest.auth) printMethod(terminal, method);
  terminal.print(`\n${paint('bold', 'Settings')}`);
  for (const field of readSettingFields(manifest)) {
    printField(terminal, field.name, describeField(field), field.help);
  }
}

function printMethod(terminal: Terminal, method: Manifest['auth'][number]): void {
  const fields = credentialFields(method);
  if (fields === undefined || fields.length === 0) {
    const settings = Object.entries(method.settings ?? {}).map(([name, value]) => `${name}: ${writeSetting(value)}`);
    const note = fields === undefined ? 'not in this release' : settings.join(', ');
    terminal.print(`  ${printable(nameOfMethod(method))}  ${terminal.paint('dim', printable(note))}`.trimEnd());
    return;
  }
  for (const { name, title, help, isSecret } of fields) {
    printField(terminal, name, isSecret ? `${title}, secret` : title, help);
  }
}

function printField(terminal: Terminal, name: string, notes: string, help: string | undefined): void {
  const { paint, width } = terminal;
  terminal.print(`  ${paint('bold', name)}  ${paint('dim', printable(notes))}`);
  if (help !== undefined) terminal.print(wrapText(printable(help), width, '    '));
}

const kinds: Readonly<Record<Exclude<SettingField['kind'], 'choice'>, string>> = {
  text: 'text',
  boolean: 'true or false',
  number: 'number',
  list: 'list',
  json: 'value',
};

function describeField({ kind, choices, fallback, isRequired, isSecret, when }: SettingField): string {
  const notes = [kind === 'choice' ? choices.join(' | ') : kinds[kind]];
  if (isRequired) notes.push('required');
  if (isSecret) notes.push('secret');
  if (fallback !== undefined && fallback !== '') notes.push(`default ${truncate(writeSetting(fallback), 40)}`);
  if (when !== undefined) notes.push(`only with ${when.field}: ${writeSetting(when.is)}`);
  return notes.join(', ');
}
