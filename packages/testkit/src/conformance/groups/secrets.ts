import { describeError, settingsMarked } from '@acequia/core';
import type { FakeFault } from '../../fake/fake-faults.ts';
import { demand, type Group } from '../check.ts';
import type { Subject, Trial } from '../subject.ts';
import { readEverything } from './full.ts';

const faults: readonly (FakeFault | undefined)[] = [
  undefined,
  { type: 'status', status: 401 },
  { type: 'status', status: 403 },
  { type: 'status', status: 404 },
  { type: 'status', status: 500 },
  { type: 'truncate' },
  { type: 'mistype' },
  { type: 'html' },
  { type: 'reset' },
];

/** Forms in which a secret may be hidden in a text. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [secret, base64, bytes.toString('base64url'), bytes.toString('hex'), encodeURIComponent(secret)];
}

function secretsOf({ connector }: Subject, { source }: Trial): string[] {
  const marked = settingsMarked(connector.settings, 'secret').map((name) => source.settings[name]);
  return [...Object.values(source.credentials()), ...marked].filter(
    (value): value is string => typeof value === 'string' && value.length >= 8,
  );
}

/** Everything that one round of work lets out. */
async function overhear({ host, source }: Trial): Promise<readonly (readonly [string, unknown])[]> {
  const outcome = await host.sync('full');
  const checks = await host.connector.validate(host.context()).catch(describeError);
  const changes = await readEverything({ host, source } as Trial).catch(describeError);
  return [
    ['a document', [...host.store.documents().values()]],
    ['a cursor', [...host.store.cursors()]],
    ['the log', host.log.entries],
    ['an error', [outcome, ...host.store.outstanding()]],
    ['a check of validate', checks],
    ['a change', changes],
  ];
}

/** What nobody may see. */
export const secretGroup: Group = {
  name: 'secrets',
  checks: [
    {
      name: 'are in no document, cursor, log, error or check',
      async run(subject) {
        const trial = await subject.open();
        const secrets = secretsOf(subject, trial);
        demand(
          secrets.length > 0 || subject.connector.auth.every(({ type }) => type === 'none'),
          'The fake gives no secret of 8 characters or more, though the connector signs in.',
          'Use the auth method in the fake (`auth`, `credentials()`), so that its secrets can be looked for.',
        );
        for (const fault of faults) {
          trial.source.faults.clear();
          if (fault) trial.source.faults.at(({ number }) => number % 2 === 0, fault);
          for (const [where, what] of await overhear(trial)) {
            const text = JSON.stringify(what) ?? '';
            const found = secrets.some((secret) => formsOf(secret).some((form) => text.includes(form)));
            demand(
              !found,
              `A secret is in ${where}${fault ? ` after "${fault.type}"` : ''}.`,
              'Never put settings, headers or signed addresses into messages, documents or cursors; leave signing to `context.http`.',
            );
          }
        }
      },
    },
  ],
};
