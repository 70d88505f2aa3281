export { type S3Fake, startFake } from './start-fake.ts';
