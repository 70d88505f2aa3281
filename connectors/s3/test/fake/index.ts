export { type S3Fake, type S3FakeOptions, startFake } from './start-fake.ts';
