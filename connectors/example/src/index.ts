export { exampleConnector as default } from './connector.ts';
