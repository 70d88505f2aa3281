import { demand, type Group } from '../check.ts';
import { demandSame } from '../compare-with-source.ts';

/** Several data sources with one connector object, as a host has them. */
export const independenceGroup: Group = {
  name: 'independence',
  checks: [
    {
      name: 'of two data sources that are synced at the same time',
      async run(subject) {
        const trials = [await subject.open({ seed: 1 }), await subject.open({ seed: 2 })];
        await Promise.all(trials.map(({ host }) => host.sync('full')));
        const advice = 'Keep no state in the module: what is read belongs to the call, connections to `context.share`.';
        for (const { host, source } of trials) demandSame(host, source, 'After two syncs at the same time', advice);
      },
    },
    {
      name: 'of calls: slices and single documents are read in any order',
      async run(subject) {
        const { host, source } = await subject.openSynced();
        const slices = await host.slices();
        const ids = new Set(slices.map(({ id }) => id));
        demand(ids.size === slices.length, 'Two slices have the same id.', 'Slice ids are unique in the data source.');
        for (const slice of slices.reverse()) await host.read(slice);
        demandSame(host, source, 'After reading slices backwards', 'Keep no state in the module.');
      },
    },
  ],
};
