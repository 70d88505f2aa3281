import { describeConnector } from '@acequia/testkit/conformance';
import webdav from '../src/index.ts';
import { startFake } from './fake/index.ts';

// Any server: folders are listed again, ids are paths.
describeConnector(webdav, { fake: (options) => startFake({ ...options, hrefs: 'odd' }), documents: 24 });
