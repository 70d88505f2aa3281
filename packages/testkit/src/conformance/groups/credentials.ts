import { demand, type Group } from '../check.ts';
import { demandSame } from '../compare-with-source.ts';
import { settle } from '../sync-to-the-end.ts';

/** Signing in. */
export const credentialGroup: Group = {
  name: 'credentials',
  checks: [
    {
      name: 'that are refused at any request end the sync with `auth`, delete nothing and heal',
      needs: ['requests', 'expireCredentials'],
      async run(subject) {
        const whole = await subject.open();
        await whole.host.sync('full');
        for (const { number: index } of whole.source.requests.all) {
          const trial = await (index % 2 === 1 ? subject.open() : subject.openSynced());
          trial.source.faults.at(({ number }) => number >= index, { type: 'status', status: 401 });
          const { status, error, slices } = await trial.host.sync('full');
          const kind = error?.kind ?? slices[0]?.error?.kind;
          const asked = trial.source.requests.count() >= index;
          demand(
            !asked || (status !== 'success' && kind === 'auth'),
            `When requests from number ${index} on got 401, the sync ended with "${status}" and an error of kind ${kind}.`,
            'Let `auth` errors through, also in fetchContent and between pages: they stop the sync and alert a person.',
          );
          trial.source.faults.clear();
          await settle(trial);
          demandSame(
            trial.host,
            trial.source,
            `After credentials were refused from request ${index} on`,
            'Keep nothing.',
          );
        }
      },
    },
    {
      name: 'that are refused for contents alone end the sync with `auth` too',
      needs: ['requests'],
      excuse: ({ fetchContent }) => (fetchContent ? undefined : 'It has no fetchContent.'),
      async run(subject) {
        const { host, source } = await subject.open();
        source.faults.at('content', { type: 'status', status: 401 });
        const { status, error, slices } = await host.sync('full');
        const kind = error?.kind ?? slices[0]?.error?.kind;
        demand(
          source.requests.count('content') === 0 || (status !== 'success' && kind === 'auth'),
          `When every content got 401, the sync ended with "${status}" and an error of kind ${kind}.`,
          'Throw `auth` in fetchContent, or answer it as the error: it is no fault of the document.',
        );
      },
    },
    {
      name: 'may be new ones at each request',
      needs: ['expireCredentials'],
      async run(subject) {
        const trial = await subject.open();
        const { host, source } = trial;
        const renews = host.connector.auth.some(({ type }) => type === 'oauth2' && type === source.auth);
        if (renews) source.onRequest(({ number }) => (number % 3 === 0 ? source.expireCredentials?.() : undefined));
        await host.sync('full');
        source.onRequest(undefined);
        source.expireCredentials?.();
        await host.sync('full');
        await settle(trial);
        demandSame(
          host,
          source,
          'After credentials were renewed',
          'Ask `context.credentials()` each time, keep no token beyond one call, and let `context.http` sign.',
        );
      },
    },
  ],
};
