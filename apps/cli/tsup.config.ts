import { library } from '../../tsup.config.base.ts';

export default library({ entry: ['src/acequia.ts'], dts: false });
