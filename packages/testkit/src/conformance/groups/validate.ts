import { describeError } from '@acequia/core';
import { demand, type Group } from '../check.ts';
import type { Trial } from '../subject.ts';

async function validate({ host }: Trial, when: string) {
  const named = 'Answer one check for each thing looked at; catch errors of requests and turn them into checks.';
  const checks = await host.connector.validate(host.context()).catch((error: unknown) => {
    const { kind, message } = describeError(error);
    demand(false, `validate threw ${when}: ${kind}: ${message}`, named);
  });
  demand(checks.length > 0, `validate said nothing ${when}.`, named);
  const names = new Set(checks.map(({ name }) => name));
  demand(names.size === checks.length, 'Two checks of validate have the same name.', 'Names are stable and unique.');
  for (const { name, ok, remedy } of checks) {
    demand(ok || remedy?.trim(), `The check "${name}" failed ${when} and says no remedy.`, 'Say what the user can do.');
  }
  return checks;
}

/** The button "test the connection". */
export const validateGroup: Group = {
  name: 'validate',
  checks: [
    {
      name: 'finds nothing wrong where nothing is',
      async run(subject) {
        const checks = await validate(await subject.open(), 'with right settings');
        const bad = checks.filter(({ ok }) => !ok);
        demand(bad.length === 0, () => `validate complains: ${bad[0]?.message}`, 'Correct the check or the fake.');
      },
    },
    {
      name: 'names refused credentials, missing rights, a broken source and a login page, with a remedy each',
      needs: ['requests'],
      async run(subject) {
        const faults = [
          { type: 'status', status: 401 },
          { type: 'status', status: 403 },
          { type: 'status', status: 500 },
          { type: 'html' },
          { type: 'truncate' },
          { type: 'reset' },
        ] as const;
        const trial = await subject.open();
        for (const fault of faults) {
          trial.source.faults.clear();
          trial.source.faults.at(() => true, fault);
          const what = fault.type === 'status' ? `status ${fault.status}` : fault.type;
          const checks = await validate(trial, `when every request got "${what}"`);
          demand(
            checks.some(({ ok }) => !ok),
            `validate is content although every request got "${what}".`,
            'Let at least one check depend on an authenticated request, and fail when that does.',
          );
        }
      },
    },
  ],
};
