export { startFake } from './start-fake.ts';
