export { folderConnector as default } from './connector.ts';
