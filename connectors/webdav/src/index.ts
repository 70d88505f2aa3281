export { webdavConnector as default } from './connector.ts';
