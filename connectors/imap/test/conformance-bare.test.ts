import { describeConnector } from '@acequia/testkit/conformance';
import imap from '../src/index.ts';
import { bare, startFake } from './fake/index.ts';

// A server that has no extension, and ids that change when a mail is moved.
describeConnector(imap, { fake: (options) => startFake({ ...options, traits: bare }), documents: 14 });
