export { imapConnector as default } from './connector.ts';
