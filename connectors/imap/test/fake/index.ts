export { bare, type ImapFake, startFake } from './start-fake.ts';
