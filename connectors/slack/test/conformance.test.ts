import { describeConnector } from '@acequia/testkit/conformance';
import slack from '../src/index.ts';
import { startFake } from './fake/index.ts';

// Small pages, so that few documents are several of them.
describeConnector(slack, { fake: (options) => startFake({ ...options, pageSize: 4 }), documents: 24 });
