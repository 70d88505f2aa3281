export { notionConnector as default } from './connector.ts';
