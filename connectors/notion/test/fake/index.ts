export { type FakeNotion, startFake } from './start-fake.ts';
