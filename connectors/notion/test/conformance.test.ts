import { describeConnector } from '@acequia/testkit/conformance';
import connector from '../src/index.ts';
import { startFake } from './fake/index.ts';

// Notion may give fewer results than were asked for: small pages show what happens between them.
describeConnector(connector, { fake: (options) => startFake({ ...options, pageSize: 8 }), documents: 30 });
