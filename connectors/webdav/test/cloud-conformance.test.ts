import { describeConnector } from '@acequia/testkit/conformance';
import webdav from '../src/index.ts';
import { startFake } from './fake/index.ts';

// One with numbers for files and with reports of changes, four in an answer.
describeConnector(webdav, {
  fake: (options) => startFake({ ...options, cloud: true, sync: 'all', pageSize: 4 }),
  documents: 24,
});
