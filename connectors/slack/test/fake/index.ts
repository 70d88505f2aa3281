export { type SlackFake, startFake } from './start-fake.ts';
