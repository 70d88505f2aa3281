export { s3Connector as default } from './connector.ts';
