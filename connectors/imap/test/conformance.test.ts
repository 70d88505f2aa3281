import { describeConnector } from '@acequia/testkit/conformance';
import imap from '../src/index.ts';
import { startFake } from './fake/index.ts';

describeConnector(imap, { fake: startFake, documents: 24 });
