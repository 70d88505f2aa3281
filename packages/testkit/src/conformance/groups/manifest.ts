import { type Manifest, manifestOf } from '@acequia/core';
import { demand, type Group } from '../check.ts';

const secretName = /token|secret|password|passphrase|private_?key|api_?key/i;

/** What a catalog and a form are made of. */
export const manifestGroup: Group = {
  name: 'manifest and settings',
  checks: [
    {
      name: 'describes itself',
      async run({ connector }) {
        const { type, contract, title, description, icon, auth, origins, capabilities, fetchContent } = connector;
        demand(/^[a-z][a-z0-9-]*$/.test(type), `The type is "${type}".`, 'Use small letters, digits and hyphens.');
        demand(contract === 1, `The contract is ${contract}.`, 'Say `contract: 1`.');
        demand(title.trim() && description.trim(), 'Title or description is empty.', 'Say what it reads, for people.');
        demand(auth.length > 0, '`auth` is empty.', "Say `[{ type: 'none' }]` where there is nothing to prove.");
        demand((icon?.length ?? 0) <= 16_384, 'The icon is over 16 KiB.', 'Draw a simpler one.');
        demand(icon === undefined || /<svg[\s>]/.test(icon), 'The icon is no SVG document.', 'Use SVG.');
        for (const origin of origins ?? []) {
          const right = /^https:\/\/(\*\.)?[a-z0-9.-]+(:\d+)?$/.test(origin);
          demand(
            right,
            `The origin "${origin}" is none.`,
            'Write `https://host` without a path or a slash at the end.',
          );
        }
        const batch = capabilities.contentBatch;
        const whole = batch === undefined || (Number.isInteger(batch) && batch >= 1);
        demand(whole, `contentBatch is ${batch}.`, 'Say how many documents one fetchContent takes: 1 or more.');
        demand(
          batch === undefined || fetchContent,
          'It has contentBatch but no fetchContent.',
          'Leave contentBatch out where every body comes with the listing.',
        );
      },
    },
    {
      name: 'has a manifest that survives JSON',
      async run({ connector }) {
        const manifest = manifestOf(connector);
        const again = JSON.stringify(JSON.parse(JSON.stringify(manifest)));
        demand(again === JSON.stringify(manifest), 'The manifest changes in JSON.', 'Use plain values only.');
      },
    },
    {
      name: 'refuses unknown settings, and takes what it parsed once more',
      async run(subject) {
        const { source } = await subject.open();
        const { settings } = subject.connector;
        const parsed = settings.safeParse(source.settings);
        demand(parsed.success, () => `The fake's settings are refused: ${parsed.error}`, 'Correct the fake.');
        const strange = settings.safeParse({ ...source.settings, acequia_unknown: true });
        demand(!strange.success, 'An unknown setting is taken.', 'Declare the settings with z.strictObject.');
        const again = settings.safeParse(parsed.data);
        demand(
          again.success && JSON.stringify(again.data) === JSON.stringify(parsed.data),
          'Parsed settings, parsed once more, are refused or become others.',
          'Have defaults and transforms that take their own results: stored settings are parsed at every sync.',
        );
        for (const [name, property] of Object.entries(propertiesOf(manifestOf(subject.connector).settings))) {
          if (!('default' in property)) continue;
          const taken = settings.safeParse({ ...source.settings, [name]: property.default });
          demand(
            taken.success,
            `The default of "${name}" is refused.`,
            'A form is filled with it: give one that is right.',
          );
          demand(!property.secret, `The secret "${name}" has a default.`, 'A secret that everybody knows is none.');
        }
      },
    },
    {
      name: 'says of each setting what a form needs',
      async run({ connector }) {
        const properties = propertiesOf(manifestOf(connector).settings);
        const orders = Object.values(properties).flatMap(({ order }) => (order === undefined ? [] : [order]));
        demand(new Set(orders).size === orders.length, 'Two settings have the same order.', 'Number them differently.');
        for (const [name, { title, secret, when, type }] of Object.entries(properties)) {
          demand(title, `The setting "${name}" has no title.`, 'Add `.meta({ title })`: it is the label in the form.');
          demand(
            secret || type !== 'string' || !secretName.test(name),
            `The setting "${name}" is called like a secret and is not marked as one.`,
            'Add `.meta({ secret: true })`, or make it a credential of the auth method.',
          );
          if (!when) continue;
          const other = properties[when.field];
          demand(other, `"${name}" depends on "${when.field}", which is no setting.`, 'Correct `when.field`.');
          demandValue(when.field, other, when.is, `Correct \`when.is\` of "${name}".`);
        }
        for (const { type, settings = {} } of connector.auth) {
          for (const [name, value] of Object.entries(settings)) {
            const property = properties[name];
            demand(
              property,
              `The auth method "${type}" sets "${name}", which is no setting.`,
              'Correct its `settings`.',
            );
            demandValue(name, property, value, `Correct \`settings\` of the auth method "${type}".`);
          }
        }
      },
    },
    {
      name: 'takes the settings that its last published version took',
      async run({ connector, options }) {
        if (options.published) demandNoNarrowing(options.published, manifestOf(connector));
      },
    },
  ],
};

interface Property {
  readonly title?: string;
  readonly type?: string;
  readonly secret?: boolean;
  readonly default?: unknown;
  readonly order?: number;
  readonly when?: { readonly field: string; readonly is: string | number | boolean };
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
}

function demandValue(name: string, { enum: values, type }: Property, value: unknown, advice: string): void {
  const possible = values?.includes(value) ?? (typeof value === type || type === undefined);
  demand(possible, `"${name}" is never ${JSON.stringify(value)}.`, advice);
}

function propertiesOf(settings: Manifest['settings']): Readonly<Record<string, Property>> {
  return (settings.properties ?? {}) as Readonly<Record<string, Property>>;
}

function demandNoNarrowing(before: Manifest, now: Manifest): void {
  const advice = 'Keep taking what stored data sources have: add optional settings, and migrate by a transform.';
  const [old, current] = [propertiesOf(before.settings), propertiesOf(now.settings)];
  const required = (manifest: Manifest) => (manifest.settings.required ?? []) as readonly string[];
  for (const name of required(now)) {
    demand(required(before).includes(name), `The setting "${name}" is required now and was not.`, advice);
  }
  for (const [name, was] of Object.entries(old)) {
    const is = current[name];
    demand(is, `The setting "${name}" is gone.`, advice);
    demand(was.type === is.type, `The setting "${name}" was ${was.type} and is ${is.type}.`, advice);
    const lost = was.enum?.filter((value) => is.enum && !is.enum.includes(value)) ?? [];
    demand(lost.length === 0, `The setting "${name}" no longer takes ${JSON.stringify(lost)}.`, advice);
    demand((is.minimum ?? -1e15) <= (was.minimum ?? -1e15), `The minimum of "${name}" was raised.`, advice);
    demand((is.maximum ?? 1e15) >= (was.maximum ?? 1e15), `The maximum of "${name}" was lowered.`, advice);
  }
  const gone = before.auth.filter(({ type }) => !now.auth.some((one) => one.type === type));
  demand(gone.length === 0, `Signing in by ${gone.map(({ type }) => type)} is gone.`, advice);
}
