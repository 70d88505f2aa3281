export { type DavFake, type DavFakeOptions, startFake } from './start-fake.ts';
