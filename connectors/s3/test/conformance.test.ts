import { describeConnector } from '@acequia/testkit/conformance';
import s3 from '../src/index.ts';
import { startFake } from './fake/index.ts';

// Small pages, so that few objects are several of them.
describeConnector(s3, { fake: (options) => startFake({ ...options, pageSize: 7 }), documents: 20 });
