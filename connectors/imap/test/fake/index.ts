export { bare, type ImapFake, type ImapFakeOptions, startFake } from './start-fake.ts';
