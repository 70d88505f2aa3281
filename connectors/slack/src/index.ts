export { slackConnector as default } from './connector.ts';
