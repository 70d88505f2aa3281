import { describeConnector } from '@acequia/testkit/conformance';
import folder from '../src/index.ts';
import { read } from '../src/read.ts';
import { startFake } from './fake/index.ts';

// Checkpoints so near to each other that a small folder has many.
describeConnector(
  { ...folder, read: (context, slice, cursor) => read(context, slice, cursor, 7) },
  { fake: startFake, documents: 40 },
);
