import { describeConnector } from '@acequia/testkit/conformance';
import connector from '../src/index.ts';
import { startFake } from './fake/index.ts';

// Three pages in each notebook.
describeConnector(connector, { fake: startFake, documents: 80 });
