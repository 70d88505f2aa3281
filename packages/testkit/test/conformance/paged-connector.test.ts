import { describeConnector } from '../../src/conformance/index.ts';
import { pagedConnector, startPagedFake } from '../../src/index.ts';

const variant = { mode: 'feed', content: 'lazy', contentBatch: 3, claims: 'confirmed' } as const;

describeConnector(pagedConnector(variant), { fake: (options) => startPagedFake({ ...options, ...variant }) });
