import { library } from '../../tsup.config.base.ts';
import { copyTemplate } from './build/copy-template.ts';

export default library({
  entry: ['src/bin/create-acequia-connector.ts'],
  dts: false,
  onSuccess: () => copyTemplate('../..', 'dist/template'),
});
